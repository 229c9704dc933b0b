"""Queries kept out of training, with the products they are asked of; for fitting, not reporting.

Two little shops: the groceries, asked with photos carved out of the train split, and the samples,
asked with the validation split of their queries; the test splits are left for `measure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.product import Product
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.measure import HELD_BACK_VIEWS, read_asked
from retrieval.training.pictures import are_last_of_series, is_held_out, rows
from retrieval.training.sample_renderings import SampleProducts, sample_as_product

Vectors = NDArray[np.float32]
FITTING_VIEW = 1003  # of the samples, asked as a picture
FITTING_SPLIT = "validation"


@dataclass(frozen=True)
class Shop:
    """Products as vectors, and queries of one kind with their right answers.

    texts: (n, d) of the products. pictures: (m, d) with owners (m,) ascending. queries: (q, d).
    right: q sets of product rows, empty where nothing answers. query_texts: q texts, "" for photos.
    """

    name: str
    products: tuple[Product, ...]
    texts: Vectors
    pictures: Vectors
    owners: NDArray[np.int64]
    queries: Vectors
    right: tuple[frozenset[int], ...]
    query_texts: tuple[str, ...]


def grocery_shop(encoder: Any, data: Path, held_out_share: float) -> Shop:
    """Held-out shop photos against the groceries, and held-out garments that nothing answers."""
    folder = data / "grocery"
    listed = rows(folder / "products.csv")
    column = {row["id"]: i for i, row in enumerate(listed)}
    taken = rows(folder / "train.csv")
    last = are_last_of_series([row["image"] for row in taken], held_out_share)
    photos = [row for row, kept in zip(taken, last, strict=True) if kept]
    garments = [
        r for r in rows(data / "clothing" / "train.csv") if is_held_out(r["image"], held_out_share)
    ]
    products = tuple(grocery_product(row) for row in listed)
    paths = [folder / row["image"] for row in photos]
    paths += [data / "clothing" / row["image"] for row in garments]
    right = [frozenset({column[row["product_id"]]}) for row in photos]
    return Shop(
        "groceries",
        products,
        encoder.encode_texts([p.text() for p in products]),
        encoder.encode_images([folder / row["image"] for row in listed]),
        np.arange(len(listed)),
        encoder.encode_images(paths),
        (*right, *[frozenset()] * len(garments)),
        ("",) * len(paths),
    )


def sample_shops(
    encoder: Any,
    samples: SampleProducts,
    queries: Path | None,
    split: str = FITTING_SPLIT,
    view: int = FITTING_VIEW,
) -> tuple[Shop, ...]:
    """The samples, asked with texts of a split, the fitting one, and with pictures of one view."""
    listed = samples.products()
    products = tuple(sample_as_product(product) for product in listed)
    column = {product.id: i for i, product in enumerate(products)}
    texts = encoder.encode_texts([product.text() for product in products])
    pictures = encoder.encode_images(
        [samples.render(p, view, 256) for p in listed for view in HELD_BACK_VIEWS]
    )
    owners = np.repeat(np.arange(len(products)), len(HELD_BACK_VIEWS))
    views = encoder.encode_images([samples.render(p, view, 256) for p in listed])
    shops = [
        Shop(
            "samples by picture",
            products,
            texts,
            pictures,
            owners,
            views,
            tuple(frozenset({i}) for i in range(len(products))),
            ("",) * len(products),
        )
    ]
    asked = read_asked(queries, split) if queries is not None else []
    if asked:
        shops.append(
            Shop(
                "samples by text",
                products,
                texts,
                pictures,
                owners,
                encoder.encode_texts([text for text, _, _ in asked]),
                tuple(frozenset(column[i] for i in ids) for _, _, ids in asked),
                tuple(text for text, _, _ in asked),
            )
        )
    return tuple(shops)


def fitting_shops(
    encoder: Any,
    data: Path | None,
    samples: SampleProducts | None,
    queries: Path | None,
    held_out_share: float,
) -> Sequence[Shop]:
    """Every shop there is data for."""
    shops: list[Shop] = []
    if data is not None and held_out_share > 0:
        shops.append(grocery_shop(encoder, data, held_out_share))
    if samples is not None:
        shops += sample_shops(encoder, samples, queries)
    return shops
