"""A small window that asks for the name of a model that no list holds; not whether there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult


class NameScreen(WordedModal[str | None]):
    """Gives what was typed, None when it was left. asks: what a name may be."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]
    DEFAULT_CSS = """
    NameScreen { align: center middle; }
    NameScreen Vertical { width: 70; max-width: 90%; height: auto;
                          border: round $primary; background: $surface; padding: 0 1; }
    """

    def __init__(self, asks: str) -> None:
        super().__init__()
        self._asks = asks

    def compose(self) -> ComposeResult:
        """What to type, and where."""
        with Vertical():
            yield Static(self._asks, markup=False)
            yield Input(id="name")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the name."""
        event.stop()
        self.dismiss(event.value.strip() or None)

    def action_leave(self) -> None:
        """Back without a name."""
        self.dismiss(None)
