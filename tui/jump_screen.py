"""A letter over every place on the screen; pressing one goes there. Not what a place does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.screen import ModalScreen
from textual.widgets import Static

from tui.language import worded
from tui.paced import Paced

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.jumping import Place

SAYS = "Press a letter to go there; Escape leaves."
LABEL_CELLS = 3


class JumpScreen(Paced, ModalScreen["Place | None"]):
    """Gives the place of the letter, None when it was left."""

    DEFAULT_CSS = """
    JumpScreen { background: transparent; overflow: hidden hidden; }
    JumpScreen .letter { position: absolute; width: 3; height: 1; text-style: bold;
                         background: $foreground; color: $background; }
    JumpScreen #jump-says { dock: bottom; height: 1; padding: 0 1; text-style: bold;
                            background: $foreground; color: $background; }
    """

    def __init__(self, places: Mapping[str, Place], size: Size) -> None:
        """size: of the screen that the places are on."""
        super().__init__()
        self._places, self._size_then = places, size

    def compose(self) -> ComposeResult:
        """Every letter in brackets, so that it is told from the text beside it without colour."""
        for letter, place in self._places.items():
            label = Static(f"[{letter}]", classes="letter", markup=False)
            x = min(place.at.x, self._size_then.width - LABEL_CELLS)
            label.styles.offset = (x, place.at.y)
            yield label
        yield Static(worded(SAYS), id="jump-says", markup=False)

    def on_key(self, event: events.Key) -> None:
        """A letter goes; another one waits for a right one; any other key leaves."""
        event.stop()
        place = self._places.get(event.character or "")
        if place is not None:
            self._leave(place)
        elif not event.is_printable:
            self._leave(None)

    def on_click(self) -> None:
        """The mouse needs no letters."""
        self._leave(None)

    def on_resize(self, event: events.Resize) -> None:
        """The places are elsewhere now."""
        if event.size != self._size_then:
            self._leave(None)

    def _leave(self, place: Place | None) -> None:
        if self.is_current:  # keys and sizes that still waited come to nothing
            self.dismiss(place)
