"""The record of one sample product, as a row of the CSV; no drawing, no wording."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

COLUMNS = (
    "id",
    "title",
    "title_zh",
    "description",
    "description_zh",
    "category",
    "department",
    "colour",
    "pattern",
    "material",
    "brand",
    "price",
    "currency",
    "stock",
    "rating",
    "images",
)


@dataclass(frozen=True)
class SampleProduct:
    """One product: the columns of `catalogue.csv`, then what only the drawing needs.

    `price` has two decimals and is in `currency`; `rating` is 1 to 5; `images` are paths
    relative to the CSV, one for each view from 1. `variant` and `accent` are not columns.
    """

    id: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    category: str
    department: str
    colour: str
    pattern: str
    material: str
    brand: str
    price: Decimal
    currency: str
    stock: int
    rating: Decimal
    images: tuple[str, ...]
    variant: str
    accent: str

    def row(self) -> list[str]:
        """The cells of its line in `catalogue.csv`, in the order of `COLUMNS`."""
        cells = {**self.__dict__, "images": ";".join(self.images)}
        return [str(cells[column]) for column in COLUMNS]
