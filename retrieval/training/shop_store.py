"""Asks a little shop through a real store and searcher, as people would; not for fitting anything.

What is fitted on then is what a search shows: corrected words, both lists, and hits as ranked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.ingest import add
from retrieval.catalogue.rows import hash_of
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import TEXT_PART, add_parts, image_part, register_encoder, to_blob
from retrieval.search.request import QueryPart, SearchRequest
from retrieval.search.searcher import Searcher
from retrieval.training.held_out_pairs import Shop


@dataclass(frozen=True)
class Asked:
    """A query with its hits, best first.

    cosine, coverage: (n,) float64. match: (n,) bool. unknown_share: of the query's words.
    """

    cosine: NDArray[np.float64]
    coverage: NDArray[np.float64]
    match: NDArray[np.bool_]
    unknown_share: float
    answerable: bool


def ask_shop(encoder: Any, shop: Shop, n_hits: int) -> list[Asked]:
    """The outcome of every text query of a shop."""
    rows = {product.id: row for row, product in enumerate(shop.products)}
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store", create=True) as store,
    ):
        _fill(store, encoder, shop)
        with Searcher(store, encoder) as searcher:
            return [
                _asked(searcher, rows, text, right, n_hits)
                for text, right in zip(shop.query_texts, shop.right, strict=True)
            ]


def _asked(
    searcher: Searcher, rows: Mapping[str, int], text: str, right: Set[int], n_hits: int
) -> Asked:
    result = searcher.search(SearchRequest(parts=(QueryPart("text", text),), k=n_hits))
    return Asked(
        np.array([hit.why.cosine or 0.0 for hit in result.hits]),
        np.array([hit.why.coverage for hit in result.hits]),
        np.array([rows[hit.product.id] in right for hit in result.hits], bool),
        result.unknown_share,
        bool(right),
    )


def _fill(store: Store, encoder: Any, shop: Shop) -> None:
    """Writes the shop's products and the vectors it has of them."""
    add(store, shop.products, None)
    with store.transaction() as connection:
        register_encoder(connection, encoder)
        for row, product in enumerate(shop.products):
            key = store.key_of(product.id)
            if key is None:
                continue
            parts = {TEXT_PART: shop.texts[row]}
            for i, picture in enumerate(shop.pictures[shop.owners == row]):
                parts[image_part(i)] = picture
            blobs = {
                part: to_blob(vector, encoder.n_dims, encoder.name)
                for part, vector in parts.items()
            }
            hashes = {part: hash_of(f"{product.id} {part}") for part in parts}
            add_parts(connection, key, hashes, encoder.id, blobs)
