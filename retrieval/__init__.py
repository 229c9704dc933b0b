"""Products to vectors to ranked hits; knows nothing of sound, conversation or screens.

The names below are the public surface. They are imported when first used, so that
``import retrieval`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.catalogue.product import Product
    from retrieval.catalogue.store import Store
    from retrieval.encoders.encoder import Encoder
    from retrieval.encoders.load import load_encoder
    from retrieval.search.request import QueryPart, SearchRequest
    from retrieval.search.result import Hit, SearchResult
    from retrieval.search.searcher import Searcher

_HOMES = {
    "Encoder": "retrieval.encoders.encoder",
    "Hit": "retrieval.search.result",
    "Product": "retrieval.catalogue.product",
    "QueryPart": "retrieval.search.request",
    "SearchRequest": "retrieval.search.request",
    "SearchResult": "retrieval.search.result",
    "Searcher": "retrieval.search.searcher",
    "Store": "retrieval.catalogue.store",
    "load_encoder": "retrieval.encoders.load",
}

__all__ = [
    "Encoder",
    "Hit",
    "Product",
    "QueryPart",
    "SearchRequest",
    "SearchResult",
    "Searcher",
    "Store",
    "load_encoder",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'retrieval' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
