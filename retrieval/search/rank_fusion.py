"""Reciprocal-rank fusion of ranked lists; not for scores, which no two lists share a scale for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# The paper's constant: small enough to reward the top, large enough that no list decides alone.
RRF_K = 60


def reciprocal_ranks(
    n: int,
    weight: float | NDArray[np.float64] = 1.0,
    k: int = RRF_K,
    *,
    places: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """What a list gives its members, best first: weight / (k + rank), rank from 1. Shape (n,).

    weight: of the whole list, or (n,) of each member. places: (n,) ranks from 0 where members tie.
    Cormack, Clarke, Buettcher: Reciprocal Rank Fusion outperforms Condorcet and individual Rank
    Learning Methods, SIGIR 2009.
    """
    ranks = 1.0 + (np.arange(n) if places is None else places)
    return np.asarray(weight / (k + ranks), np.float64)


def fuse_ranks(
    lists: Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Joins ranked lists into (keys, scores), best first, ties by smaller key.

    lists: (keys best first, each at most once a list; what the list gives each of them), the latter
    by `reciprocal_ranks`.
    """
    totals: dict[int, float] = {}
    for ranked, given in lists:
        for key, score in zip(ranked.tolist(), given.tolist(), strict=True):
            totals[key] = totals.get(key, 0.0) + score
    # A dict and a sort: for the hundred keys of a query, half the time of arrays.
    best = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return (
        np.fromiter((key for key, _ in best), np.int64, len(best)),
        np.fromiter((score for _, score in best), np.float64, len(best)),
    )
