"""Reads products out of JSON Lines: one object a line; not JSON arrays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from retrieval.catalogue.cells import row_of
from retrieval.catalogue.columns import Columns, recognise
from retrieval.catalogue.source_row import RejectedRow, RowMapping, SourceRow, shortened
from retrieval.errors import InputError

MAX_LINE_BYTES = 4 * 1024 * 1024
SAMPLE_LINES = 100


def read_jsonl(path: Path, mapping: RowMapping | None = None) -> Iterator[SourceRow | RejectedRow]:
    """Every line of a JSON Lines file as a product; the lines that are none say why.

    InputError: the file is one JSON array, or a mapped key is in none of its first lines.
    """
    mapping = dict(mapping or {})
    known = _mappable(path, mapping) if mapping else {}
    recognised: dict[tuple[str, ...], Columns] = {}
    for number, raw in _lines(path):
        if len(raw) > MAX_LINE_BYTES:
            yield RejectedRow(
                number, f"the line is longer than {MAX_LINE_BYTES:,} bytes", _text(raw[:4000])
            )
            continue
        if not raw.strip():
            continue
        try:
            cells = _object(raw)
            keys = tuple(cells)
            if keys not in recognised:
                if len(recognised) > 1000:
                    recognised.clear()
                here = {key: field for key, field in known.items() if key in cells}
                recognised[keys] = recognise(keys, here)
            row = row_of(number, cells, recognised[keys])
        except (InputError, ValueError, RecursionError) as error:
            yield RejectedRow(number, _reason(error), shortened(_text(raw)))
            continue
        yield row


def count_lines(path: Path) -> int:
    """How many lines a file has."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(MAX_LINE_BYTES + 2):
            number += 1
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
                if raw.lstrip().startswith(b"["):
                    raise InputError(
                        f"The file {path} is a JSON array; write one object a line (JSON Lines)."
                    )
            yield number, raw
            while len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
                raw = file.readline(MAX_LINE_BYTES + 2)


def _object(raw: bytes) -> dict[str, Any]:
    cells = json.loads(raw.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
    if not isinstance(cells, dict):
        raise InputError("the line is not a JSON object")
    return cells


def _no_constant(name: str) -> NoReturn:
    raise InputError(f"{name} is not JSON")


def _reason(error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return "the line is not valid UTF-8; save the file as UTF-8"
    if isinstance(error, RecursionError):
        return "the JSON is nested too deeply"
    return f"the line is not JSON: {error}"


def _mappable(path: Path, mapping: RowMapping) -> dict[str, str]:
    """The mapping, checked against the keys of the first lines."""
    keys: dict[str, None] = {}
    for number, raw in _lines(path):
        if number > SAMPLE_LINES:
            break
        try:
            keys.update(dict.fromkeys(_object(raw)))
        except (InputError, ValueError, RecursionError):
            continue  # told when the line is read in earnest
    for key in mapping:
        if key not in keys:
            raise InputError(f"There is no key {key!r}; the keys are: {', '.join([*keys][:20])}.")
    return dict(mapping)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace").rstrip("\r\n")
