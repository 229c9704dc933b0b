"""Half blocks: two pixels a cell, in any terminal with colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from PIL import Image

UPPER_HALF = "▀"


def half_blocks(picture: Image.Image, columns: int, lines: int) -> tuple[tuple[Segment, ...], ...]:
    """A picture as so many cells."""
    small = picture.resize((columns, 2 * lines)).tobytes()
    pixels = [(small[i], small[i + 1], small[i + 2]) for i in range(0, len(small), 3)]
    return tuple(
        tuple(
            Segment(UPPER_HALF, _colours(pixels[top + x], pixels[top + columns + x]))
            for x in range(columns)
        )
        for top in range(0, len(pixels), 2 * columns)
    )


def _colours(upper: tuple[int, int, int], lower: tuple[int, int, int]) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))
