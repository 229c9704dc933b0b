"""A small window that asks for filters; what they mean is the assistant's business."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.cells import harmless
from tui.language import worded
from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

EXAMPLES = "price<40 · category=shoes · brand!=Acme · colour in red,blue · stock>0"


class FilterScreen(WordedModal[str | None]):
    """Gives a filter that makes sense, None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]
    DEFAULT_CSS = """
    FilterScreen { align: center middle; }
    FilterScreen Vertical { width: 70; max-width: 90%; height: auto;
                            border: round $primary; background: $surface; padding: 0 1; }
    FilterScreen #filter-wrong { color: $error; height: auto; }
    """

    def compose(self) -> ComposeResult:
        """What to type, where, and what was wrong with it."""
        with Vertical():
            asks = worded("Show only what is, for example: {examples}", examples=EXAMPLES)
            yield Static(asks, markup=False)
            yield Input(placeholder="price<40", id="filter-text")
            yield Static("", id="filter-wrong", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the filter, or tells what is wrong with it."""
        event.stop()
        from assistant import Query
        from assistant.assistant import to_filters
        from assistant.errors import TOLD_ERRORS

        written = event.value.strip()
        if not written:
            self.dismiss(None)
            return
        try:
            to_filters(Query(filters=[written]))
        except TOLD_ERRORS as error:
            self.query_one("#filter-wrong", Static).update(harmless(str(error)))
            return
        self.dismiss(written)

    def action_leave(self) -> None:
        """Back without a filter."""
        self.dismiss(None)
