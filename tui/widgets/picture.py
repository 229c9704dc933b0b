"""A product's picture in half blocks, two pixels a cell; decoded elsewhere, only drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from PIL import Image

    from retrieval.catalogue.product import Product

UPPER_HALF = "▀"


class Picture(Widget):
    """Nothing until `show` gives it lines."""

    DEFAULT_CSS = """
    Picture { height: 12; display: none; }
    Picture.filled { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: list[Strip] = []

    def show(self, strips: list[Strip]) -> None:
        """Draw these lines, none for no picture."""
        self._strips = strips
        self.set_class(bool(strips), "filled")
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        if y < len(self._strips):
            return self._strips[y].adjust_cell_length(self.size.width, self.rich_style)
        return Strip.blank(self.size.width, self.rich_style)


def picture_of(product: Product, width: int, height: int) -> list[Strip]:
    """The first readable picture within so many cells; no lines when there is none.

    Decodes and scales, so it is for a thread and not for the event loop.
    """
    from assistant.errors import RetrievalError
    from retrieval.pictures.decode import load_picture

    for path in product.images:
        try:
            picture = load_picture(path, at_least_px=2 * height)
        except RetrievalError:
            continue  # a lost picture costs its place, never the answer
        return half_blocks(picture, width, height)
    return []


def half_blocks(picture: Image.Image, width: int, height: int) -> list[Strip]:
    """A picture of RGB as lines of cells, its shape kept within the limits."""
    scale = min(width / picture.width, 2 * height / picture.height)
    columns = max(1, round(picture.width * scale))
    rows = max(2, 2 * round(picture.height * scale / 2))
    import numpy as np  # not before the first paint

    small = picture.convert("RGB").resize((columns, rows))
    pixels = [tuple(pixel) for pixel in np.asarray(small).reshape(-1, 3).tolist()]
    return [
        Strip(
            [
                Segment(UPPER_HALF, _colours(pixels[top + x], pixels[top + columns + x]))
                for x in range(columns)
            ]
        )
        for top in range(0, rows * columns, 2 * columns)
    ]


def _colours(upper: tuple[int, int, int], lower: tuple[int, int, int]) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))
