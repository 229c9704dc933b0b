"""One shop's vectors dealt out as those of several unlike shops; not for training them.

Photos are dealt by kind of product. "dirichlet" draws how each kind is shared out from a symmetric
Dirichlet distribution (Hsu et al. 2019, arXiv 1909.06335): the smaller alpha, the less alike are
the shops. "kinds" gives every kind to one shop alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.held_out_pairs import Shop
from retrieval.training.subjects import Subject

Split = Literal["dirichlet", "kinds"]
SPLITS = ("dirichlet", "kinds")
_TRIES = 200
_FEWEST_PHOTOS = 32  # of a shop, or the kinds are dealt again
Shares = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Dealt:
    """shops: as many as asked for. asked: of each shop, its part of the reported queries."""

    shops: tuple[ShopData, ...]
    asked: tuple[tuple[Shop, ...], ...]


def deal(
    data: EmbeddedData,
    n_views: int,
    held_out: Sequence[Shop],
    reported: Sequence[Shop],
    *,
    n_shops: int = 5,
    split: Split = "dirichlet",
    alpha: float = 0.3,
    seed: int = 7,
) -> Dealt:
    """All photos, held-out queries and reported queries, each to one shop. n_views: of a photo.

    A shop knows the products that it has photos of and is asked among those; what is reported is
    asked among all products.
    """
    if split not in SPLITS or n_shops < 2 or alpha <= 0:
        raise InputError(
            f"Shops are dealt by {' or '.join(SPLITS)}, at least 2 of them, with alpha above 0."
        )
    rng = np.random.default_rng([seed, n_shops])
    photo_subject = data.picture_subject[: len(data.pictures) // n_views]
    kinds = np.array([kind_of(subject) for subject in data.subjects])[photo_subject]
    for _ in range(_TRIES):
        shares = _shares(sorted(set(kinds.tolist())), kinds, n_shops, split, alpha, rng)
        owner = _owners(kinds.tolist(), shares, rng)
        if np.bincount(owner, minlength=n_shops).min() >= _FEWEST_PHOTOS:
            break
    else:
        raise InputError(
            f"{len(photo_subject)} photos of {len(shares)} kinds are too few for {n_shops} shops."
        )
    queries = [_owners(_query_kinds(shop, data), shares, rng) for shop in held_out]
    asked = [_owners(_query_kinds(shop, data), shares, rng) for shop in reported]
    shops, parts = [], []
    for number in range(n_shops):
        photos = np.flatnonzero(owner == number)
        known = {data.subjects[row].key for row in photo_subject[photos]}
        looks = [
            _own_gallery(shop, np.flatnonzero(to == number), known)
            for shop, to in zip(held_out, queries, strict=True)
        ]
        rows = (photos[None, :] + len(photo_subject) * np.arange(n_views)[:, None]).ravel()
        shops.append(
            ShopData(
                f"shop {number + 1}",
                number,
                only_pictures(data, rows),
                tuple(shop for shop in looks if any(shop.right)),
                len(photos),
            )
        )
        parts.append(
            tuple(
                _only_queries(shop, np.flatnonzero(to == number))
                for shop, to in zip(reported, asked, strict=True)
            )
        )
    return Dealt(tuple(shops), tuple(parts))


def kind_of(subject: Subject) -> str:
    """What is dealt as one: "clothing/dress", "grocery/apple", "sample/mug"."""
    if subject.source == "clothing":
        return "/".join(subject.key.split("/")[:2])
    kinds = sorted(fact for fact in subject.facts if fact.startswith("kind:"))
    return f"{subject.source}/{kinds[0].removeprefix('kind:')}" if kinds else subject.key


def only_pictures(data: EmbeddedData, rows: NDArray[np.int64]) -> EmbeddedData:
    """What a shop with these pictures alone would have: its things, their texts and facts."""
    subjects, picture_subject = np.unique(data.picture_subject[rows], return_inverse=True)
    row_of = np.full(len(data.subjects), -1, np.int64)
    row_of[subjects] = np.arange(len(subjects))
    texts = np.flatnonzero((data.text_subject < 0) | np.isin(data.text_subject, subjects))
    text_subject = data.text_subject[texts]
    held = data.held[subjects]
    facts = np.flatnonzero((held == 1).any(axis=0))
    return replace(
        data,
        subjects=tuple(data.subjects[row] for row in subjects),
        pictures=data.pictures[rows],
        picture_subject=picture_subject.astype(np.int64),
        texts=data.texts[texts],
        text_subject=np.where(text_subject < 0, -1, row_of[text_subject]),
        is_catalogue=data.is_catalogue[texts],
        relation=data.relation[np.ix_(subjects, texts)],
        facts=tuple(data.facts[column] for column in facts),
        held=held[:, facts],
        price_band=data.price_band[subjects],
    )


def _shares(
    names: Sequence[str],
    kinds: NDArray[np.str_],
    n_shops: int,
    split: Split,
    alpha: float,
    rng: np.random.Generator,
) -> Shares:
    """Kind -> the share of each shop, summing to 1."""
    if split == "dirichlet":
        return {name: rng.dirichlet(np.full(n_shops, alpha)) for name in names}
    load, shares = np.zeros(n_shops), {}
    size = {name: int((kinds == name).sum()) for name in names}
    # The largest kinds first, each to the shop with the fewest photos.
    for name in sorted(rng.permutation(np.array(names)).tolist(), key=lambda name: -size[name]):
        shop = int(load.argmin())
        load[shop] += size[name]
        shares[name] = np.eye(n_shops)[shop]
    return shares


def _owners(kinds: Sequence[str], shares: Shares, rng: np.random.Generator) -> NDArray[np.int64]:
    """(n,) the shop of each thing, -1 for one of no kind that is dealt."""
    owner = np.full(len(kinds), -1, np.int64)
    whole = np.array(kinds)
    for name, share in shares.items():
        rows = rng.permutation(np.flatnonzero(whole == name))
        ends = np.round(np.cumsum(share) * len(rows)).astype(np.int64)
        owner[rows] = np.searchsorted(ends, np.arange(len(rows)), side="right").clip(
            max=len(share) - 1
        )
    return owner


def _query_kinds(shop: Shop, data: EmbeddedData) -> list[str]:
    """The kind of what each query looks for, "" where nothing answers."""
    kind_of_key = {subject.key: kind_of(subject) for subject in data.subjects}
    kinds = []
    for right in shop.right:
        keys = [_keys(shop, row) for row in sorted(right)]
        kinds.append(kind_of_key.get(keys[0], keys[0]) if keys else "")
    return kinds


def _keys(shop: Shop, row: int) -> str:
    """The key of a product's subject; of a garment category, which is no product, its kind."""
    if not shop.products:
        return f"clothing/{CLOTHING_CATEGORIES[row]}"
    source = "grocery" if shop.name == "groceries" else "sample"
    return f"{source}/{shop.products[row].id}"


def _only_queries(shop: Shop, rows: NDArray[np.int64]) -> Shop:
    return replace(
        shop,
        queries=shop.queries[rows],
        right=tuple(shop.right[row] for row in rows),
        query_texts=tuple(shop.query_texts[row] for row in rows),
    )


def _own_gallery(shop: Shop, queries: NDArray[np.int64], known: set[str]) -> Shop:
    """These queries, asked among the products that the shop knows; garments' names all know."""
    asked = _only_queries(shop, queries)
    if not shop.products:
        return asked
    products = [row for row in range(len(shop.products)) if _keys(shop, row) in known]
    row_of = {row: i for i, row in enumerate(products)}
    pictures = np.flatnonzero(np.isin(shop.owners, products))
    return replace(
        asked,
        products=tuple(shop.products[row] for row in products),
        texts=shop.texts[products],
        pictures=shop.pictures[pictures],
        owners=np.array([row_of[int(row)] for row in shop.owners[pictures]], np.int64),
        right=tuple(frozenset(row_of[r] for r in right if r in row_of) for right in asked.right),
    )
