"""Joins vector and word hits into one order, minus what is unwanted; not for finding them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search.lexical import LexicalHits
from retrieval.search.rank_fusion import fuse_ranks, reciprocal_rank

# What each list weighs in reciprocal-rank fusion; see docs/decisions/ranking.md.
VECTOR_WEIGHT = 1.0
LEXICAL_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class VectorHits:
    """Ranked products. keys: (n,) int64, best first; cosines: (n,), larger is nearer.

    evening: (n,) what was taken off each cosine before ranking, None for nothing.
    """

    keys: NDArray[np.int64]
    cosines: NDArray[np.float64]
    evening: NDArray[np.float64] | None = None

    def without(self, keys: NDArray[np.int64]) -> VectorHits:
        """The list less these keys."""
        kept = ~np.isin(self.keys, keys)
        evening = None if self.evening is None else self.evening[kept]
        return VectorHits(self.keys[kept], self.cosines[kept], evening)

    def taken(self) -> dict[int, float]:
        """Key to what was taken off its cosine, of those that lost something."""
        if self.evening is None:
            return {}
        lost = np.flatnonzero(self.evening > 0)
        return dict(zip(self.keys[lost].tolist(), self.evening[lost].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class RankedList:
    """What one list says of its members. given: key to reciprocal-rank score, best first.

    ranks: key to rank, from 1, ties alike. values: key to cosine or BM25.
    """

    given: dict[int, float]
    ranks: dict[int, int]
    values: dict[int, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One product on its way into an answer; the fields are those of `Why`.

    score: after the penalty. unwanted: probability, 0 to 1, that the query is "without" it.
    """

    key: int
    score: float
    unwanted: float = 0.0
    vector_rank: int | None = None
    cosine: float | None = None
    lexical_rank: int | None = None
    bm25: float | None = None
    vector_score: float = 0.0
    lexical_score: float = 0.0


NOTHING = RankedList({}, {}, {})


def ranked_by_vector(hits: VectorHits | None) -> RankedList:
    """The vector list."""
    if hits is None:
        return NOTHING
    keys = hits.keys.tolist()
    ranks = {key: place for place, key in enumerate(keys, 1)}
    given = {key: reciprocal_rank(place, VECTOR_WEIGHT) for key, place in ranks.items()}
    return RankedList(given, ranks, dict(zip(keys, hits.cosines.tolist(), strict=True)))


def ranked_by_words(hits: LexicalHits | None, text_share: float) -> RankedList:
    """The lexical list, which gives its members in proportion to the words each has.

    A product with every word of the query is most likely meant; one of five words is a hint that a
    near vector outweighs. Products that BM25 does not tell apart share a rank. text_share: of the
    wanted parts' weight, 0 to 1: words beside a picture say only part of what is wanted.
    """
    if hits is None:
        return NOTHING
    keys, bm25, coverage = hits.keys.tolist(), hits.bm25.tolist(), hits.coverage.tolist()
    given: dict[int, float] = {}
    ranks: dict[int, int] = {}
    rank = 1
    for i, key in enumerate(keys):
        if i and (abs(bm25[i] - bm25[i - 1]) > 1e-9 or coverage[i] != coverage[i - 1]):
            rank = i + 1
        ranks[key] = rank
        given[key] = reciprocal_rank(rank, LEXICAL_WEIGHT * text_share * coverage[i])
    return RankedList(given, ranks, dict(zip(keys, bm25, strict=True)))


def fused(vector: RankedList, lexical: RankedList) -> list[tuple[int, float]]:
    """(key, score) of everything found, best first, ties by smaller key."""
    return fuse_ranks((vector.given, lexical.given))


def demoted(
    ranked: Sequence[tuple[int, float]], unwanted: NDArray[np.float64]
) -> list[tuple[int, float, float]]:
    """(key, score, unwanted): scores times the probability of being wanted, in their new order.

    unwanted: (n,) probability that a product is what the query is "without".
    """
    lowered = [
        (key, score * (1.0 - share), share)
        for (key, score), share in zip(ranked, unwanted.tolist(), strict=True)
    ]
    return sorted(lowered, key=lambda item: (-item[1], item[0]))


def candidates(
    ranked: Iterable[tuple[int, float, float]], vector: RankedList, lexical: RankedList
) -> list[Candidate]:
    """(key, score, unwanted) with what each owes to either list."""
    return [
        Candidate(
            key,
            score,
            unwanted,
            vector.ranks.get(key),
            vector.values.get(key),
            lexical.ranks.get(key),
            lexical.values.get(key),
            vector.given.get(key, 0.0),
            lexical.given.get(key, 0.0),
        )
        for key, score, unwanted in ranked
    ]
