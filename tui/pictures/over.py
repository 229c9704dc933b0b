"""Pixels over the cells of one line: sixel, and iTerm2's inline images; a line at a time.

So a line that is painted again brings its own pixels along, whichever lines these are.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

COLOURS = 128  # fewer bytes than with 256 by a fifth
JPEG_QUALITY = 85


def sixels(picture: Image.Image, lines: int) -> tuple[str, ...]:
    """A picture, its height a multiple of the lines, as sixels for each line."""
    # Of its modules this one alone does not ask the terminal anything when imported.
    from textual_image._sixel import image_to_sixels

    reduced = picture.quantize(COLOURS)
    return tuple(image_to_sixels(line) for line in _cut(reduced, lines))


def inline_images(picture: Image.Image, columns: int, lines: int) -> tuple[str, ...]:
    """A picture as iTerm2's inline images, each one line high."""
    keys = f"inline=1;width={columns};height=1;preserveAspectRatio=0"
    return tuple(
        f"\x1b]1337;File={keys}:{base64.b64encode(_jpeg(line)).decode('ascii')}\x07"
        for line in _cut(picture, lines)
    )


def _cut(picture: Image.Image, lines: int) -> list[Image.Image]:
    height = picture.height // lines
    return [
        picture.crop((0, top, picture.width, top + height))
        for top in range(0, lines * height, height)
    ]


def _jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=JPEG_QUALITY)
    return stream.getvalue()
