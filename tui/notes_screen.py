"""A small window for a customer's name and the agent's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from tui.language import worded
from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.customers import Customer


class NotesScreen(WordedModal[tuple[str, str]]):
    """Gives the name and the notes when it is left, by Escape too: nothing typed is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Keep and go back")]
    DEFAULT_CSS = """
    NotesScreen { align: center middle; }
    NotesScreen Vertical { width: 70; max-width: 95%; height: 16; max-height: 90%;
                           border: round $primary; background: $surface; padding: 0 1; }
    NotesScreen TextArea { height: 1fr; }
    """

    def __init__(self, customer: Customer) -> None:
        super().__init__()
        self._customer = customer

    def compose(self) -> ComposeResult:
        """Name above, notes below."""
        with Vertical():
            asks = "Customer's name, and notes of yours; Escape keeps them"
            yield Static(worded(asks), markup=False)
            yield Input(self._customer.name, id="customer-name")
            yield TextArea(self._customer.notes, id="customer-notes", soft_wrap=True)

    def on_mount(self) -> None:
        """Notes are what it is opened for."""
        self.query_one(TextArea).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the name goes on to the notes."""
        event.stop()
        self.query_one(TextArea).focus()

    def action_leave(self) -> None:
        """Back, with what was typed."""
        name = self.query_one(Input).value.strip() or self._customer.name
        self.dismiss((name, self.query_one(TextArea).text))
