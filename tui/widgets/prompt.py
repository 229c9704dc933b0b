"""The one line that takes everything; recalls what was typed before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tui.wish import recalled

PLACEHOLDER = "Ask for a product: words, or a photo's path"


class Prompt(Input):
    """An input whose arrows go through earlier prompts and down into the results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Earlier prompt", show=False),
        Binding("down", "recall(1)", "Later prompt, or results", show=False),
    ]
    DEFAULT_CSS = """
    Prompt { border: tall $primary 60%; }
    Prompt:focus { border: tall $primary; }
    """

    class LeftDown(Message):
        """Down was pressed where there is no later prompt."""

    class Emptied(Message):
        """Backspace was pressed in an empty prompt."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder=PLACEHOLDER, id=id)
        self.earlier: Sequence[str] = ()
        self._at: int | None = None
        self._typed = ""

    def action_recall(self, by: int) -> None:
        """The prompt before or after, at the end what was being typed."""
        if self._at is None:
            self._typed = self.value
        at = recalled(self.earlier, self._at, by)
        if at is None and self._at is None and by > 0:
            self.post_message(self.LeftDown())
            return
        self._at = at
        self.value = self._typed if at is None else self.earlier[at]
        self.cursor_position = len(self.value)

    def action_delete_left(self) -> None:
        """Backspace; in an empty prompt it is for what stands above."""
        if not self.value:
            self.post_message(self.Emptied())
            return
        super().action_delete_left()

    def emptied(self) -> None:
        """Empty it, spoken words too, at the end of what can be recalled."""
        self._at, self._typed, self.value = None, "", ""
        self.placeholder = PLACEHOLDER
