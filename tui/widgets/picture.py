"""A product's picture; drawn elsewhere, only shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import ControlType, Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region

    from tui.pictures.drawn import Drawn

PICTURE_LINES = 12
CONTROL = ((ControlType.CURSOR_FORWARD, 0),)  # so that it counts as no cells


class Picture(Widget):
    """Hidden until there is one to come.

    Pixels are put after a line's last cell, which no cut reaches, and go back from there; the
    margin keeps the cursor out of the terminal's last column, where it would not move on.
    """

    DEFAULT_CSS = f"""
    Picture {{ height: {PICTURE_LINES}; margin: 0 1; display: none; }}
    Picture.expected {{ display: block; }}
    """

    class Clicked(Message):
        """Another one is wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: Drawn | None = None

    def show(self, drawn: Drawn | None, is_expected: bool) -> None:
        """Show it, or an empty place; no place where none is to be expected."""
        self._drawn = drawn
        self.set_class(is_expected, "expected")
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """On to the next one."""
        event.stop()
        self.post_message(self.Clicked())

    def render_line(self, y: int) -> Strip:
        """One line of cells."""
        drawn, style = self._drawn, self.rich_style
        if drawn is None or y >= len(drawn.lines):
            return Strip.blank(self.size.width, style)
        segments = [Segment(text, style + part) for text, part, _ in drawn.lines[y] if part]
        return Strip(segments, drawn.columns).adjust_cell_length(self.size.width, style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of cells with the pixels that lie over them, but not from behind a dialog."""
        strips = super().render_lines(crop)
        drawn = self._drawn
        if drawn is None or not drawn.over or self.app.screen is not self.screen:
            return strips
        if crop.right < drawn.columns:
            return strips
        back = f"\x1b7\x1b[{crop.right}D"
        return [
            Strip([*strip, Segment(f"{back}{drawn.over[y]}\x1b8", None, CONTROL)], crop.width)
            if y < len(drawn.over)
            else strip
            for y, strip in enumerate(strips, crop.y)
        ]
