"""The parts of the wish on show, each removed by a click; not what they mean."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tui.cells import fitted, harmless
from tui.jumping import Place

if TYPE_CHECKING:
    from textual import events

    from tui.wish import Wish

LONGEST_CELLS = 32
MARKS = {
    "text": "“",
    "photo": "▣",
    "sound": "♪",
    "voice": "●",
    "like": "≈",
    "good": "+",
    "bad": "≠",
    "without": "−",
    "filter": "≡",
}


class Chip(Static):
    """One part. index: of it in the wish."""

    DEFAULT_CSS = """
    Chip { width: auto; height: 1; margin: 0 1 0 0; padding: 0 1;
           background: $panel; color: $foreground; }
    Chip:hover { background: $primary; color: $background; }
    """

    class Removed(Message):
        """A click took it away."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    def __init__(self, index: int, kind: str, shown: str) -> None:
        text = harmless(shown)
        short = text if len(text) < LONGEST_CELLS else fitted(text, LONGEST_CELLS).rstrip()
        super().__init__(f"{MARKS[kind]} {short} ✕", markup=False)
        self._index = index

    def jump_places(self) -> list[Place]:
        """A letter takes it away too."""
        return [Place(self.region.offset, partial(self.post_message, self.Removed(self._index)))]

    def on_click(self, event: events.Click) -> None:
        """Take it away."""
        event.stop()
        self.post_message(self.Removed(self._index))


class Chips(Horizontal):
    """A row of them, hidden when there are none."""

    DEFAULT_CSS = """
    Chips { height: 1; padding: 0 1; display: none; }
    Chips.filled { display: block; }
    """

    async def show(self, wish: Wish) -> None:
        """Show the parts of a wish."""
        async with self.batch():
            await self.remove_children()
            await self.mount_all(
                Chip(index, part.kind, part.shown) for index, part in enumerate(wish.parts)
            )
        self.set_class(not wish.is_empty, "filled")
