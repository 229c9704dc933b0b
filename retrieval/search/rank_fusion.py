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
    if not lists or sum(len(ranked) for ranked in lists) == 0:
        return np.empty(0, np.int64), np.empty(0, np.float64)
    scores = [reciprocal_ranks(len(r), w, k) for r, w in zip(lists, weights, strict=True)]
    keys, places = np.unique(np.concatenate(lists), return_inverse=True)
    totals = np.zeros(len(keys))
    np.add.at(totals, places, np.concatenate(scores))
    order = np.lexsort((keys, -totals))
    return keys[order], totals[order]
