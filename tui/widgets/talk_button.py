"""A button to talk with: held down or clicked. It tells when, not what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from tui.jumping import Place
from tui.language import worded

if TYPE_CHECKING:
    from textual import events

NOT_YET, IDLE, TALKING = "○ Talk", "● Talk", "■ Done"


class TalkButton(Static, can_focus=False):
    """The mouse stays its own while held, so that letting go anywhere is letting go."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TalkButton { width: 10; height: 3; content-align: center middle; color: $foreground;
                 border: tall $primary 60%; background: $surface; }
    TalkButton:hover { border: tall $primary; }
    TalkButton.-talking { background: $primary; color: $background; text-style: bold; }
    """

    class Pressed(Message):
        """The mouse went down on it."""

    class Released(Message):
        """And up again, wherever that was."""

        def __init__(self, held_s: float) -> None:
            self.held_s = held_s
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(worded(NOT_YET), id=id, markup=False, disabled=True)
        self.tooltip = worded("Hold to talk and let go when done, or click to begin and to end.")
        self._pressed_s: float | None = None

    def show(self, is_talking: bool) -> None:
        """What a press will do, once talking is possible."""
        self.disabled = False
        self.update(worded(TALKING if is_talking else IDLE))
        self.set_class(is_talking, "-talking")

    def jump_places(self) -> list[Place]:
        """A letter is a click."""
        return [Place(self.region.offset, self._click, "t")]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to hold."""
        event.stop()
        if event.button == 1:
            self.capture_mouse()
            self._pressed_s = event.time
            self.post_message(self.Pressed())

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        event.stop()
        self._let_go(event)
        self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """A window that opens takes the mouse away, which is letting go as well."""
        self._let_go(event)

    def _click(self) -> None:
        self.post_message(self.Pressed())
        self.post_message(self.Released(0.0))

    def _let_go(self, event: events.Event) -> None:
        if self._pressed_s is not None:
            held_s, self._pressed_s = event.time - self._pressed_s, None
            self.post_message(self.Released(held_s))
