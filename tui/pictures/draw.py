"""One picture read, scaled and encoded for this terminal; takes its time, so it is for a thread."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

from tui.pictures.blocks import half_blocks
from tui.pictures.drawing import Protocol
from tui.pictures.drawn import Drawn, Wanted
from tui.pictures.kitty import MOST_CELLS, given, placeholders
from tui.pictures.over import inline_images, sixels

if TYPE_CHECKING:
    from PIL import Image

SEGMENT_BYTES = 600  # a segment with a style of its own
PIXEL_BYTES = 4  # in a terminal that keeps the picture
# From a number of chance on, since another program may have given the terminal pictures as well.
NUMBERS = count(random.randrange(1 << 16, 1 << 23))


def draw(wanted: Wanted) -> Drawn:
    """A picture as cells; no lines where nothing can be read."""
    from assistant.pictures import read_picture

    cell_px = wanted.drawing.cell_px
    most_px = (wanted.columns * cell_px[0], wanted.lines * cell_px[1])
    found = read_picture(wanted.images, wanted.place, at_least_px=max(most_px))
    if found is None:
        return Drawn(place=wanted.place or 0)
    columns, lines = fitting(found.pixels.size, most_px, cell_px)
    if wanted.drawing.protocol is Protocol.KITTY:
        columns, lines = min(columns, MOST_CELLS), min(lines, MOST_CELLS)
    return _drawn(found.pixels, columns, lines, found.place, wanted)


def fitting(
    size_px: tuple[int, int], most_px: tuple[int, int], cell_px: tuple[int, int]
) -> tuple[int, int]:
    """Columns and lines of a picture that keeps its shape within a limit."""
    scale = min(most_px[0] / size_px[0], most_px[1] / size_px[1])
    columns = round(size_px[0] * scale / cell_px[0])
    lines = round(size_px[1] * scale / cell_px[1])
    return max(1, columns), max(1, lines)


def _drawn(picture: Image.Image, columns: int, lines: int, place: int, wanted: Wanted) -> Drawn:
    protocol, cell_px = wanted.drawing.protocol, wanted.drawing.cell_px
    n_bytes = columns * lines * SEGMENT_BYTES
    if protocol is Protocol.BLOCKS:
        return Drawn(half_blocks(picture, columns, lines), columns, place, n_bytes=n_bytes)
    scaled = picture.resize((columns * cell_px[0], lines * cell_px[1]))
    if protocol is Protocol.KITTY:
        number = next(NUMBERS)
        return Drawn(
            placeholders(number, columns, lines),
            columns,
            place,
            number=number,
            data=given(scaled, number, columns, lines),
            n_bytes=n_bytes + scaled.width * scaled.height * PIXEL_BYTES,
        )
    is_sixel = protocol is Protocol.SIXEL
    over = sixels(scaled, lines) if is_sixel else inline_images(scaled, columns, lines)
    return Drawn(
        half_blocks(scaled, columns, lines),  # wherever the pixels are not: behind a dialog
        columns,
        place,
        over,
        n_bytes=n_bytes + sum(map(len, over)),
    )
