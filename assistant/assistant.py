"""The assistant: an open store and its encoder answering queries; not for ranking or drawing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from assistant.answer import Answer
from assistant.query import Query
from assistant.settings import load_settings
from retrieval.search.expression import parse_query
from retrieval.search.filters import Filter, parse_filter
from retrieval.search.request import QueryPart, SearchRequest

if TYPE_CHECKING:
    from retrieval.catalogue.store import Store
    from retrieval.encoders.encoder import Encoder
    from retrieval.index.vector_index import Dtype
    from retrieval.search.searcher import Searcher

IN_STOCK_FILTER = "stock>0"


class Assistant:
    """Answers queries on one store.

    >>> from assistant import Assistant, Query
    >>> with Assistant.open("my-store") as assistant:          # doctest: +SKIP
    ...     for hit in assistant.ask(Query(text="long red dress", filters=["price<60"])).hits:
    ...         print(hit.product.title, hit.probability)
    """

    def __init__(self, store: Store, encoder: Encoder, searcher: Searcher) -> None:
        """Join parts that are open already; most callers want `Assistant.open`."""
        self.store = store
        self.encoder = encoder
        self.searcher = searcher

    @classmethod
    def open(
        cls,
        store: str | Path | None = None,
        *,
        encoder: Encoder | None = None,
        device: str | None = None,
        progress: Callable[[str, int, int | None], None] | None = None,
    ) -> Self:
        """Open a store (the default one when none is named) with the encoder that made it.

        encoder: one that is loaded already; it must be the store's own. progress: told what is
        being loaded, steps done, and steps in all when known.
        Raises StoreError when there is no such store, ModelError when its encoder cannot be loaded.
        """
        from retrieval.catalogue.store import Store
        from retrieval.encoders.load import load_encoder
        from retrieval.search.searcher import Searcher

        settings, _ = load_settings({"store": store, "device": device})
        opened = Store.open(settings.store, read_only=True)
        try:
            if encoder is None:
                encoder = load_encoder(
                    opened.encoder_name or settings.model,
                    device=settings.chosen_device,
                    progress=progress,
                )
            dtype = cast("Dtype", settings.index_dtype)
            return cls(opened, encoder, Searcher(opened, encoder, dtype=dtype))
        except BaseException:
            opened.close()
            raise

    def ask(self, query: Query) -> Answer:
        """Find products for a query.

        Raises QueryError or InputError, in one sentence, for what cannot be asked: an unreadable
        picture, an unknown product id, a filter that makes no sense.
        """
        start_s = time.perf_counter()
        request = to_request(query)
        result = self.searcher.search(request)
        timing_ms = {**result.timing_ms, "total": (time.perf_counter() - start_s) * 1000}
        return Answer(query, result, {"encoder": self._encoder_card()}, timing_ms)

    def _encoder_card(self) -> dict[str, str | int]:
        return {
            "name": self.encoder.name,
            "id": self.encoder.id,
            "n_dims": self.encoder.n_dims,
            "device": self.encoder.device,
            "backend": self.encoder.backend,
        }

    def close(self) -> None:
        """Close the index and the store; asking afterwards is an error."""
        self.searcher.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def to_request(query: Query) -> SearchRequest:
    """The query as retrieval takes it: signed parts and parsed filters."""
    parts: list[QueryPart] = []
    if query.text.strip():
        parts += [QueryPart("text", part.text, part.weight) for part in parse_query(query.text)]
    for image in query.weighted_images:
        parts.append(QueryPart("image", image.picture, image.weight))
    for liked in query.weighted_like:
        parts.append(QueryPart("product", liked.product_id, liked.weight))
    for unwanted in query.without:
        if unwanted.strip():
            parts.append(QueryPart("text", unwanted, -1.0))
    return SearchRequest(parts=tuple(parts), filters=to_filters(query), k=query.k)


def to_filters(query: Query) -> tuple[Filter, ...]:
    """The filters of a query, `in_stock` among them."""
    written = [*query.filters, *([IN_STOCK_FILTER] if query.in_stock else [])]
    return tuple(parse_filter(text) for text in written)


__all__ = ["Assistant", "to_filters", "to_request"]
