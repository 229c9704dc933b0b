"""Finds the drawing of a category and makes a picture of it; knows no catalogue."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable

from PIL import Image

from samples.drawing import (
    accessories,
    bottoms,
    computing,
    cookware,
    decoration,
    devices,
    figures,
    footwear,
    furniture,
    games,
    jars,
    luggage,
    pantry,
    playthings,
    produce,
    sweets,
    tableware,
    tops,
)
from samples.drawing.ink import Ink, Look
from samples.drawing.scene import picture

DRAWINGS: dict[str, Callable[[Ink], None]] = {
    **tops.DRAWINGS,
    **bottoms.DRAWINGS,
    **footwear.DRAWINGS,
    **accessories.DRAWINGS,
    **luggage.DRAWINGS,
    **tableware.DRAWINGS,
    **cookware.DRAWINGS,
    **furniture.DRAWINGS,
    **decoration.DRAWINGS,
    **devices.DRAWINGS,
    **computing.DRAWINGS,
    **playthings.DRAWINGS,
    **figures.DRAWINGS,
    **produce.DRAWINGS,
    **pantry.DRAWINGS,
    **jars.DRAWINGS,
    **games.DRAWINGS,
    **sweets.DRAWINGS,
}
# Mirrored, these would be wrong (a clock runs backwards, letters read backwards).
ONE_HANDED = frozenset(
    {
        "building blocks",
        "cereal",
        "chocolate",
        "clock",
        "coffee",
        "honey",
        "juice",
        "milk",
        "pasta",
        "toy car",
        "watch",
    }
)
# These stand on something and lean little; the others may lie at any slant.
STANDING = frozenset(
    {
        "candle",
        "chair",
        "houseplant",
        "lamp",
        "sofa",
        "table",
        "television",
        "vase",
        "bottle",
        "bowl",
        "glass",
        "kettle",
        "mug",
        "pot",
        "teapot",
        "toaster",
    }
)


def svg(category: str, look: Look, seed: int, view: int, size_px: int) -> str:
    """The SVG document of one view; the same arguments give the same text."""
    rng = random.Random(zlib.crc32(f"{seed}/{view}".encode()))
    ink = Ink(look, rng)
    DRAWINGS[category](ink)
    return picture(ink, rng, view, size_px, category not in ONE_HANDED, category in STANDING)


def rasterise(text: str) -> Image.Image:
    """SVG text as an RGB picture. Raises ModuleNotFoundError without the `resvg-py` package."""
    import resvg_py

    png = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")
