"""What a source yields: a product with where it came from, or a row that is none and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.catalogue.product import Product

MAX_RAW_CHARS = 2000


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A product at a line of its source (counted from 1, the header is line 1).

    given: the fields that the source speaks of; an update leaves the others as they are.
    needs_picture: the picture is the product, without one there is nothing to keep.
    """

    line: int
    product: Product
    given: Collection[str]
    needs_picture: bool = False


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot land. raw: the beginning of what stood there."""

    line: int
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where a source lies. total: how many rows it has, None when only reading it would tell."""

    base_folder: Path
    total: int | None


RowMapping = Mapping[str, str]


def shortened(raw: str) -> str:
    """The beginning of a raw row, for the rejects file."""
    return raw if len(raw) <= MAX_RAW_CHARS else raw[: MAX_RAW_CHARS - 1] + "…"
