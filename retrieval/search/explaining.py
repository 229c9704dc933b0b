"""Turns ranked candidates into hits with a probability and reasons; not for ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.product import Product
from retrieval.search.calibration import WORDS_ONLY, Calibration, sigmoid
from retrieval.search.coverage import coverage_of, product_words
from retrieval.search.postings import Postings
from retrieval.search.ranking import Candidate
from retrieval.search.request import SearchRequest
from retrieval.search.result import Hit, PartCosine, Why
from retrieval.search.understanding import QueryVectors, Words

__all__ = ["coverage_of", "explained_hits", "product_words"]


def explained_hits(
    ranked: Sequence[Candidate],
    products: Mapping[int, Product],
    request: SearchRequest,
    words: Words,
    vectors: QueryVectors | None,
    stored: tuple[NDArray[np.int64], NDArray[np.float32]],
    postings: Postings,
    calibration: Calibration,
    n_products: int,
) -> list[Hit]:
    """Hits in their final order: by score, ties by product id.

    stored: (keys, vectors) of those candidates that have a vector, in any order.
    """
    ranked = [candidate for candidate in ranked if candidate.key in products]
    keys = np.asarray([candidate.key for candidate in ranked], np.int64)
    matched = _matched(words.lexical.words, postings, keys)
    unwanted = _matched([w for group in words.lexical.unwanted for w in group], postings, keys)
    n_words = max(len(words.lexical.words), 1)
    coverage = np.asarray([len(found) / n_words for found in matched])
    reasons = _Reasons(vectors, stored)
    filters = tuple(str(condition) for condition in request.filters)
    probabilities = _probabilities(request, reasons, keys, coverage, calibration, n_products)
    hits = []
    for i, candidate in enumerate(ranked):
        fused = candidate.vector_score + candidate.lexical_score
        why = Why(
            vector_rank=candidate.vector_rank,
            cosine=reasons.cosine(candidate),
            lexical_rank=candidate.lexical_rank,
            bm25=candidate.bm25,
            vector_score=candidate.vector_score,
            lexical_score=candidate.lexical_score,
            penalty=fused - candidate.score,
            matched_words=matched[i],
            coverage=float(coverage[i]),
            unwanted_words=unwanted[i],
            filters=filters,
            parts=reasons.parts(candidate),
        )
        probability = float(probabilities[i]) * (1.0 - candidate.unwanted)
        hits.append(Hit(products[candidate.key], candidate.score, probability, why))
    return sorted(hits, key=lambda hit: (-hit.score, hit.product.id))


def _matched(
    words: Sequence[str], postings: Postings, keys: NDArray[np.int64]
) -> list[tuple[str, ...]]:
    """For each key those of the words that its product has."""
    found = [(word, postings.has(word, keys)) for word in words]
    return [tuple(word for word, has in found if has[i]) for i in range(len(keys))]


class _Reasons:
    """Cosines between products and the parts of a query, for those that have a vector."""

    def __init__(
        self, vectors: QueryVectors | None, stored: tuple[NDArray[np.int64], NDArray[np.float32]]
    ) -> None:
        self._parts = () if vectors is None else vectors.parts
        self._rows: dict[int, list[float]] = {}
        if vectors is not None and len(stored[0]):
            directions = np.stack([*vectors.vectors, vectors.query], axis=1)
            cosines = (stored[1] @ directions).tolist()
            self._rows = dict(zip(stored[0].tolist(), cosines, strict=True))

    def cosine(self, candidate: Candidate) -> float | None:
        """Of the whole query."""
        row = self._rows.get(candidate.key)
        return candidate.cosine if row is None else row[-1]

    def parts(self, candidate: Candidate) -> tuple[PartCosine, ...]:
        """Of each part."""
        row = self._rows.get(candidate.key)
        if row is None:
            return ()
        return tuple(
            PartCosine(part.name, part.kind, part.weight, cosine)
            for part, cosine in zip(self._parts, row, strict=False)
        )

    def wanted(self, key: int) -> list[float] | None:
        """Of the wanted parts alone."""
        row = self._rows.get(key)
        if row is None:
            return None
        return [cosine for part, cosine in zip(self._parts, row, strict=False) if part.weight > 0]

    def wanted_parts(self) -> list[tuple[str, float]]:
        """Kind and weight of the wanted parts."""
        return [(part.kind, part.weight) for part in self._parts if part.weight > 0]


def _probabilities(
    request: SearchRequest,
    reasons: _Reasons,
    keys: NDArray[np.int64],
    coverage: NDArray[np.float64],
    calibration: Calibration,
    n_products: int,
) -> NDArray[np.float64]:
    """That each product matches what is wanted, (n,)."""
    if not request.parts:
        # Only filters were asked for, and those are exact.
        return np.ones(len(keys))
    rows = [reasons.wanted(key) for key in keys.tolist()]
    compared = [i for i, row in enumerate(rows) if row is not None]
    stated = np.zeros(len(keys))
    if compared:
        cosines = np.asarray([rows[i] for i in compared], np.float64)
        stated[compared] = calibration.probabilities(
            reasons.wanted_parts(), cosines, coverage[compared], n_products
        )
    for i in range(len(keys)):
        if rows[i] is None:
            stated[i] = sigmoid(WORDS_ONLY.logit(0.0, float(coverage[i])))
    return stated
