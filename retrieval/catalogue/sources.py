"""Opens a source of products by what it is: CSV, TSV, JSONL, Parquet, a folder; parses none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from pathlib import Path

from retrieval.catalogue.delimited_source import count_records, read_delimited
from retrieval.catalogue.folder_source import picture_files, read_folder
from retrieval.catalogue.jsonl_source import count_lines, read_jsonl
from retrieval.catalogue.parquet_source import count_parquet_rows, read_parquet
from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import clean_product
from retrieval.catalogue.source_row import RejectedRow, RowMapping, SourceInfo, SourceRow
from retrieval.errors import InputError

CSV_SUFFIXES = (".csv", ".txt")
TSV_SUFFIXES = (".tsv", ".tab")
JSONL_SUFFIXES = (".jsonl", ".ndjson", ".json")
PARQUET_SUFFIXES = (".parquet", ".pq")

Source = str | Path | Iterable[Product]
ALL_FIELDS = frozenset(Product.__dataclass_fields__)


def read_source(
    source: Source, mapping: RowMapping | None = None
) -> Iterator[SourceRow | RejectedRow]:
    """Every row of a source in its order; rows that cannot land come as RejectedRow.

    source: a file (its suffix says which kind), a folder of pictures, or products themselves.
    InputError: there is no such file, its kind is unknown, or it cannot be read at all.
    """
    if not isinstance(source, str | Path):
        yield from _given_products(source)
        return
    path = _existing(source)
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            yield from read_folder(path)
        elif suffix in TSV_SUFFIXES:
            yield from read_delimited(path, mapping, delimiter="\t")
        elif suffix in CSV_SUFFIXES:
            yield from read_delimited(path, mapping)
        elif suffix in JSONL_SUFFIXES:
            yield from read_jsonl(path, mapping)
        elif suffix in PARQUET_SUFFIXES:
            yield from read_parquet(path, mapping)
        else:
            raise InputError(
                f"The kind of {path} is unknown; give a .csv, .tsv, .jsonl or .parquet file, or a "
                "folder of pictures."
            )
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.") from error


def source_info(source: Source) -> SourceInfo:
    """Where a source's pictures are relative to, and about how many rows it has."""
    if not isinstance(source, str | Path):
        total = len(source) if isinstance(source, Sized) else None
        return SourceInfo(Path.cwd(), total)
    path = _existing(source)
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            return SourceInfo(path, sum(1 for _ in picture_files(path)))
        if suffix in JSONL_SUFFIXES:
            return SourceInfo(path.parent, count_lines(path))
        if suffix in PARQUET_SUFFIXES:
            return SourceInfo(path.parent, count_parquet_rows(path))
        if suffix in CSV_SUFFIXES + TSV_SUFFIXES:
            return SourceInfo(path.parent, count_records(path))
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.") from error
    return SourceInfo(path.parent, None)


def _existing(source: str | Path) -> Path:
    path = Path(source).expanduser().absolute()
    if not path.exists():
        raise InputError(f"There is no file or folder {path}.")
    return path


def _given_products(products: Iterable[Product]) -> Iterator[SourceRow | RejectedRow]:
    for number, product in enumerate(products, start=1):
        try:
            yield SourceRow(number, clean_product(product), ALL_FIELDS)
        except InputError as error:
            yield RejectedRow(number, str(error), product.id[:200])
