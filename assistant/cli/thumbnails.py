"""Small pictures of products in a terminal: its graphics where it has them, blocks otherwise."""

from __future__ import annotations

from rich.console import Console, RenderableType

from retrieval.catalogue.product import Product
from retrieval.errors import RetrievalError

WIDTH_CELLS = 12
HEIGHT_CELLS = 5


def thumbnail(product: Product, console: Console, *, mode: str = "auto") -> RenderableType | None:
    """The first readable picture of a product, or None: no picture, no terminal, or not wanted.

    mode: "auto" (graphics protocol, else blocks), "blocks", "graphics" or "never".
    """
    if mode == "never" or not console.is_terminal or not product.images:
        return None
    if console.no_color or console.color_system in (None, "standard"):
        return None
    from retrieval.pictures.decode import load_picture

    for path in product.images:
        try:
            picture = load_picture(path)
        except RetrievalError:
            continue  # a lost picture costs its thumbnail, never the answer
        picture.thumbnail((256, 256))
        return _renderable(picture, mode)
    return None


def _renderable(picture: object, mode: str) -> RenderableType:
    # Importing this asks the terminal what it can do, so only when pictures are drawn.
    from textual_image import renderable

    # Kitty's placeholders are characters and so sit well in a table; other graphics do not.
    placeholders = renderable.Image is renderable.TGPImage
    drawn = renderable.Image if mode == "graphics" or placeholders else renderable.HalfcellImage
    if mode == "blocks":
        drawn = renderable.HalfcellImage
    result: RenderableType = drawn(picture, width=WIDTH_CELLS, height=HEIGHT_CELLS)
    return result
