"""Draws a table of confusions as a PNG; not for counting them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

INK, PAPER, GRID = (24, 28, 36), (255, 255, 255), (228, 231, 236)
RIGHT, WRONG = np.array([22, 120, 90]), np.array([196, 52, 44])
TITLE_PX = 44


def draw_confusion(
    counts: Sequence[Sequence[int]], names: Sequence[str], title: str, cell_px: int = 0
) -> Image.Image:
    """Rows are what it was, columns what was found; green is right, red is wrong.

    Each row is shaded by its share and, where cells are large enough, has its counts written in.
    """
    from PIL import Image, ImageDraw, ImageFont

    n = len(names)
    cell = cell_px or (44 if n <= 20 else 12)
    font = ImageFont.load_default(size=max(9, min(14, cell - 2)))
    margin = 12 + int(max(font.getlength(name) for name in names))
    picture = Image.new("RGB", (margin + n * cell + 16, TITLE_PX + margin + n * cell + 16), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((12, 12), title, INK, ImageFont.load_default(size=18))
    top = TITLE_PX + margin
    table = np.asarray(counts, float)
    shares = table / np.maximum(table.sum(1, keepdims=True), 1)
    for row in range(n):
        y = top + row * cell
        draw.text((margin - 6, y + cell / 2), names[row], INK, font, anchor="rm")
        for column in range(n):
            x = margin + column * cell
            shade = RIGHT if row == column else WRONG
            strength = shares[row, column] ** 0.7
            colour = tuple(int(v) for v in 255 + (shade - 255) * strength)
            draw.rectangle((x, y, x + cell, y + cell), colour, GRID)
            if cell >= 30 and table[row, column]:
                ink = PAPER if strength > 0.5 else INK
                count = str(int(table[row, column]))
                draw.text((x + cell / 2, y + cell / 2), count, ink, font, anchor="mm")
    for column in range(n):
        _upright(picture, draw, names[column], margin + column * cell + cell // 2, top - 6, font)
    return picture


def _upright(
    picture: Image.Image, draw: ImageDraw.ImageDraw, text: str, x: int, bottom: int, font: object
) -> None:
    from PIL import Image, ImageDraw

    width = int(draw.textlength(text, font)) + 2  # type: ignore[arg-type]
    label = Image.new("RGB", (width, 18), PAPER)
    ImageDraw.Draw(label).text((0, 9), text, INK, font, anchor="lm")  # type: ignore[arg-type]
    picture.paste(label.rotate(90, expand=True), (x - 9, bottom - width))


def save_confusions(table: dict[str, object], folder: Path) -> list[Path]:
    """confusion-grocery.png and confusion-clothing.png of what `measure_encoder` returned."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, title in (
        ("clothing", "Clothing, validation split: photo to category"),
        ("grocery", "Groceries, val split: photo to product"),
    ):
        part = table.get(name)
        if isinstance(part, dict):
            path = folder / f"confusion-{name}.png"
            draw_confusion(part["confusion"], part["names"], title).save(path, optimize=True)
            written.append(path)
    return written
