"""Turns ranked candidates into hits with a probability and reasons; not for ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.product import Product
from retrieval.search.calibration import WORDS_ONLY, Calibration, sigmoid
from retrieval.search.postings import Postings
from retrieval.search.ranking import Candidate
from retrieval.search.request import SearchRequest
from retrieval.search.result import Hit, PartCosine, Why
from retrieval.search.understanding import QueryVectors, Words
from retrieval.trust.doubt import Suspicion

NO_DOUBTS: Mapping[int, Suspicion] = {}
NOT_EVENED: Mapping[int, float] = {}


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
    doubted: Mapping[int, Suspicion] = NO_DOUBTS,
    evened: Mapping[int, float] = NOT_EVENED,
) -> list[Hit]:
    """Hits in their final order: by score, ties by product id.

    stored: (keys, vectors) of those candidates that have a vector, in any order; it may lack those
    whose cosine with the query is known and the query is one part. doubted: by key, products that
    look made to mislead. evened: by key, what was taken off a cosine before it was ranked.
    """
    ranked = [candidate for candidate in ranked if candidate.key in products]
    keys = [candidate.key for candidate in ranked]
    matched = _matched(words.lexical.words, postings, keys)
    unwanted = _matched([w for group in words.lexical.unwanted for w in group], postings, keys)
    n_words = max(len(words.lexical.words), 1)
    coverage = [len(found) / n_words for found in matched]
    parts = () if vectors is None else vectors.parts
    cosines = _cosines(vectors, stored)
    if len(parts) == 1:
        known = {c.key: [c.cosine, c.cosine] for c in ranked if c.cosine is not None}
        cosines = {**cosines, **known}
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
            doubted.get(candidate.key),
            evened.get(candidate.key, 0.0),
        )
        probability = probabilities[i] * (1.0 - candidate.unwanted)
        hits.append(Hit(products[candidate.key], candidate.score, probability, why))
    return sorted(hits, key=lambda hit: (-hit.score, hit.product.id))


def _matched(
    words: Sequence[str], postings: Postings, keys: Sequence[int]
) -> list[tuple[str, ...]]:
    """For each key those of the words that its product has."""
    if not words:
        return [()] * len(keys)
    wanted = np.asarray(keys, np.int64)
    found = [postings.has(word, wanted).tolist() for word in words]
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
    keys: Sequence[int],
    coverage: Sequence[float],
    calibration: Calibration,
    n_products: int,
) -> list[float]:
    """That each product matches what is wanted, (n,)."""
    if not request.parts:
        # Only filters were asked for, and those are exact.
        return [1.0] * len(keys)
    wanted = [i for i, part in enumerate(request.parts) if part.weight > 0]
    kinds = [(request.parts[i].kind, request.parts[i].weight) for i in wanted]
    curve = calibration.joint(kinds, n_products)
    stated = []
    for key, share in zip(keys, coverage, strict=True):
        row = cosines.get(key)
        if row is None:
            stated.append(sigmoid(WORDS_ONLY.logit(0.0, share)))
        else:
            stated.append(curve.probability([row[i] for i in wanted], share))
    return stated
