"""Full-precision vectors in one memory-mapped matrix, for re-ranking; not a graph to search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class FlatVectors:
    """(n, n_dims) float16 rows under int64 keys, ascending; on disk two .npy files."""

    def __init__(self, keys: NDArray[np.int64], matrix: NDArray[Any]) -> None:
        self._keys = keys
        self._matrix = matrix

    @classmethod
    def empty(cls, n_dims: int) -> FlatVectors:
        """No rows yet."""
        return cls(np.empty(0, np.int64), np.empty((0, n_dims), np.float16))

    @classmethod
    def open(cls, path: Path) -> FlatVectors:
        """Map the files that `save` wrote for `path`; nothing is read before it is used."""
        keys, matrix = (np.load(file, mmap_mode="r") for file in files_beside(path))
        return cls(np.asarray(keys), matrix)

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, keys: NDArray[np.int64], vectors: NDArray[Any]) -> None:
        """Add rows; a key that is there already is replaced."""
        kept = ~np.isin(self._keys, keys)
        all_keys = np.concatenate([self._keys[kept], keys])
        matrix = np.concatenate([self._matrix[kept], np.asarray(vectors, np.float16)])
        order = np.argsort(all_keys, kind="stable")
        self._keys, self._matrix = all_keys[order], matrix[order]

    def remove(self, keys: NDArray[np.int64]) -> None:
        """Take rows out, those that are there."""
        kept = ~np.isin(self._keys, keys)
        self._keys, self._matrix = self._keys[kept], self._matrix[kept]

    def get(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(found keys, their rows as float32), in the order asked."""
        if not len(self._keys):
            return np.empty(0, np.int64), np.empty((0, self._matrix.shape[1]), np.float32)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found = self._keys[places] == keys
        return keys[found], np.asarray(self._matrix[places[found]], np.float32)

    def rows(self) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """All keys, ascending, and their rows."""
        return self._keys, self._matrix

    def save(self, path: Path) -> list[Path]:
        """Write beside `path`; not atomic, the caller writes aside and renames."""
        files = files_beside(path)
        arrays: tuple[NDArray[Any], ...] = (self._keys, self._matrix)
        for file, array in zip(files, arrays, strict=True):
            with file.open("wb") as stream:
                np.save(stream, array)
        return files


def files_beside(path: Path) -> list[Path]:
    """Where the keys and the matrix of the index at `path` lie."""
    return [path.with_name(path.name + ".keys.npy"), path.with_name(path.name + ".f16.npy")]
