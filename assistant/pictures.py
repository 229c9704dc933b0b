"""A product's pictures as pixels; not for scaling or drawing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class ReadPicture:
    """pixels: RGB, upright. place: of the picture among the product's, from 0."""

    pixels: Image.Image
    place: int


def read_picture(
    images: Sequence[str], place: int | None = None, *, at_least_px: int
) -> ReadPicture | None:
    """One of a product's pictures, the first that can be read where none is named.

    images: as `Product.images` has them. at_least_px: both sides stay so long where the file is
    large. None when there is nothing to see: a lost, broken or overlarge file is no error here.
    Reads and decodes, so it is for a thread.
    """
    from retrieval.errors import RetrievalError
    from retrieval.pictures.decode import load_picture

    for at in range(len(images)) if place is None else (place,):
        try:
            return ReadPicture(load_picture(images[at], at_least_px=at_least_px), at)
        except (RetrievalError, IndexError):
            continue
    return None
