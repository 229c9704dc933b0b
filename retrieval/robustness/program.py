"""A shop as a real store with its searcher, asked as people ask it; not the questions themselves.

What stands before and beside the encoder counts here: letters put back, the speller, the word
index, calibrated probabilities.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.ingest import add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.errors import InputError
from retrieval.robustness.questions import Questions, Said, Shop
from retrieval.search.expression import parse_query
from retrieval.search.request import QueryPart, SearchRequest
from retrieval.search.result import SearchResult
from retrieval.search.searcher import Searcher

N_HITS = 10
Listen = Callable[[Searcher, Said, int], SearchResult]
"""(searcher, what was heard, hits wanted) to the answer."""


class Program:
    """A store of one shop in a temporary folder, which goes when the program does."""

    def __init__(self, encoder: Any, shop: Shop) -> None:
        if shop.source is None:
            raise InputError(f"There are no products to make a store of {shop.name} with.")
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._encoder = encoder
        self._store = Store.open(Path(self._folder.name) / "store", create=True)
        add(self._store, shop.source, encoder)
        self._searcher = Searcher(self._store, encoder)
        self._column = {product_id: i for i, product_id in enumerate(shop.ids)}

    def typed(self, text: str) -> SearchResult:
        """The answer to a typed text, its arithmetic read; a text of signs alone finds nothing."""
        parts = [QueryPart("text", part.text, part.weight) for part in parse_query(text)]
        wanted = any(part.weight > 0 for part in parts)
        return self._search(tuple(parts)) if wanted else _nothing(self._store, self._encoder)

    def heard(self, said: Said, listen: Listen | None) -> SearchResult:
        """The answer to a sound; listen: how the program goes on from what was heard."""
        if not said or not said[0][0].strip():
            return _nothing(self._store, self._encoder)
        if listen is None:
            return self._search((QueryPart("text", said[0][0]),))
        return listen(self._searcher, said, N_HITS)

    def seen(self, vector: NDArray[np.float32]) -> SearchResult:
        """The answer to a picture, by its vector."""
        return self._search((QueryPart("vector", vector),))

    def ranks(self, results: Sequence[SearchResult], questions: Questions) -> NDArray[np.int64]:
        """(n,) rank, from 1, of the first right hit; the last where none of the hits is right."""
        last = questions.relevant.shape[1]
        found = []
        for result, relevant in zip(results, questions.relevant, strict=True):
            right = self.matches(result, relevant)
            found.append(int(right.argmax()) + 1 if right.any() else last)
        return np.array(found, np.int64)

    def matches(self, result: SearchResult, relevant: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(n_hits,) whether each hit is right."""
        columns = [self._column.get(hit.product.id) for hit in result.hits]
        return np.array([c is not None and bool(relevant[c]) for c in columns], bool)

    @contextmanager
    def beside(self, product: Product) -> Iterator[None]:
        """While another seller's product is in the store."""
        add(self._store, [product], self._encoder)
        try:
            yield
        finally:
            remove(self._store, [product.id])

    def _search(self, parts: tuple[QueryPart, ...]) -> SearchResult:
        return self._searcher.search(SearchRequest(parts=parts, k=N_HITS))


def _nothing(store: Store, encoder: Any) -> SearchResult:
    n_products = len(store)
    return SearchResult((), "", (), n_products, n_products, 0.0, False, encoder.id)
