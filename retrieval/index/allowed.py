"""Nearest vectors among the products that filters allow; not for what the filters mean."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from retrieval.index.nearest import Ranked
from retrieval.index.vector_index import VectorIndex

# Up to so many allowed products are compared one by one, which is exact and, from a matrix, takes
# no longer than the window that would hold enough of them.
SUBSET_MAX = 10_000
WINDOW_SPARE = 1.5
WINDOW_GROWTH = 4
# A window this large costs more than comparing with all that is allowed.
WINDOW_SHARE_MAX = 0.25


def nearest_allowed(
    index: VectorIndex, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None
) -> Ranked:
    """The k nearest keys to a (n_dims,) query, and their distances; all of them when fewer exist.

    allowed: ascending keys, None for all. Few allowed: exact search among them. Many: the index is
    asked for a window that grows until k of its members are allowed, then exact search after all.
    """
    if allowed is None:
        keys, distances, counts = index.search(query[None], k)
        return keys[0, : counts[0]], distances[0, : counts[0]]
    n = len(index)
    window = math.ceil(WINDOW_SPARE * k * n / max(len(allowed), 1))
    while len(allowed) > SUBSET_MAX and window < WINDOW_SHARE_MAX * n:
        keys, distances, counts = index.search(query[None], window)
        found, near = keys[0, : counts[0]], distances[0, : counts[0]]
        places = np.minimum(np.searchsorted(allowed, found), len(allowed) - 1)
        passes = allowed[places] == found
        if int(passes.sum()) >= k:
            return found[passes][:k], near[passes][:k]
        window *= WINDOW_GROWTH
    keys, distances, counts = index.search_subset(query[None], k, allowed)
    return keys[0, : counts[0]], distances[0, : counts[0]]
