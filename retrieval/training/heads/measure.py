"""Heads against the plain encoder on splits that neither training nor stopping saw."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.fusion import Fusion
from retrieval.heads.heads import Heads
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.heads.validation import recalls
from retrieval.training.held_out_pairs import Shop, sample_shops
from retrieval.training.measure import QUERY_VIEW
from retrieval.training.pictures import rows
from retrieval.training.sample_renderings import SampleProducts

REPORTED_SPLIT = "test"  # of the samples' queries


def reported_shops(
    encoder: Any, data: Path | None, samples: SampleProducts | None, queries: Path | None
) -> tuple[Shop, ...]:
    """The val and validation photos, the samples' test queries and a view of them of its own.

    All in the plain encoder's vectors, which are made once for all heads that are measured.
    """
    shops: list[Shop] = []
    if data is not None and (data / "grocery" / "val.csv").is_file():
        shops.append(_groceries(encoder, data / "grocery"))
    if data is not None and (data / "clothing" / "validation.csv").is_file():
        shops.append(_garments(encoder, data / "clothing"))
    if samples is not None:
        shops += sample_shops(encoder, samples, queries, split=REPORTED_SPLIT, view=QUERY_VIEW)
    return tuple(shop for shop in shops if any(shop.right))


def measure_heads(
    shops: Sequence[Shop],
    heads: Heads | None,
    fusion: Fusion,
) -> dict[str, dict[str, float]]:
    """Shop -> n, recall@1 and recall@5 of its answerable queries, plain without heads."""
    firsts, fives = (recalls(shops, heads, k=k, fusion=fusion) for k in (1, 5))
    return {
        shop.name: {
            "n": sum(bool(right) for right in shop.right),
            "recall@1": firsts[shop.name],
            "recall@5": fives[shop.name],
        }
        for shop in shops
    }


def _groceries(encoder: Any, folder: Path) -> Shop:
    products, photos = rows(folder / "products.csv"), rows(folder / "val.csv")
    column = {row["id"]: i for i, row in enumerate(products)}
    listed = tuple(grocery_product(row) for row in products)
    return Shop(
        "groceries",
        listed,
        encoder.encode_texts([product.text() for product in listed]),
        encoder.encode_images([folder / row["image"] for row in products]),
        np.arange(len(products)),
        encoder.encode_images([folder / row["image"] for row in photos]),
        tuple(frozenset({column[row["product_id"]]}) for row in photos),
        ("",) * len(photos),
    )


def _garments(encoder: Any, folder: Path) -> Shop:
    photos = rows(folder / "validation.csv")
    return Shop(
        "garments",
        (),
        encoder.encode_texts(list(CLOTHING_CATEGORIES)),
        np.zeros((0, encoder.n_dims), np.float32),
        np.zeros(0, np.int64),
        encoder.encode_images([folder / row["image"] for row in photos]),
        tuple(frozenset({CLOTHING_CATEGORIES.index(row["category"])}) for row in photos),
        ("",) * len(photos),
    )
