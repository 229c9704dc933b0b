"""A shop's own store as what it takes part with: the vectors that it holds; not for training.

A product is told by its catalogue text, its title and its category, and shown by its pictures. One
in ten products is kept out of learning: its picture is asked for among all catalogue texts.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import TEXT_PART, check_encoder, from_blob
from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.heads.embedded import EmbeddedData, price_bands
from retrieval.training.held_out_pairs import Shop
from retrieval.training.subjects import Caption, FactTable, Subject

MOST_PRODUCTS = 2000  # learned from; which of them are true of which texts is a square table
HELD_OUT_OF = 10
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class _Listed:
    """A product with its stored vectors. text: (d,). pictures: (n, d), at least one."""

    product: Product
    text: Vectors
    pictures: Vectors


def store_shop(path: Path, encoder: Encoder, number: int) -> ShopData:
    """Reads the store at `path`, which must have been embedded by this encoder.

    Of products of one title the first is taken. InputError when none has a text and a picture.
    """
    with Store.open(path, read_only=True) as store:
        check_encoder(store, encoder)
        listed = _listed(store, encoder.id)
    if not listed:
        raise InputError(f"{path} has no product with both a text and a picture to learn from.")
    in_lot = sorted(range(len(listed)), key=lambda row: _lot(listed[row].product))
    asked = sorted(in_lot[: round(len(listed) / HELD_OUT_OF)])
    data = _embedded([each for row, each in enumerate(listed) if row not in asked], encoder)
    shop = ShopData(str(path), number, data, (_asked(listed, asked),), len(data.pictures))
    shop.check()
    return shop


def _listed(store: Store, encoder_id: str) -> list[_Listed]:
    vectors: dict[int, dict[str, Vectors]] = {}
    for key, part, blob in store.rows(
        "SELECT product_key, part, vector FROM embedding WHERE encoder_id = ?"
        " ORDER BY product_key, part",
        (encoder_id,),
    ):
        vectors.setdefault(int(key), {})[str(part)] = from_blob(blob).astype(np.float32)
    whole = {k: parts for k, parts in vectors.items() if TEXT_PART in parts and len(parts) > 1}
    listed: list[_Listed] = []
    titles: set[str] = set()
    for key, product in store.products_by_key(whole).items():
        if product.title not in titles and len(listed) < MOST_PRODUCTS:
            titles.add(product.title)
            parts = whole[key]
            pictures = [vector for part, vector in parts.items() if part != TEXT_PART]
            listed.append(_Listed(product, parts[TEXT_PART], np.stack(pictures)))
    return listed


def _embedded(listed: list[_Listed], encoder: Encoder) -> EmbeddedData:
    subjects = tuple(_subject(each.product) for each in listed)
    captions: list[Caption] = []
    owner: list[int] = []
    for row, subject in enumerate(subjects):
        captions += subject.fixed
        owner += [row] * len(subject.fixed)
    n = len(subjects)
    written = encoder.encode_texts([caption.text for caption in captions])
    catalogue = [caption for subject in subjects for caption in subject.catalogue_texts]
    table = FactTable(subjects)
    held, denied = table.matches(np.arange(n), table.asserted([*catalogue, *captions]))
    names = sorted(table.number, key=table.number.__getitem__)
    prices = [None if e.product.price is None else float(e.product.price) for e in listed]
    return EmbeddedData(
        encoder.id,
        subjects,
        np.concatenate([each.pictures for each in listed]),
        np.repeat(np.arange(n), [len(each.pictures) for each in listed]),
        np.concatenate([np.stack([each.text for each in listed]), written]),
        np.concatenate([np.arange(n), np.array(owner, np.int64)]),
        np.arange(n + len(captions)) < n,
        held.astype(np.int8) - denied.astype(np.int8),
        tuple(names),
        table.states[:-1],
        price_bands(prices),
    )


def _subject(product: Product) -> Subject:
    item = f"item:{product.id}"
    facts = {item}
    fixed = [Caption(product.title, frozenset({item}))] if product.title else []
    if product.category:
        kind = f"kind:{product.category.lower()}"
        facts.add(kind)
        fixed.append(Caption(product.category, frozenset({kind})))
    return Subject(
        f"store/{product.id}",
        "store",
        frozenset(facts),
        fixed=tuple(fixed),
        catalogue_texts=(Caption(product.text(), frozenset({item})),),
    )


def _lot(product: Product) -> int:
    """A product's place in the draw of those that are kept out, the same in every run."""
    return zlib.crc32(product.id.encode())


def _asked(listed: list[_Listed], rows: list[int]) -> Shop:
    n_dims = len(listed[0].text)
    queries = [listed[row].pictures[0] for row in rows]
    return Shop(
        "own products",
        tuple(each.product for each in listed),
        np.stack([each.text for each in listed]),
        np.zeros((0, n_dims), np.float32),
        np.zeros(0, np.int64),
        np.stack(queries) if queries else np.zeros((0, n_dims), np.float32),
        tuple(frozenset({row}) for row in rows),
        ("",) * len(rows),
    )
