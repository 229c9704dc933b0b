"""Joins vector and word hits into one order, minus what is unwanted; not for finding them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search.lexical import LexicalHits
from retrieval.search.rank_fusion import fuse_ranks, reciprocal_ranks

# What each list weighs in reciprocal-rank fusion; see docs/decisions/ranking.md.
VECTOR_WEIGHT = 1.0
LEXICAL_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class VectorHits:
    """Ranked products. keys: (n,) int64, nearest first; cosines: (n,), larger is nearer."""

    keys: NDArray[np.int64]
    cosines: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One product on its way into an answer; the fields are those of `Why`."""

    key: int
    score: float
    vector_rank: int | None
    cosine: float | None
    lexical_rank: int | None
    bm25: float | None
    vector_score: float
    lexical_score: float
    unwanted: float


def rank(
    vector: VectorHits | None, lexical: LexicalHits | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Keys and reciprocal-rank scores of everything found, best first."""
    lists = [hits.keys for hits in (vector, lexical) if hits is not None]
    weights = [
        weight
        for hits, weight in ((vector, VECTOR_WEIGHT), (lexical, LEXICAL_WEIGHT))
        if hits is not None
    ]
    return fuse_ranks(lists, weights)


def demote(
    keys: NDArray[np.int64], scores: NDArray[np.float64], unwanted: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Scores times the probability of not being unwanted, in their new order.

    unwanted: (n,) probability that a product is what the query is "without". Returns keys, scores
    and `unwanted`, ordered alike.
    """
    lowered = scores * (1.0 - unwanted)
    order = np.lexsort((keys, -lowered))
    return keys[order], lowered[order], unwanted[order]


def candidates(
    keys: NDArray[np.int64],
    scores: NDArray[np.float64],
    unwanted: NDArray[np.float64],
    vector: VectorHits | None,
    lexical: LexicalHits | None,
) -> list[Candidate]:
    """The keys with what each owes to either list."""
    in_vector = _places(vector.keys) if vector is not None else {}
    in_lexical = _places(lexical.keys) if lexical is not None else {}
    vector_scores = reciprocal_ranks(len(in_vector), VECTOR_WEIGHT)
    lexical_scores = reciprocal_ranks(len(in_lexical), LEXICAL_WEIGHT)
    ranked = []
    for key, score, share in zip(keys.tolist(), scores.tolist(), unwanted.tolist(), strict=True):
        v, w = in_vector.get(key), in_lexical.get(key)
        ranked.append(
            Candidate(
                key=key,
                score=score,
                vector_rank=None if v is None else v + 1,
                cosine=None if v is None or vector is None else float(vector.cosines[v]),
                lexical_rank=None if w is None else w + 1,
                bm25=None if w is None or lexical is None else float(lexical.bm25[w]),
                vector_score=0.0 if v is None else float(vector_scores[v]),
                lexical_score=0.0 if w is None else float(lexical_scores[w]),
                unwanted=share,
            )
        )
    return ranked


def _places(keys: NDArray[np.int64]) -> dict[int, int]:
    return {key: place for place, key in enumerate(keys.tolist())}
