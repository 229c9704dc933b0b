"""The row of customers, each with its state; a click shows one. Hidden while there is one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import HorizontalScroll
from textual.message import Message
from textual.widgets import Static

from tui.cells import fitted, harmless

if TYPE_CHECKING:
    from textual import events

    from tui.customers import Customer, Desk

LONGEST_CELLS = 20


class CustomerTab(Static):
    """One customer. index: of it on the desk."""

    DEFAULT_CSS = """
    CustomerTab { width: auto; height: 1; padding: 0 1; color: $foreground; background: $surface; }
    CustomerTab.-shown { background: $primary; color: $background; text-style: bold; }
    """

    class Picked(Message):
        """A click wants it on show."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    def __init__(self, index: int) -> None:
        super().__init__("", markup=False)
        self._index = index

    def show(self, customer: Customer, is_shown: bool) -> None:
        """Its name and state."""
        name = harmless(customer.name)
        short = name if len(name) < LONGEST_CELLS else fitted(name, LONGEST_CELLS).rstrip()
        mark, word = customer.state
        here = "▸" if is_shown else " "
        self.update(f"{here}{self._index + 1} {short} {mark} {word}")
        self.set_class(is_shown, "-shown")

    def on_click(self, event: events.Click) -> None:
        """Show it."""
        event.stop()
        self.post_message(self.Picked(self._index))


class CustomerTabs(HorizontalScroll, can_focus=False):
    """All of them."""

    DEFAULT_CSS = """
    CustomerTabs { height: 1; display: none; background: $surface; scrollbar-size: 0 0; }
    CustomerTabs.filled { display: block; }
    """

    async def show(self, desk: Desk) -> None:
        """Show a desk's customers."""
        tabs = list(self.query(CustomerTab))
        n_wanted = len(desk.customers)
        async with self.batch():
            for tab in tabs[n_wanted:]:
                await tab.remove()
            await self.mount_all(CustomerTab(index) for index in range(len(tabs), n_wanted))
        for index, tab in enumerate(list(self.query(CustomerTab))[:n_wanted]):
            tab.show(desk.customers[index], index == desk.at)
            if index == desk.at:
                self.scroll_to_widget(tab, animate=False)
        self.set_class(n_wanted > 1, "filled")
