"""A line for words that the results on show must hold; hidden until it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Input

from tui.jumping import Place
from tui.language import worded

if TYPE_CHECKING:
    from textual import events


class NarrowLine(Input):
    """Escape closes it, which is told as no words; Enter and Down go to the results."""

    DEFAULT_CSS = """
    NarrowLine, NarrowLine:focus { height: 1; border: none; padding: 0 1; background: $panel;
                                   display: none; }
    NarrowLine.asked { display: block; }
    """

    class Narrowed(Message):
        """These are the words now."""

        def __init__(self, words: str) -> None:
            self.words = words
            super().__init__()

    class Left(Message):
        """On to the results."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder=worded("Words that the results on show must hold"), id=id)

    def jump_places(self) -> list[Place]:
        """To be typed into."""
        return [Place(self.region.offset, self.focus, "n")]

    def ask(self) -> None:
        """Open it."""
        self.add_class("asked")
        self.focus()

    def close(self) -> bool:
        """Close it and show all results again; whether it was open."""
        if not self.has_class("asked"):
            return False
        self.remove_class("asked")
        self.value = ""
        self.post_message(self.Left())
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow with every letter."""
        event.stop()
        self.post_message(self.Narrowed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to what is left."""
        event.stop()
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Down as well."""
        if event.key == "down":
            event.stop()
            self.post_message(self.Left())
