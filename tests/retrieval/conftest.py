"""A small shop with words and pictures, for the tests of search, index and evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.search.searcher import Searcher
from tests.retrieval.search.word_encoder import COLOURS, WordEncoder


def shop_products(folder: Path) -> list[Product]:
    """Three colours of seven things, one of them pictured, and some oddities."""
    things = [
        ("sneakers", "shoes", "Strider", "Light running shoes with a rubber sole", "运动鞋"),
        ("dress", "dresses", "Aurora", "A long evening dress with short sleeves", "长裙"),
        ("t-shirt", "tops", "Basis", "Soft cotton for every day", "T恤"),
        ("mug", "kitchen", "Hearth", "Holds a large coffee, café style", "马克杯"),
        ("backpack", "bags", "Trail", "Two straps and a laptop sleeve", "背包"),
        ("sunglasses", "accessories", "Helio", "Polarised lenses against glare", "太阳镜"),
        ("scarf", "accessories", "Aurora", "Warm wool for the winter", "围巾"),
    ]
    chinese = {"red": "红色", "blue": "蓝色", "green": "绿色"}
    products = []
    for t, (thing, category, brand, description, title_zh) in enumerate(things):
        for c, (colour, rgb) in enumerate(COLOURS.items()):
            images: tuple[str, ...] = ()
            if thing != "scarf":
                picture = folder / f"{thing}-{colour}.png"
                Image.new("RGB", (24, 24), rgb).save(picture)
                images = (str(picture),)
            products.append(
                Product(
                    id=f"{thing}-{colour}",
                    title=f"{colour.title()} {thing}",
                    description=description,
                    category=category,
                    brand=brand,
                    price=Decimal("9.95") + 10 * t + c,
                    currency="EUR",
                    stock=c,
                    rating=3.0 + c / 2,
                    images=images,
                    attributes={"colour": colour, "title_zh": chinese[colour] + title_zh},
                )
            )
    products.append(Product(id="mystery", images=(str(folder / "mug-blue.png"),)))
    products.append(Product(id="plain", title="Umbrella"))
    return products


@pytest.fixture
def word_encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def shop(tmp_path: Path, word_encoder: WordEncoder) -> Iterator[Store]:
    """A store of 23 products, embedded."""
    with Store.open(tmp_path / "shop", create=True) as store:
        add(store, shop_products(tmp_path), word_encoder)
        yield store


@pytest.fixture
def searcher(shop: Store, word_encoder: WordEncoder) -> Iterator[Searcher]:
    with Searcher(shop, word_encoder) as opened:
        yield opened
