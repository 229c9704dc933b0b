"""Reads products out of CSV and TSV files of any dialect, broken ones too; not JSON or Parquet."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from retrieval.catalogue.cells import row_of
from retrieval.catalogue.columns import USUAL_NAMES, Columns, column_key, recognise
from retrieval.catalogue.shopify import join_variants
from retrieval.catalogue.source_row import RejectedRow, RowMapping, SourceRow, shortened
from retrieval.errors import InputError

# A quote that never closes would otherwise swallow the rest of the file.
MAX_RECORD_CHARS = 2_000_000
DELIMITERS = ",\t;|"
COUNT_CHUNK_BYTES = 1 << 20
# Beginnings of files that people rename to .csv.
OTHER_FORMATS = {b"PK\x03\x04": "an Excel or zip file", b"PAR1": "a Parquet file", b"%PDF": "a PDF"}

_INVALID_BYTE = re.compile("[\udc80-\udcff]")
_USUAL_KEYS = {name for names in USUAL_NAMES.values() for name in names}


class _RecordTooLongError(Exception):
    """The record at hand grew beyond MAX_RECORD_CHARS."""


class _Lines:
    """Hands lines to csv.reader and remembers those of the record at hand, to go back on it."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.number = 0  # of the line handed out last
        self.record: list[str] = []
        self.n_record_chars = 0
        self.hit_end = False
        self._waiting: deque[str] = deque()

    def start_record(self) -> int:
        """Begin a record; the number of its first line."""
        self.record = []
        self.n_record_chars = 0
        self.hit_end = False
        return self.number + 1

    def give_back(self, n_kept: int) -> None:
        """Hand out the lines after the first `n_kept` of the record once more."""
        again = self.record[n_kept:]
        self._waiting.extendleft(reversed(again))
        self.number -= len(again)
        del self.record[n_kept:]

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.n_record_chars > MAX_RECORD_CHARS:
            raise _RecordTooLongError
        line = self._waiting.popleft() if self._waiting else self.file.readline(MAX_RECORD_CHARS)
        if not line:
            self.hit_end = bool(self.record)
            raise StopIteration
        if len(line) >= MAX_RECORD_CHARS and not line.endswith(("\n", "\r")):
            self._skip_line()
            self.n_record_chars = MAX_RECORD_CHARS + 1
            self.record.append(shortened(line))
            self.number += 1
            raise _RecordTooLongError
        self.number += 1
        self.record.append(line)
        self.n_record_chars += len(line)
        return line

    def _skip_line(self) -> None:
        while (rest := self.file.readline(MAX_RECORD_CHARS)) and not rest.endswith(("\n", "\r")):
            pass


def read_delimited(
    path: Path, mapping: RowMapping | None = None, *, delimiter: str | None = None
) -> Iterator[SourceRow | RejectedRow]:
    """Every row of a CSV or TSV file, in order; the rows that are none say why.

    delimiter: None finds it out from the header.
    InputError: no header, no id column, or a file of another kind.
    """
    # The limit is the reader's, for the whole process: records are bounded by _Lines instead.
    csv.field_size_limit(2 * MAX_RECORD_CHARS)
    encoding = _encoding(path)
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        lines = _Lines(file)
        try:
            header_line = next(filter(str.strip, lines), "")
        except _RecordTooLongError as error:
            raise InputError(f"The first line of {path} does not name columns.") from error
        if not header_line:
            raise InputError(f"The file {path} is empty; its first line must name the columns.")
        delimiter = delimiter or sniff_delimiter(header_line)
        lines.give_back(len(lines.record) - 1)
        lines.start_record()
        # Strict: text right after a closing quote betrays a quote that closed too late.
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            header = [name.strip().replace("\x00", "") for name in next(reader)]
        except (_RecordTooLongError, csv.Error, StopIteration) as error:
            raise InputError(f"The first line of {path} does not name columns.") from error
        columns = recognise(header, mapping)
        rows = _rows(lines, reader, delimiter, header, columns)
        yield from join_variants(rows) if columns.is_shopify else rows


def _rows(
    lines: _Lines, reader: Iterator[list[str]], delimiter: str, header: list[str], columns: Columns
) -> Iterator[SourceRow | RejectedRow]:
    while True:
        first = lines.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _RecordTooLongError:
            yield _unclosed(lines, first)
            continue
        except csv.Error:
            if len(lines.record) > 1 or lines.hit_end:
                yield _unclosed(lines, first)
                continue
            cells = next(csv.reader(lines.record, delimiter=delimiter))
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines.record) > 1 and (lines.hit_end or len(cells) != len(header)):
            yield _unclosed(lines, first)
            continue
        raw = shortened("".join(lines.record).rstrip("\r\n"))
        if (reason := _fault(cells, header)) is not None:
            yield RejectedRow(first, reason, _shown(raw))
            continue
        # Of two columns with one name the first counts.
        row = dict(zip(reversed(header), reversed(cells[: len(header)]), strict=True))
        try:
            yield row_of(first, row, columns)
        except InputError as error:
            yield RejectedRow(first, str(error), raw)


def sniff_delimiter(header: str) -> str:
    """The delimiter that makes most known columns of a header, then most columns."""

    def found(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter))
        return sum(column_key(name) in _USUAL_KEYS for name in names), len(names)

    return max(DELIMITERS, key=found)


def count_records(path: Path) -> int:
    """About how many rows a file has: line ends outside quotes, less the header's."""
    if _encoding(path) != "utf-8-sig":
        return max(0, sum(1 for _ in path.open(encoding=_encoding(path), errors="replace")) - 1)
    n_lines, in_quotes, last = 0, False, b"\n"
    with path.open("rb") as file:
        while chunk := file.read(COUNT_CHUNK_BYTES):
            pieces = chunk.split(b'"')
            n_lines += sum(piece.count(b"\n") for piece in pieces[int(in_quotes) :: 2])
            in_quotes ^= len(pieces) % 2 == 0
            last = chunk[-1:]
    return max(0, n_lines - (last == b"\n"))


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
    for magic, what in OTHER_FORMATS.items():
        if start.startswith(magic):
            raise InputError(f"The file {path} is {what}, not a text table; save it as CSV first.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # UTF-16 without its mark: every other byte of Latin text is zero.
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) // 4:
        return "utf-16-be"
    return "utf-8-sig"


def _fault(cells: list[str], header: list[str]) -> str | None:
    if any(map(_INVALID_BYTE.search, cells)):
        return "the row is not valid UTF-8; save the file as UTF-8"
    if len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
        return f"the row has {len(cells)} cells, the header {len(header)}"
    return None


def _unclosed(lines: _Lines, first: int) -> RejectedRow:
    """Reject the first line of a record that ran away, and read on from the second."""
    n_lines = len(lines.record)
    lines.give_back(1)
    raw = _shown(shortened(lines.record[0].rstrip("\r\n"))) if lines.record else ""
    if n_lines == 1 and not lines.hit_end:
        return RejectedRow(first, f"the row is longer than {MAX_RECORD_CHARS:,} characters", raw)
    return RejectedRow(first, "a quote that opens in this row does not close in its place", raw)


def _shown(raw: str) -> str:
    """Raw text with undecodable bytes written as \\xNN, so that the rejects file stays UTF-8."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
