"""Makes the sample products and draws any view of them; writes nothing (see `samples.build`)."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from samples import wording
from samples.drawing.ink import Look
from samples.product import SampleProduct
from samples.ranges import KINDS
from samples.ranges.kind import Kind, Row

if TYPE_CHECKING:
    from PIL import Image

HELD_BACK_VIEW = 1000  # views from this one on are for evaluation only


def _price(kind: Kind, rng: random.Random) -> Decimal:
    low, high = kind.price
    ending = rng.choice(("0.99", "0.95", "0.50", "0.00", "0.49"))
    whole = int(low + (high - low) * rng.random() ** 1.3)
    return Decimal(whole) + Decimal(ending)


def _product(kind: Kind, number: int, row: Row) -> SampleProduct:
    identity = f"{kind.slug}-{number:03d}"
    rng = random.Random(zlib.crc32(identity.encode()))
    brand = rng.choice(wording.BRANDS[kind.department])
    n_views = 2 if rng.random() < 0.56 else 1
    return SampleProduct(
        id=identity,
        title=wording.title(kind, row, brand, rng),
        title_zh=wording.title_zh(kind, row),
        description=wording.description(kind, row, rng),
        description_zh=wording.description_zh(kind, row, rng),
        category=kind.category,
        department=kind.department,
        colour=row.colour,
        pattern=row.pattern,
        material=row.material,
        brand=brand,
        price=_price(kind, rng),
        currency="USD",
        stock=0 if rng.random() < 0.08 else rng.randrange(1, 160),
        rating=Decimal(rng.randrange(31, 51)) / 10,
        images=tuple(f"pictures/{identity}-{view}.jpg" for view in range(1, n_views + 1)),
        variant=row.variant,
        accent=row.accent,
    )


def _pairs() -> Iterator[tuple[Kind, SampleProduct]]:
    for kind in KINDS:
        for number, row in enumerate(kind.products, start=1):
            yield kind, _product(kind, number, row)


@cache
def kinds_of_products() -> dict[str, Kind]:
    """The category of each product id."""
    return {product.id: kind for kind, product in _pairs()}


@cache
def _products() -> tuple[SampleProduct, ...]:
    return tuple(product for _, product in _pairs())


def products() -> list[SampleProduct]:
    """Every sample product, in the order of the catalogue."""
    return list(_products())


def render(product: SampleProduct, view: int, size_px: int = 256) -> Image.Image:
    """A picture of the product, RGB, `size_px` square; the same pixels for the same arguments.

    The view seeds pose, scale, background, light and small changes of shape; view 1 is the
    product on its own before a white wall. Views below 1000 are for training and the shipped
    pictures, the others for evaluation. Raises ModuleNotFoundError without `resvg-py`.
    """
    from samples.drawing.gallery import rasterise, svg

    look = Look(product.colour, product.accent, product.pattern, product.material, product.variant)
    seed = zlib.crc32(product.id.encode())
    return rasterise(svg(product.category, look, seed, view, size_px))
