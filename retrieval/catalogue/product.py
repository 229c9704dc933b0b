"""One product as a catalogue describes it; not for how it is stored or ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

# Text towers read a few dozen tokens; a longer description only pushes the rest out.
CAPTION_DESCRIPTION_CHARS = 160

# Attributes that say what a product looks like come first in its caption.
CAPTION_ATTRIBUTES = ("colour", "pattern", "material", "title_zh")

# The attribute that names other products, those bought together with this one.
BOUGHT_TOGETHER = "bought_together"


@dataclass(frozen=True, slots=True)
class Product:
    """A thing for sale.

    price: exact, in `currency` (ISO 4217 code), None when unknown.
    stock: pieces at hand, None when unknown. rating: as the shop gives it, often 0 to 5.
    images: paths or URLs, best first. attributes: free-form names to values.
    """

    id: str
    title: str = ""
    description: str = ""
    category: str = ""
    brand: str = ""
    price: Decimal | None = None
    currency: str = ""
    stock: int | None = None
    rating: float | None = None
    url: str = ""
    images: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The caption that a text tower embeds: what it is, what it looks like, what it is for."""
        looks = [self.attributes[name] for name in CAPTION_ATTRIBUTES if self.attributes.get(name)]
        description = self.description[:CAPTION_DESCRIPTION_CHARS]
        parts = [self.title, self.category, *looks, self.brand, description]
        return ", ".join(part.strip() for part in parts if part and part.strip())

    def facts(self) -> dict[str, str]:
        """The attributes that tell of this product; not those that name others."""
        return {name: value for name, value in self.attributes.items() if name != BOUGHT_TOGETHER}
