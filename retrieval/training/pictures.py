"""Pictures in memory with what each shows, and how files become them; not for any one data set.

The pictures become square uint8 arrays in memory.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.training.subjects import Subject


@dataclass(frozen=True)
class Pictures:
    """Pictures of one source with the row of each one's subject.

    pixels: (n, side, side, 3) uint8 sRGB. subject: (n,) int64 into `subjects`.
    packshot: (n,) bool, on a white ground. held_out: (n,) bool, not to be trained on.
    """

    source: str
    pixels: NDArray[np.uint8]
    subject: NDArray[np.int64]
    packshot: NDArray[np.bool_]
    held_out: NDArray[np.bool_]
    subjects: tuple[Subject, ...]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV with a header; InputError when it is not there."""
    if not path.is_file():
        raise InputError(f"There is no {path.name} in {path.parent}: give the folder of the data.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_squares(paths: Sequence[Path], side_px: int) -> NDArray[np.uint8]:
    """(n, side, side, 3) uint8: whole pictures squashed to squares, as the encoder sees them."""
    from PIL import Image

    from retrieval.pictures.decode import load_picture

    def read(path: Path) -> NDArray[np.uint8]:
        picture = load_picture(path)
        return np.asarray(picture.resize((side_px, side_px), Image.Resampling.BICUBIC))

    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(read, paths)))


def is_held_out(name: str, share: float) -> bool:
    """The same share of names each time, chosen by their checksum."""
    return zlib.crc32(name.encode()) % 1000 < share * 1000


def are_last_of_series(names: Sequence[str], share: float) -> NDArray[np.bool_]:
    """(n,) bool: the last `share` of each series "…_001.jpg", "…_002.jpg", …, by number.

    Numbers follow the order in which photos were taken, so the last ones show other shelves on
    other days than the first; a random choice would hold out near-copies of what is trained on.
    """
    series: dict[str, list[tuple[int, int]]] = {}
    for row, name in enumerate(names):
        stem, _, number = Path(name).stem.rpartition("_")
        series.setdefault(stem, []).append((int(number), row))
    last = np.zeros(len(names), bool)
    for photos in series.values():
        n = round(len(photos) * share)
        last[[row for _, row in sorted(photos)[len(photos) - n :]]] = True
    return last
