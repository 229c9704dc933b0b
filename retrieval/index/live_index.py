"""A graph plus the few vectors not yet in it: new products are found at once; not a file cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.index.flat_vectors import FlatVectors
from retrieval.index.nearest import nearest, ordered, padded
from retrieval.index.usearch_index import UsearchIndex
from retrieval.index.vector_index import IndexSpec, Keys, Neighbours

# Fresh vectors are compared one by one; so many cost about 10 ms a query at 256 dimensions.
FRESH_MAX = 20_000


class LiveIndex:
    """A `VectorIndex` whose `add` takes microseconds a vector instead of most of a millisecond.

    Added vectors are searched exactly from a small matrix until `absorb` moves them to the graph.
    """

    def __init__(self, graph: UsearchIndex) -> None:
        self.graph = graph
        self._fresh = FlatVectors.empty(graph.spec.n_dims)

    @property
    def spec(self) -> IndexSpec:
        """Dimensions, metric and dtype."""
        return self.graph.spec

    @property
    def n_fresh(self) -> int:
        """How many vectors are not in the graph yet."""
        return len(self._fresh)

    def __len__(self) -> int:
        return len(self.graph) + len(self._fresh)

    def add(self, keys: Keys, vectors: NDArray[Any]) -> None:
        """Add (n, n_dims) vectors, to be found from now on; a key there already is replaced."""
        wanted = np.asarray(keys, np.int64)
        if len(self._fresh) + len(wanted) > FRESH_MAX:
            self.absorb()
            self.graph.add(wanted, vectors)
            return
        self.graph.remove(wanted)
        self._fresh.add(wanted, vectors)

    def remove(self, keys: Keys) -> int:
        """Take keys out, those that are there; how many were."""
        before = len(self)
        self._fresh.remove(np.asarray(keys, np.int64))
        self.graph.remove(keys)
        return before - len(self)

    def absorb(self, limit: int | None = None) -> int:
        """Move up to `limit` fresh vectors (all by default) into the graph; how many were moved."""
        keys, rows = self._fresh.rows()
        moved = np.array(keys[:limit])
        if len(moved):
            self.graph.add(moved, np.asarray(rows[: len(moved)], np.float32))
            self._fresh.remove(moved)
        return len(moved)

    def search(self, vectors: NDArray[Any], k: int) -> Neighbours:
        """The k nearest to each of (q, n_dims) vectors; see `VectorIndex.search`."""
        found = self.graph.search(vectors, k)
        if not len(self._fresh):
            return found
        queries = np.atleast_2d(np.asarray(vectors, np.float32))
        fresh_keys, stored = self._fresh.rows()
        fresh = np.asarray(stored, np.float32)
        rows = []
        for query, keys, distances, count in zip(queries, *found, strict=True):
            near_keys, near = nearest(query, fresh_keys, fresh, k, self.spec.metric)
            joined = np.concatenate([keys[:count], near_keys])
            rows.append(ordered(joined, np.concatenate([distances[:count], near]), k))
        return padded(rows, len(queries), k)

    def search_subset(self, vectors: NDArray[Any], k: int, keys: Keys) -> Neighbours:
        """The k nearest among `keys`, exact; see `VectorIndex.search_subset`."""
        found = self.graph.search_subset(vectors, k, keys)
        if not len(self._fresh):
            return found
        queries = np.atleast_2d(np.asarray(vectors, np.float32))
        there, fresh = self._fresh.get(np.unique(np.asarray(keys, np.int64)))
        rows = []
        for query, graph_keys, distances, count in zip(queries, *found, strict=True):
            near_keys, near = nearest(query, there, fresh, k, self.spec.metric)
            joined = np.concatenate([graph_keys[:count], near_keys])
            rows.append(ordered(joined, np.concatenate([distances[:count], near]), k))
        return padded(rows, len(queries), k)

    def vectors(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(found keys (m,), their vectors (m, n_dims) float32); fresh ones last."""
        there, rows = self.graph.vectors(keys)
        if not len(self._fresh):
            return there, rows
        fresh_there, fresh = self._fresh.get(np.asarray(keys, np.int64))
        return np.concatenate([there, fresh_there]), np.concatenate([rows, fresh])

    def save(self, path: Path) -> list[Path]:
        """Absorb what is fresh, then write the graph atomically; every file written."""
        self.absorb()
        return self.graph.save(path)

    def close(self) -> None:
        """Let go of the file and the memory."""
        self.graph.close()
