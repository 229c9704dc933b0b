"""Writes the store's products to CSV, TSV, JSONL or Parquet that `add` reads back the same."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval.catalogue.columns import ATTRIBUTE_PREFIX
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.errors import InputError

FIELDS = (
    *("id", "title", "description", "category", "brand", "price", "currency", "stock", "rating"),
    *("url", "images"),
)
ROWS_A_GROUP = 5000


def export(store: Store, path: str | Path) -> int:
    """Write every product to `path`, whose suffix says how; how many they were.

    A file that is there is replaced when all is written.
    InputError: the suffix is unknown, or the file cannot be written.
    """
    target = Path(path).expanduser().absolute()
    if (write := _WRITERS.get(target.suffix.lower())) is None:
        raise InputError(
            f"Cannot export to {target.name!r}; give a name ending in {', '.join(_WRITERS)}."
        )
    with _written_aside(target) as aside:
        return write(store, aside)


def _write_csv(store: Store, path: Path, delimiter: str = ",") -> int:
    attributes = _attribute_names(store)
    header = [*FIELDS, *(ATTRIBUTE_PREFIX + name for name in attributes)]
    n_products = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for product in store.products():
            cells = [_cell(getattr(product, name)) for name in FIELDS]
            writer.writerow([*cells, *(product.attributes.get(name, "") for name in attributes)])
            n_products += 1
    return n_products


def _write_tsv(store: Store, path: Path) -> int:
    return _write_csv(store, path, delimiter="\t")


def _write_jsonl(store: Store, path: Path) -> int:
    n_products = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for product in store.products():
            fields = {name: _plain(getattr(product, name)) for name in FIELDS}
            known = {name: value for name, value in fields.items() if value not in ("", None, [])}
            known["attributes"] = dict(product.attributes)
            file.write(json.dumps(known, ensure_ascii=False) + "\n")
            n_products += 1
    return n_products


def _write_parquet(store: Store, path: Path) -> int:
    import pyarrow
    import pyarrow.parquet

    attributes = _attribute_names(store)
    types = {"stock": pyarrow.int64(), "rating": pyarrow.float64()}
    types["images"] = pyarrow.list_(pyarrow.string())
    names = [*FIELDS, *(ATTRIBUTE_PREFIX + name for name in attributes)]
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in names])
    n_products = 0
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        for group in _groups(store.products()):
            rows = [_parquet_row(product, attributes) for product in group]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            n_products += len(group)
    return n_products


_WRITERS: dict[str, Callable[[Store, Path], int]] = {
    ".csv": _write_csv,
    ".tsv": _write_tsv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
}


def _parquet_row(product: Product, attributes: list[str]) -> dict[str, Any]:
    row = {name: _plain(getattr(product, name)) for name in FIELDS}
    for name in attributes:
        row[ATTRIBUTE_PREFIX + name] = product.attributes.get(name)
    return row


def _plain(value: Any) -> Any:
    """A field as JSON and Parquet hold it; prices as exact text."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float | None) else unambiguous(str(value))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False) if value else ""
    return str(_plain(value))


def unambiguous(price: str) -> str:
    """'1.250' could be a thousand and more elsewhere; '1.2500' could not."""
    whole, dot, decimals = price.partition(".")
    return f"{whole}.{decimals}0" if dot and len(decimals) == 3 else price


def _attribute_names(store: Store) -> list[str]:
    rows = store.connection.execute("SELECT DISTINCT name FROM attribute ORDER BY name")
    return [name for (name,) in rows]


def _groups(products: Iterator[Product]) -> Iterator[list[Product]]:
    group: list[Product] = []
    for product in products:
        group.append(product)
        if len(group) >= ROWS_A_GROUP:
            yield group
            group = []
    if group:
        yield group


@contextmanager
def _written_aside(target: Path) -> Iterator[Path]:
    """A path beside the target that takes its place, synced, when the block succeeds."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield aside
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        aside.replace(target)
    except OSError as error:
        raise InputError(f"Cannot write {target}: {error.strerror or error}.") from error
    finally:
        aside.unlink(missing_ok=True)
