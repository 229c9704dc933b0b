"""Recall of heads on queries kept out of training, for stopping and choosing; not for reporting.

The plain encoder's vectors are kept, so that a look costs two matrix products. The photos are
carved out of the train splits and the samples' queries are the validation split: the splits that
`measure` reports are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.fusion import Fusion, as_query, fuse_products
from retrieval.heads.heads import Heads
from retrieval.heads.shape import Side
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.held_out_pairs import Shop, grocery_shop, sample_shops
from retrieval.training.pictures import is_held_out, rows
from retrieval.training.ranking_figures import ranks_of_right
from retrieval.training.sample_renderings import SampleProducts

FUSION = Fusion("add")


def validation_shops(
    encoder: Any,
    data: Path | None,
    samples: SampleProducts | None,
    queries: Path | None,
    held_out_share: float,
) -> tuple[Shop, ...]:
    """Every shop there is held-out data for, in the plain encoder's vectors."""
    shops: list[Shop] = []
    if data is not None and held_out_share > 0:
        if (data / "grocery" / "train.csv").is_file() and (
            data / "clothing" / "train.csv"
        ).is_file():
            shops.append(grocery_shop(encoder, data, held_out_share))
        if (data / "clothing" / "train.csv").is_file():
            shops.append(clothing_shop(encoder, data, held_out_share))
    if samples is not None:
        shops += sample_shops(encoder, samples, queries)
    return tuple(shop for shop in shops if any(shop.right))


def clothing_shop(encoder: Any, data: Path, held_out_share: float) -> Shop:
    """Held-out garments against the ten category names, which have no pictures."""
    photos = [
        row
        for row in rows(data / "clothing" / "train.csv")
        if is_held_out(row["image"], held_out_share)
    ]
    texts = encoder.encode_texts(list(CLOTHING_CATEGORIES))
    return Shop(
        "garments",
        (),
        texts,
        np.zeros((0, encoder.n_dims), np.float32),
        np.zeros(0, np.int64),
        encoder.encode_images([data / "clothing" / row["image"] for row in photos]),
        tuple(frozenset({CLOTHING_CATEGORIES.index(row["category"])}) for row in photos),
        ("",) * len(photos),
    )


def with_heads(shop: Shop, heads: Heads) -> Shop:
    """The same shop in the vectors of the heads."""
    side: Side = "text" if any(shop.query_texts) else "image"
    return replace(
        shop,
        texts=heads.map("text", shop.texts),
        pictures=heads.map("image", shop.pictures),
        queries=heads.map(side, shop.queries),
    )


def recalls(
    shops: Sequence[Shop], heads: Heads | None = None, k: int = 1, fusion: Fusion = FUSION
) -> dict[str, float]:
    """Shop -> recall@k of its answerable queries, of the plain encoder without heads."""
    found = {}
    for plain in shops:
        shop = plain if heads is None else with_heads(plain, heads)
        chosen = [i for i, right in enumerate(shop.right) if right]
        index = fuse_products(shop.texts, shop.pictures, shop.owners, fusion)
        n_dims = shop.texts.shape[1]
        asked = np.stack([as_query(shop.queries[i], fusion, n_dims) for i in chosen])
        ranks = ranks_of_right(asked @ index.T, [set(shop.right[i]) for i in chosen])
        found[shop.name] = round(float((ranks <= k).mean()), 4)
    return found


def mean_recall(found: dict[str, float]) -> float:
    """Shops weigh the same."""
    return float(np.mean(list(found.values()))) if found else 0.0
