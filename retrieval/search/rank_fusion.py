"""Reciprocal-rank fusion of ranked lists; not for scores, which no two lists share a scale for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# The paper's constant: small enough to reward the top, large enough that no list decides alone.
RRF_K = 60


def reciprocal_ranks(n: int, weight: float = 1.0, k: int = RRF_K) -> NDArray[np.float64]:
    """What a list gives its members, best first: weight / (k + rank), rank from 1. Shape (n,).

    Cormack, Clarke, Buettcher: Reciprocal Rank Fusion outperforms Condorcet and individual Rank
    Learning Methods, SIGIR 2009.
    """
    return weight / (k + np.arange(1, n + 1, dtype=np.float64))


def fuse_ranks(
    lists: Sequence[NDArray[np.int64]], weights: Sequence[float], k: int = RRF_K
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Joins ranked lists of keys into (keys, scores), best first, ties by smaller key.

    lists: best first, each key at most once a list. weights: one a list, above 0.
    """
    totals: dict[int, float] = {}
    for ranked, weight in zip(lists, weights, strict=True):
        scores = reciprocal_ranks(len(ranked), weight, k).tolist()
        for key, score in zip(ranked.tolist(), scores, strict=True):
            totals[key] = totals.get(key, 0.0) + score
    # A dict and a sort: for the hundred keys of a query, half the time of arrays.
    best = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return (
        np.fromiter((key for key, _ in best), np.int64, len(best)),
        np.fromiter((score for _, score in best), np.float64, len(best)),
    )
