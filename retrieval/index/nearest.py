"""Brute-force distances and the shape of an answer; not for walking a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.index.vector_index import Metric, Neighbours

Ranked = tuple[NDArray[np.int64], NDArray[np.float32]]


def nearest(
    query: NDArray[np.float32], keys: NDArray[np.int64], rows: NDArray[Any], k: int, metric: Metric
) -> Ranked:
    """The k nearest to a (n_dims,) query of these (n, n_dims) rows, by full-precision distance."""
    if metric == "euclidean":
        distances = np.sum((rows - query) ** 2, axis=1)
    else:
        lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(query)
        distances = 1.0 - (rows @ query) / np.maximum(lengths, 1e-12)
    return ordered(keys, np.asarray(distances, np.float32), k)


def ordered(keys: NDArray[np.int64], distances: NDArray[np.float32], k: int) -> Ranked:
    """The first k, nearest first, ties by smaller key: the same every time."""
    order = np.lexsort((keys, distances))[:k]
    return keys[order], distances[order]


def padded(rows: Sequence[Ranked], n_queries: int, k: int) -> Neighbours:
    """Ranked rows of unequal length as (q, k) arrays and counts; key -1 where there is none."""
    if len(rows) == n_queries == 1 and len(rows[0][0]) == k:
        return rows[0][0][None], rows[0][1][None], np.asarray([k])
    keys = np.full((n_queries, k), -1, np.int64)
    distances = np.full((n_queries, k), np.inf, np.float32)
    counts = np.zeros(n_queries, np.int64)
    for i, (row_keys, row_distances) in enumerate(rows):
        counts[i] = len(row_keys)
        keys[i, : counts[i]] = row_keys
        distances[i, : counts[i]] = row_distances
    return keys, distances, counts
