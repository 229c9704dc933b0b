"""Reads products out of Parquet files, a few row groups' rows at a time; not other tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.catalogue.cells import row_of
from retrieval.catalogue.columns import recognise
from retrieval.catalogue.source_row import RejectedRow, RowMapping, SourceRow, shortened
from retrieval.errors import InputError

ROWS_A_BATCH = 1024


def read_parquet(
    path: Path, mapping: RowMapping | None = None
) -> Iterator[SourceRow | RejectedRow]:
    """Every row as a product, numbered from 1; the rows that are none say why.

    InputError: not a Parquet file, damaged, or without an id column.
    """
    import pyarrow

    with _opened(path) as file:
        columns = recognise(file.schema_arrow.names, mapping)
        number = 0
        batches = file.iter_batches(batch_size=ROWS_A_BATCH)
        while True:
            try:
                batch = next(batches, None)
                rows = [] if batch is None else batch.to_pylist()
            except (pyarrow.ArrowException, OSError, ValueError) as error:
                raise InputError(f"The file {path} is damaged after row {number}: {error}.") from (
                    error
                )
            if batch is None:
                return
            for cells in rows:
                number += 1
                try:
                    yield row_of(number, cells, columns)
                except InputError as error:
                    raw = json.dumps(cells, ensure_ascii=False, default=str)
                    yield RejectedRow(number, str(error), shortened(raw))


def count_parquet_rows(path: Path) -> int:
    """How many rows the file says it has."""
    with _opened(path) as file:
        return int(file.metadata.num_rows)


def _opened(path: Path) -> Any:
    import pyarrow
    import pyarrow.parquet

    try:
        return pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"The file {path} cannot be read as Parquet: {error}.") from error
