"""Reciprocal-rank fusion of ranked lists; not for scores, which no two lists share a scale for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# The paper's constant: small enough to reward the top, large enough that no list decides alone.
RRF_K = 60


def reciprocal_rank(rank: int, weight: float = 1.0, k: int = RRF_K) -> float:
    """What a list gives the member at a rank, from 1: weight / (k + rank).

    Cormack, Clarke, Buettcher: Reciprocal Rank Fusion outperforms Condorcet and individual Rank
    Learning Methods, SIGIR 2009.
    """
    return weight / (k + rank)


def fuse_ranks(lists: Iterable[Mapping[int, float]]) -> list[tuple[int, float]]:
    """Joins lists of (key: what the list gives it) into (key, score), best first, ties by key.

    Plain dicts: for the hundred keys of a query they take half the time of arrays.
    """
    totals: dict[int, float] = {}
    for given in lists:
        for key, score in given.items():
            totals[key] = totals.get(key, 0.0) + score
    best = sorted([(-score, key) for key, score in totals.items()])
    return [(key, -score) for score, key in best]
