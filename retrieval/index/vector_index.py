"""What any vector index must do, in this process or on a distributed engine; not how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError

Metric = Literal["cosine", "euclidean"]
Dtype = Literal["f16", "f32", "i8"]
METRICS: tuple[Metric, ...] = ("cosine", "euclidean")
DTYPES: tuple[Dtype, ...] = ("f16", "f32", "i8")

Keys = NDArray[np.int64] | Sequence[int]
Neighbours = tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """What vectors an index holds and how. scale: of int8 quantisation, 0 until it is known."""

    n_dims: int
    metric: Metric = "cosine"
    dtype: Dtype = "f16"
    scale: float = 0.0

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise InputError(f"An index metric is {' or '.join(METRICS)}, not {self.metric!r}.")
        if self.dtype not in DTYPES:
            raise InputError(f"An index dtype is one of {', '.join(DTYPES)}, not {self.dtype!r}.")
        if self.n_dims < 1:
            raise InputError(f"An index needs at least one dimension, not {self.n_dims}.")


class VectorIndex(Protocol):
    """Unit vectors under int64 keys, and which of them are nearest to others.

    Distances are 1 - cosine, or the squared Euclidean distance: smaller is nearer, and both put
    unit vectors into the same order. Not safe for several threads at once.
    """

    @property
    def spec(self) -> IndexSpec:
        """Dimensions, metric and dtype."""
        ...

    def __len__(self) -> int:
        """How many vectors can be found."""
        ...

    def add(self, keys: Keys, vectors: NDArray[Any]) -> None:
        """Add (n, n_dims) vectors; a key that is there already gets the new vector."""
        ...

    def remove(self, keys: Keys) -> int:
        """Take keys out, those that are there; how many were."""
        ...

    def search(self, vectors: NDArray[Any], k: int) -> Neighbours:
        """The k nearest to each of (q, n_dims) vectors, nearest first, ties by smaller key.

        keys (q, k) int64, distances (q, k) float32, counts (q,) int64; beyond a query's count the
        row holds key -1 and distance inf.
        """
        ...

    def search_subset(self, vectors: NDArray[Any], k: int, keys: Keys) -> Neighbours:
        """As `search`, among `keys` only and exact; keys that are not in the index are skipped."""
        ...

    def vectors(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(found keys (m,), their vectors (m, n_dims) float32), in the order asked."""
        ...

    def save(self, path: Path) -> list[Path]:
        """Write to `path` atomically; every file written, `path` first."""
        ...

    def close(self) -> None:
        """Let go of memory and files; the index cannot be used afterwards."""
        ...
