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
    coverage = [len(found) / n_words for found in matched]
    parts = () if vectors is None else vectors.parts
    cosines = _cosines(vectors, stored)
    probabilities = _probabilities(request, cosines, keys, coverage, calibration, n_products)
    named = [(part.name, part.kind, part.weight) for part in parts]
    filters = tuple(str(condition) for condition in request.filters)
    hits = []
    for i, candidate in enumerate(ranked):
        row = cosines.get(candidate.key)
        why = Why(
            candidate.vector_rank,
            candidate.cosine if row is None else row[-1],
            candidate.lexical_rank,
            candidate.bm25,
            candidate.vector_score,
            candidate.lexical_score,
            candidate.vector_score + candidate.lexical_score - candidate.score,
            matched[i],
            coverage[i],
            unwanted[i],
            filters,
            ()
            if row is None
            else tuple([PartCosine(*named[j], row[j]) for j in range(len(named))]),
        )
        probability = probabilities[i] * (1.0 - candidate.unwanted)
        hits.append(Hit(products[candidate.key], candidate.score, probability, why))
    return sorted(hits, key=lambda hit: (-hit.score, hit.product.id))


def _matched(
    words: Sequence[str], postings: Postings, keys: NDArray[np.int64]
) -> list[tuple[str, ...]]:
    """For each key those of the words that its product has."""
    if not words:
        return [()] * len(keys)
    found = [postings.has(word, keys).tolist() for word in words]
    return [
        tuple([word for word, has in zip(words, row, strict=True) if has])
        for row in zip(*found, strict=True)
    ]


def _cosines(
    vectors: QueryVectors | None, stored: tuple[NDArray[np.int64], NDArray[np.float32]]
) -> dict[int, list[float]]:
    """Key to the cosines with each part of the query, in order, and with the whole query, last."""
    keys, rows = stored
    if vectors is None or not len(keys):
        return {}
    directions = np.stack([*vectors.vectors, vectors.query], axis=1)
    return dict(zip(keys.tolist(), (rows @ directions).tolist(), strict=True))


def _probabilities(
    request: SearchRequest,
    cosines: Mapping[int, Sequence[float]],
    keys: NDArray[np.int64],
    coverage: Sequence[float],
    calibration: Calibration,
    n_products: int,
) -> list[float]:
    """That each product matches what is wanted, (n,)."""
    if not request.parts:
        # Only filters were asked for, and those are exact.
        return [1.0] * len(keys)
    wanted = [i for i, part in enumerate(request.parts) if part.weight > 0]
    rows = [cosines.get(key) for key in keys.tolist()]
    compared = [[row[i] for i in wanted] for row in rows if row is not None]
    by_cosine = iter(())
    if compared:
        kinds = [(request.parts[i].kind, request.parts[i].weight) for i in wanted]
        shares = [share for row, share in zip(rows, coverage, strict=True) if row is not None]
        by_cosine = iter(
            calibration.probabilities(
                kinds, np.asarray(compared), np.asarray(shares), n_products
            ).tolist()
        )
    return [
        next(by_cosine) if row is not None else sigmoid(WORDS_ONLY.logit(0.0, share))
        for row, share in zip(rows, coverage, strict=True)
    ]
