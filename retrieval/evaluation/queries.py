"""Labelled queries from a CSV file; not for running or judging them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import InputError

_EXPECTED = "expected_ids"
_PICTURE_KIND, _TEXT_KIND, _BOTH_KIND = "picture", "text", "text and picture"


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """One query and the products that answer it.

    expected_ids: any of them is right; empty when the store has nothing like it. kind, language,
    split: for grouping and choosing. line: in the file, from 1, header included.
    """

    id: str
    text: str = ""
    image: Path | None = None
    expected_ids: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    split: str = ""
    without: str = ""
    filters: tuple[str, ...] = ()
    line: int = 0

    @property
    def shown(self) -> str:
        """The query as a person would name it."""
        picture = self.image.name if self.image is not None else ""
        wanted = " + ".join(part for part in (self.text, picture) if part)
        return wanted + (f" - {self.without}" if self.without else "")


def read_queries(path: str | Path, *, split: str | None = None) -> list[LabelledQuery]:
    """The labelled queries of a CSV file, only those of one `split` when it is named.

    Columns: `query` and/or `image` (a path, from the file's folder), `expected_ids` separated by
    `;`; optional `kind`, `language`, `split`, `without` and `filters`, separated by `;`. InputError
    for a file that cannot be read, has other columns, or leaves nothing to ask.
    """
    place = Path(path)
    try:
        with place.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            columns = [name.strip().casefold() for name in reader.fieldnames or []]
            reader.fieldnames = columns
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"The queries file {place} cannot be read: {error}.") from error
    if _EXPECTED not in columns or not {"query", "image"} & set(columns):
        raise InputError(
            f"The queries file {place} needs the columns expected_ids and query or image; it has "
            f"{', '.join(columns) or 'none'}."
        )
    queries = [_query(place, line, row) for line, row in rows]
    chosen = [query for query in queries if split is None or query.split == split]
    if not chosen:
        of_split = "" if split is None else f" of split {split!r}"
        raise InputError(f"The queries file {place} has no queries{of_split}.")
    return chosen


def _query(place: Path, line: int, row: dict[str, str | None]) -> LabelledQuery:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    text, image = cell("query"), cell("image")
    if not text and not image:
        raise InputError(f"Line {line} of {place} has neither a query nor an image.")
    kind = _BOTH_KIND if text and image else _PICTURE_KIND if image else _TEXT_KIND
    return LabelledQuery(
        id=cell("id") or f"line {line}",
        text=text,
        image=place.parent / image if image else None,
        expected_ids=_several(cell(_EXPECTED)),
        kind=cell("kind") or kind,
        language=cell("language"),
        split=cell("split"),
        without=cell("without"),
        filters=_several(cell("filters")),
        line=line,
    )


def _several(text: str) -> tuple[str, ...]:
    parts: Sequence[str] = text.split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
