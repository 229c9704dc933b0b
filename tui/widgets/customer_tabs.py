"""The row of customers, each with its state; a click shows one. Hidden while there is one alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import HorizontalScroll
from textual.message import Message
from textual.widgets import Static

from tui.cells import fitted, harmless
from tui.jumping import Place

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

    def jump_places(self) -> list[Place]:
        """A letter shows it too."""
        return [Place(self.region.offset, partial(self.post_message, self.Picked(self._index)))]

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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: list[CustomerTab] = []

    def show(self, desk: Desk) -> None:
        """Show a desk's customers, unless the screen is being put up or taken down."""
        if not self.is_attached:
            return
        while len(self._tabs) > len(desk.customers):
            self._tabs.pop().remove()
        while len(self._tabs) < len(desk.customers):
            self._tabs.append(CustomerTab(len(self._tabs)))
            self.mount(self._tabs[-1])
        for index, (tab, customer) in enumerate(zip(self._tabs, desk.customers, strict=True)):
            tab.show(customer, index == desk.at)
        self.set_class(len(self._tabs) > 1, "filled")
        self.call_after_refresh(self._bring_into_view, self._tabs[desk.at])

    def _bring_into_view(self, tab: CustomerTab) -> None:
        if tab in self._tabs:
            self.scroll_to_widget(tab, animate=False)
