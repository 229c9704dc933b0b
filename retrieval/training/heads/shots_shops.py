"""Shops with labels of the train split and questions of the validation split; not for measuring.

The groceries twice: as their catalogue has them, and as a shop that calls them by its own article
numbers and has no packshots, names that no encoder can know.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.heads.few_shot import LabelledShop
from retrieval.training.heads.rehearsal import rehearsal_texts
from retrieval.training.measure import read_asked
from retrieval.training.pictures import rows

GROCERIES, NUMBERED, GARMENTS = "groceries", "groceries by article number", "garments"
PHOTOS_A_CLASS = 24  # of the train split, that labels are taken from
SAMPLES_SPLIT = "test"


@dataclass(frozen=True)
class ShotsShop:
    """labelled: queries of the train split. test: of the validation split, of the same shop."""

    name: str
    labelled: LabelledShop
    test: LabelledShop


def shots_shops(
    encoder: Encoder, data: Path, names: Sequence[str] = (), seed: int = 5
) -> list[ShotsShop]:
    """The shops of these NAMES, all that there is data for without any; InputError when none is."""
    has = {
        GROCERIES: (data / "grocery" / "val.csv").is_file(),
        NUMBERED: (data / "grocery" / "val.csv").is_file(),
        GARMENTS: (data / "clothing" / "validation.csv").is_file(),
    }
    if not any(has.values()):
        raise InputError(f"There is neither grocery/ nor clothing/ in {data}.")
    if unknown := [name for name in names if not has.get(name)]:
        raise InputError(f"There is no shop {', '.join(unknown)} in {data}.")
    wanted = names or [name for name, is_there in has.items() if is_there]
    shops: dict[str, ShotsShop] = {}
    if GROCERIES in wanted or NUMBERED in wanted:
        shops[GROCERIES] = _groceries(encoder, data / "grocery", seed)
    if NUMBERED in wanted:
        shops[NUMBERED] = _by_article_number(encoder, shops[GROCERIES])
    if GARMENTS in wanted:
        shops[GARMENTS] = _garments(encoder, data / "clothing", seed)
    return [shops[name] for name in wanted]


def sample_shop(encoder: Encoder) -> LabelledShop:
    """The sample catalogue with its text queries: what was found before a shop was adapted to."""
    from samples import CATALOGUE_CSV, QUERIES_CSV, SAMPLES_DIR

    listed = rows(CATALOGUE_CSV)
    column = {row["id"]: i for i, row in enumerate(listed)}
    asked = [(text, ids) for text, _, ids in read_asked(QUERIES_CSV, SAMPLES_SPLIT) if ids]
    return LabelledShop(
        encoder.encode_texts([f"{row['title']}. {row['description']}" for row in listed]),
        encoder.encode_images([SAMPLES_DIR / row["images"].split(";")[0] for row in listed]),
        np.arange(len(listed)),
        encoder.encode_texts([text for text, _ in asked]),
        np.ones(len(asked), bool),
        tuple(frozenset(column[i] for i in ids) for _, ids in asked),
    )


def _groceries(encoder: Encoder, folder: Path, seed: int) -> ShotsShop:
    products = rows(folder / "products.csv")
    column = {row["id"]: i for i, row in enumerate(products)}
    texts = encoder.encode_texts([grocery_product(row).text() for row in products])
    packshots = encoder.encode_images([folder / row["image"] for row in products])
    rehearsed = encoder.encode_texts(rehearsal_texts())

    def asked(taken: list[dict[str, str]]) -> LabelledShop:
        return LabelledShop(
            texts,
            packshots,
            np.arange(len(products)),
            encoder.encode_images([folder / row["image"] for row in taken]),
            np.zeros(len(taken), bool),
            tuple(frozenset({column[row["product_id"]]}) for row in taken),
            rehearsed,
        )

    given = _some_of_each(rows(folder / "train.csv"), "product_id", seed)
    return ShotsShop(GROCERIES, asked(given), asked(rows(folder / "val.csv")))


def _by_article_number(encoder: Encoder, groceries: ShotsShop) -> ShotsShop:
    n_products, n_dims = groceries.test.texts.shape
    texts = encoder.encode_texts([f"article {1001 + 37 * i}" for i in range(n_products)])
    no_packshots, no_owners = np.zeros((0, n_dims), np.float32), np.zeros(0, np.int64)

    def bare(shop: LabelledShop) -> LabelledShop:
        return replace(shop, texts=texts, pictures=no_packshots, owners=no_owners)

    return ShotsShop(NUMBERED, bare(groceries.labelled), bare(groceries.test))


def _garments(encoder: Encoder, folder: Path, seed: int) -> ShotsShop:
    texts = encoder.encode_texts(list(CLOTHING_CATEGORIES))
    rehearsed = encoder.encode_texts(rehearsal_texts())

    def asked(taken: list[dict[str, str]]) -> LabelledShop:
        return LabelledShop(
            texts,
            np.zeros((0, encoder.n_dims), np.float32),
            np.zeros(0, np.int64),
            encoder.encode_images([folder / row["image"] for row in taken]),
            np.zeros(len(taken), bool),
            tuple(frozenset({CLOTHING_CATEGORIES.index(row["category"])}) for row in taken),
            rehearsed,
        )

    given = _some_of_each(rows(folder / "train.csv"), "category", seed)
    return ShotsShop(GARMENTS, asked(given), asked(rows(folder / "validation.csv")))


def _some_of_each(photos: list[dict[str, str]], name: str, seed: int) -> list[dict[str, str]]:
    """At most PHOTOS_A_CLASS photos of each class."""
    of_class: dict[str, list[dict[str, str]]] = {}
    for row in photos:
        of_class.setdefault(row[name], []).append(row)
    rng = random.Random(seed)
    return [
        row
        for taken in of_class.values()
        for row in rng.sample(taken, min(PHOTOS_A_CLASS, len(taken)))
    ]
