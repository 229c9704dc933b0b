"""A thumbnail beside each hit where there is room: how large, which, and its cells; no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment

from tui.pictures.drawn import Wanted

if TYPE_CHECKING:
    from textual.geometry import Size

    from retrieval.search.result import Hit
    from tui.pictures.pictures import Pictures

FEW_LINES, MANY_LINES = 2, 3  # of a thumbnail: many where at least so many hits fit:
HITS_WITH_ROOM = 8
LEAST_COLUMNS = 56  # of a list with thumbnails, which has 58 of 100 beside the details
COLUMNS_PER_LINE = 2  # a square, cells being twice as high as wide
WHOSE = "thumbnails"


class Thumbnails:
    """Of one list of hits. is_on: whether they are shown where there is room."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self.is_on = True

    def lines(self, size: Size) -> int:
        """Of a thumbnail in a list of that size, 0 where none are shown."""
        if not self.is_on or self._pictures.drawing is None or size.width < LEAST_COLUMNS:
            return 0
        return MANY_LINES if size.height >= HITS_WITH_ROOM * MANY_LINES else FEW_LINES

    def wanted(self, hit: Hit, lines: int) -> Wanted | None:
        """A hit's, None where there is none."""
        drawing, images = self._pictures.drawing, hit.product.images
        if drawing is None or not lines or not images:
            return None
        return Wanted(tuple(images), COLUMNS_PER_LINE * lines, lines, drawing.of_characters)

    def want(self, hits: Iterable[Hit], lines: int) -> None:
        """Have those of these hits made, and none that were wanted before."""
        wanted = (self.wanted(hit, lines) for hit in hits)
        self._pictures.want(WHOSE, [one for one in wanted if one is not None])

    def cells(self, hit: Hit, line: int, lines: int) -> Sequence[Segment]:
        """A line of it and the space beside it; an empty place while it is not made."""
        columns = COLUMNS_PER_LINE * lines
        if not columns:
            return ()
        wanted = self.wanted(hit, lines)
        drawn = None if wanted is None else self._pictures.find(wanted)
        if drawn is None or line >= len(drawn.lines):
            return (Segment(" " * (columns + 1)),)
        left = (columns - drawn.columns) // 2
        right = columns - drawn.columns - left + 1
        return (Segment(" " * left), *drawn.lines[line], Segment(" " * right))
