"""A window of saved replies with the chosen product in them: copy one, add one, take one away."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.cells import harmless
from tui.language import worded
from tui.replies import filled, write_replies
from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from retrieval.catalogue.product import Product

SAYS = "Enter copies · N adds one · Delete takes one away · Escape goes back"


class RepliesScreen(WordedModal[str | None]):
    """Gives the filled reply to be copied, None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Go back"),
        Binding("n", "add", "Add one"),
        Binding("delete", "take_away", "Take away"),
    ]
    DEFAULT_CSS = """
    RepliesScreen { align: center middle; }
    RepliesScreen Vertical { width: 76; max-width: 98%; height: auto; max-height: 90%;
                             border: round $primary; background: $surface; padding: 0 1; }
    RepliesScreen OptionList, RepliesScreen OptionList:focus {
        height: auto; max-height: 18; margin: 1 0 0 0; padding: 0; border: none;
        background: $surface; scrollbar-size-vertical: 1; }
    RepliesScreen #reply-new { display: none; }
    RepliesScreen #reply-new.asked { display: block; }
    """

    def __init__(self, replies: list[str], product: Product, path: Path) -> None:
        """path: of the file that changes are kept in."""
        super().__init__()
        self._replies, self._product, self._path = replies, product, path

    def compose(self) -> ComposeResult:
        """What keys do, the replies, and a line for a new one."""
        with Vertical() as box:
            box.border_title = worded("Saved replies")
            yield Static(worded(SAYS), id="replies-say", markup=False)
            yield OptionList(id="replies-list")
            yield Input(
                placeholder="We have {title} for {price}. {link} · also {id} {stock} {brand}",
                id="reply-new",
            )

    def on_mount(self) -> None:
        """Show them."""
        self._show()
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click copies."""
        event.stop()
        self.dismiss(filled(self._replies[event.option_index], self._product))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """The new reply is kept."""
        event.stop()
        if event.value.strip():
            await self._keep([*self._replies, event.value.strip()])
        self._ask_for_new(False)

    def action_add(self) -> None:
        """Open the line for a new one."""
        self._ask_for_new(True)

    async def action_take_away(self) -> None:
        """The highlighted one is gone."""
        index = self.query_one(OptionList).highlighted
        if index is not None and self.focused is self.query_one(OptionList):
            await self._keep([*self._replies[:index], *self._replies[index + 1 :]])

    def action_leave(self) -> None:
        """Back, from the new line to the list first."""
        if self.query_one("#reply-new").has_class("asked"):
            self._ask_for_new(False)
        else:
            self.dismiss(None)

    def _ask_for_new(self, is_asked: bool) -> None:
        line = self.query_one("#reply-new", Input)
        line.value = ""
        line.set_class(is_asked, "asked")
        (line if is_asked else self.query_one(OptionList)).focus()

    async def _keep(self, replies: list[str]) -> None:
        try:
            await asyncio.to_thread(write_replies, self._path, replies)
        except OSError as error:
            told = worded(
                "Replies cannot be kept in {file} ({cause}).",
                file=self._path,
                cause=error.strerror or error,
            )
            self.query_one("#replies-say", Static).update(harmless(told))
            return
        self._replies = replies
        self._show()

    def _show(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for reply in self._replies:
            options.add_options([Option(Content(harmless(filled(reply, self._product)))), None])
        if self._replies:
            options.highlighted = 0
