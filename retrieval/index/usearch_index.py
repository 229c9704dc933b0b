"""The embedded vector index, on usearch; not for where its file belongs or when it is stale."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError, InternalError
from retrieval.index.flat_vectors import FlatVectors
from retrieval.index.nearest import nearest, ordered, padded
from retrieval.index.usearch_library import usearch_index_class
from retrieval.index.vector_index import IndexSpec, Keys, Neighbours

# Graph degree and beam widths. Measured at 20,000 clustered vectors of 256 dimensions: recall@10
# 1.000 with a building beam of 64, which builds 1.7 times as fast as usearch's 128.
CONNECTIVITY = 16
EXPANSION_ADD = 64
EXPANSION_SEARCH = 64

# Below this, comparing with every vector takes no longer than walking the graph (0.16 ms at 256
# dimensions) and misses nothing.
EXACT_BELOW = 2_000

# Adding on two threads left 4 to 8 of 10,000 vectors that could not find themselves; on one, none.
THREADS = 1

# usearch may hold the interpreter's lock for a whole call: short calls keep other threads alive.
ADD_BATCH = 512

# int8: one scale for all components, cut at this percentile; so many candidates are re-ranked.
SCALE_PERCENTILE = 99.95
RERANK_MIN = 30
RERANK_FACTOR = 3

AUDIT_SAMPLE = 1_000
SUBSET_BATCH = 8_192
SUBSET_LARGE = 500

_METRICS = {"cosine": "cos", "euclidean": "l2sq"}


class UsearchIndex:
    """A `VectorIndex` in memory or mapped from a file.

    float16 and float32 vectors are searched as they are. int8 ones are searched quantised, and the
    best few are re-ranked on float16 rows, mapped from a file beside.
    """

    def __init__(self, spec: IndexSpec) -> None:
        self._spec = spec
        self._index = _new(spec)
        self._mapped_from: Path | None = None
        self._flat: FlatVectors | None = None
        self._n_taken = 0
        self._full = FlatVectors.empty(spec.n_dims) if spec.dtype == "i8" else None

    @classmethod
    def open(cls, path: Path, spec: IndexSpec) -> UsearchIndex:
        """Map a saved index; it is read into memory when it is first changed.

        InternalError when the file holds something else. The caller has checked its checksum:
        usearch trusts what it maps.
        """
        opened = cls(spec)
        try:
            opened._index.view(str(path))
        except (RuntimeError, ValueError) as error:
            raise InternalError(f"The index file {path} cannot be mapped: {error}") from error
        opened._check(path)
        opened._mapped_from = path
        if spec.dtype == "i8":
            opened._full = FlatVectors.open(path)
        return opened

    @property
    def spec(self) -> IndexSpec:
        """Dimensions, metric, dtype and, once vectors were added, the int8 scale."""
        return self._spec

    @property
    def is_mapped(self) -> bool:
        """Whether the vectors still lie in a file, unchanged."""
        return self._mapped_from is not None

    def __len__(self) -> int:
        return len(self._index)

    def add(
        self,
        keys: Keys,
        vectors: NDArray[Any],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Add (n, n_dims) vectors; a key that is there already gets the new vector.

        progress: called with how many were added since the last call. InputError for other shapes
        or values that are not finite.
        """
        wanted = np.asarray(keys, np.int64)
        rows = np.asarray(vectors, np.float32)
        if rows.ndim != 2 or rows.shape != (len(wanted), self._spec.n_dims):
            raise InputError(
                f"Vectors of shape {rows.shape} do not fit {len(wanted)} keys and an index of "
                f"{self._spec.n_dims} dimensions."
            )
        if not np.isfinite(rows).all():
            raise InputError("A vector has values that are not finite; embed its product again.")
        if not len(wanted):
            return
        self.remove(wanted)
        self._make_writable()
        if self._full is not None:
            if self._spec.scale == 0.0:
                self._spec = replace(self._spec, scale=_scale_for(rows))
            self._full.add(wanted, rows)
        for start in range(0, len(wanted), ADD_BATCH):
            batch = slice(start, start + ADD_BATCH)
            self._index.add(
                wanted[batch].astype(np.uint64), self._stored(rows[batch]), threads=THREADS
            )
            if progress is not None:
                progress(len(wanted[batch]))

    def remove(self, keys: Keys) -> int:
        """Take keys out, those that are there; how many were. Memory is freed by a rebuild only."""
        wanted = np.unique(np.asarray(keys, np.int64)).astype(np.uint64)
        if not len(self._index) or not len(wanted):
            return 0
        there = wanted[np.asarray(self._index.contains(wanted), bool)]
        if not len(there):
            return 0
        self._make_writable()
        self._index.remove(there, threads=THREADS)
        if self._full is not None:
            self._full.remove(there.astype(np.int64))
        return len(there)

    def search(self, vectors: NDArray[Any], k: int) -> Neighbours:
        """The k nearest to each of (q, n_dims) vectors; see `VectorIndex.search`."""
        queries = np.atleast_2d(np.asarray(vectors, np.float32))
        n_queries, n = len(queries), len(self._index)
        if n == 0 or k < 1 or n_queries == 0:
            return padded([], n_queries, max(k, 0))
        fetched = min(n, k if self._full is None else max(RERANK_MIN, RERANK_FACTOR * k))
        matches = self._index.search(
            self._stored(queries), fetched, exact=n < EXACT_BELOW, threads=THREADS
        )
        if n_queries == 1 and self._full is None:
            best = ordered(matches.keys.astype(np.int64), matches.distances, k)
            return padded([best], 1, k)
        counts = np.atleast_1d(matches.counts) if n_queries > 1 else [len(matches.keys)]
        found_keys, found_distances = np.atleast_2d(matches.keys), np.atleast_2d(matches.distances)
        rows = []
        for i, count in enumerate(counts):
            # Slots beyond the count hold sentinels.
            keys = found_keys[i, :count].astype(np.int64)
            if self._full is not None:
                keys, full = self._full.get(keys)
                rows.append(nearest(queries[i], keys, full, k, self._spec.metric))
            else:
                rows.append(ordered(keys, found_distances[i, :count], k))
        return padded(rows, n_queries, k)

    def search_subset(self, vectors: NDArray[Any], k: int, keys: Keys) -> Neighbours:
        """The k nearest among `keys`, exact; see `VectorIndex.search_subset`."""
        queries = np.atleast_2d(np.asarray(vectors, np.float32))
        wanted = np.unique(np.asarray(keys, np.int64))
        none = (np.empty(0, np.int64), np.empty(0, np.float32))
        best = [none for _ in queries]
        for start in range(0, len(wanted), SUBSET_BATCH):
            there, rows = self.vectors(wanted[start : start + SUBSET_BATCH])
            for i, query in enumerate(queries):
                near_keys, near = nearest(query, there, rows, k, self._spec.metric)
                joined = np.concatenate([best[i][0], near_keys])
                best[i] = ordered(joined, np.concatenate([best[i][1], near]), k)
        return padded(best, len(queries), k)

    def vectors(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(found keys (m,), their vectors (m, n_dims) float32), in the order asked."""
        wanted = np.asarray(keys, np.int64)
        if not len(wanted) or not len(self._index):
            return np.empty(0, np.int64), np.empty((0, self._spec.n_dims), np.float32)
        full = self._flattened(len(wanted)) if self._full is None else self._full
        if full is not None:
            return full.get(wanted)
        there = wanted[np.asarray(self._index.contains(wanted.astype(np.uint64)), bool)]
        if not len(there):
            return there, np.empty((0, self._spec.n_dims), np.float32)
        rows = self._index.get(there.astype(np.uint64), dtype=self._spec.dtype)
        return there, np.asarray(rows, np.float32).reshape(len(there), self._spec.n_dims)

    def _flattened(self, n_wanted: int) -> FlatVectors | None:
        """A plain matrix of all vectors: of few at once, of many when as many were asked for.

        Taking rows out of usearch costs 2 us each; out of a matrix a tenth of that.
        """
        n = len(self._index)
        if self._flat is None and (n < EXACT_BELOW or n_wanted >= SUBSET_LARGE):
            self._n_taken += n_wanted
            if n < EXACT_BELOW or self._n_taken >= n:
                keys = self.keys()
                rows = self._index.get(keys.astype(np.uint64), dtype=self._spec.dtype)
                self._flat = FlatVectors(keys, np.asarray(rows).reshape(len(keys), -1))
        return self._flat

    def keys(self) -> NDArray[np.int64]:
        """Every key in the index, ascending."""
        return np.sort(np.asarray(self._index.keys, np.int64))

    def self_recall(self, sample: int = AUDIT_SAMPLE) -> float:
        """Share of vectors that find themselves, over an even sample; 1.0 when nothing is lost."""
        n = len(self._index)
        return 1.0 if n == 0 else 1.0 - len(self.lost(sample)) / min(sample, n)

    def lost(self, sample: int | None = None) -> list[int]:
        """Keys whose vectors do not find themselves, among an even sample or (None) all."""
        keys = self.keys()
        if sample is not None and sample < len(keys):
            keys = keys[np.linspace(0, len(keys) - 1, sample).astype(int)]
        lost: list[int] = []
        for start in range(0, len(keys), ADD_BATCH):
            there, rows = self.vectors(keys[start : start + ADD_BATCH])
            found, distances, _ = self.search(rows, 1)
            # A twin at the same place is as good.
            lost += there[(found[:, 0] != there) & (distances[:, 0] > 1e-3)].tolist()
        return lost

    def save(self, path: Path) -> list[Path]:
        """Write to `path` by way of a file aside, synced and renamed; every file written."""
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        written: list[tuple[Path, Path]] = [(aside, path)]
        try:
            self._index.save(str(aside))
            if self._full is not None:
                for file in self._full.save(aside):
                    written.append((file, file.with_name(file.name.replace(aside.name, path.name))))
            for part, _ in written:
                _sync(part)
            # The graph last: whoever finds it finds the rest.
            for part, final in reversed(written):
                part.replace(final)
            _sync(path.parent)
        except RuntimeError as error:
            raise OSError(f"usearch could not write {path.name}: {error}") from error
        finally:
            for part, _ in written:
                part.unlink(missing_ok=True)
        return [final for _, final in written]

    def close(self) -> None:
        """Let go of the file and the memory."""
        self._index.reset()
        self._full = self._flat = None
        self._mapped_from = None

    def _check(self, path: Path) -> None:
        if self._index.ndim != self._spec.n_dims:
            raise InternalError(
                f"{path} has {self._index.ndim} dimensions instead of {self._spec.n_dims}."
            )

    def _make_writable(self) -> None:
        """A mapped usearch index must not be changed: read the file into memory instead."""
        self._flat, self._n_taken = None, 0
        if self._mapped_from is None:
            return
        # Copied, not loaded from the path: another process may have replaced the file by now.
        copied = self._index.copy()
        if len(copied) != len(self._index):
            raise InternalError(f"{self._mapped_from} could not be read into memory whole.")
        self._index.reset()
        self._index = copied
        self._mapped_from = None

    def _stored(self, rows: NDArray[np.float32]) -> NDArray[Any]:
        """The rows in the index's own type: no cast is left to usearch."""
        if self._spec.dtype == "i8":
            scale = self._spec.scale or 127.0
            return np.clip(np.rint(rows * scale), -127, 127).astype(np.int8)
        return rows.astype(np.float16) if self._spec.dtype == "f16" else rows


def _new(spec: IndexSpec) -> Any:
    return usearch_index_class()(
        ndim=spec.n_dims,
        metric=_METRICS[spec.metric],
        dtype=spec.dtype,
        connectivity=CONNECTIVITY,
        expansion_add=EXPANSION_ADD,
        expansion_search=EXPANSION_SEARCH,
        multi=False,
    )


def _scale_for(rows: NDArray[np.float32]) -> float:
    """Rounded, so that a rebuild over slightly other products quantises alike."""
    limit = float(np.percentile(np.abs(rows), SCALE_PERCENTILE))
    return float(round(127.0 / max(limit, 1e-3)))


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
