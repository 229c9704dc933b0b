"""Joins vector and word hits into one order, minus what is unwanted; not for finding them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search.lexical import LexicalHits
from retrieval.search.rank_fusion import fuse_ranks, reciprocal_ranks

# What each list weighs in reciprocal-rank fusion; see docs/decisions/ranking.md.
VECTOR_WEIGHT = 1.0
LEXICAL_WEIGHT = 3.0


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


def given_by_vector(hits: VectorHits | None) -> NDArray[np.float64]:
    """What the vector list gives its members, (n,)."""
    return np.empty(0) if hits is None else reciprocal_ranks(len(hits.keys), VECTOR_WEIGHT)


def given_by_words(hits: LexicalHits | None, text_share: float) -> NDArray[np.float64]:
    """What the lexical list gives its members, (n,): in proportion to the words each has.

    A product with every word of the query is most likely meant; one of five words is a hint that a
    near vector outweighs. Products that BM25 does not tell apart share a rank. text_share: of the
    wanted parts' weight, 0 to 1: words beside a picture say only part of what is wanted.
    """
    if hits is None or not len(hits.keys):
        return np.empty(0)
    worse = np.abs(np.diff(hits.bm25, prepend=hits.bm25[0])) > 1e-9
    worse |= np.diff(hits.coverage, prepend=hits.coverage[0]) != 0
    places = np.maximum.accumulate(np.where(worse, np.arange(len(worse)), 0))
    return reciprocal_ranks(len(places), LEXICAL_WEIGHT * text_share * hits.coverage, places=places)


def rank(
    vector: VectorHits | None, lexical: LexicalHits | None, text_share: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Keys and reciprocal-rank scores of everything found, best first."""
    lists = []
    if vector is not None:
        lists.append((vector.keys, given_by_vector(vector)))
    if lexical is not None:
        lists.append((lexical.keys, given_by_words(lexical, text_share)))
    return fuse_ranks(lists)


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
    text_share: float,
) -> list[Candidate]:
    """The keys with what each owes to either list."""
    in_vector = _places(vector.keys) if vector is not None else {}
    in_lexical = _places(lexical.keys) if lexical is not None else {}
    vector_scores, lexical_scores = given_by_vector(vector), given_by_words(lexical, text_share)
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
