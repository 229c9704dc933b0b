"""Checks that a store is whole and says what to do where it is not; repairs what is derived."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from pathlib import Path
from typing import Any

import apsw
import numpy as np

from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import (
    PRICE_DECIMALS,
    PRODUCT_COLUMNS,
    hash_of,
    product_from_row,
)
from retrieval.catalogue.schema import TEXT_TABLE
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import MAX_LENGTH_ERROR, TEXT_PART, from_blob, image_part
from retrieval.catalogue.write import ProductWriter, fold_product
from retrieval.search.text import fold

EXAMPLES = 3
CACHE_PATTERNS = ("*.usearch", "*.usearch.json")

REBUILD = "run: vitrine catalogue rebuild"
RESTORE = "restore the store from a copy, or make it again from its source"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, found by the check `what`; n: how many times."""

    what: str
    message: str
    remedy: str
    n: int = 1


def verify(store: Store) -> list[Finding]:
    """Everything that is wrong with a store, nothing when it is whole. Reads only."""
    connection = store.connection
    try:
        damage = [text for (text,) in store.rows("PRAGMA integrity_check") if text != "ok"]
        if damage:
            # The full-text index can be derived again; nothing else in the file can.
            is_text = all("product_text" in text for text in damage)
            message = f"SQLite finds damage in the file: {damage[0]}"
            remedy = REBUILD if is_text else RESTORE
            return [Finding("file", message, remedy, len(damage))]
        # One read transaction: all checks see the same moment, also while another program adds.
        connection.execute("BEGIN")
        try:
            return [
                *_check_orphans(store),
                *_check_rows(store),
                *_check_text(store),
                *_check_vectors(store),
            ]
        finally:
            connection.execute("COMMIT")
    except (apsw.CorruptError, apsw.NotADBError, apsw.IOError) as error:
        return [Finding("file", f"The file cannot be read: {error}", RESTORE)]


def rebuild(store: Store) -> int:
    """Derive FTS, words and attributes again from the products, and drop the index caches.

    How many products there are. StoreError: another writer, or a full disk.
    """
    with store.transaction() as connection:
        connection.execute("DROP TABLE IF EXISTS product_text")
        connection.execute(TEXT_TABLE.format(name="product_text"))
        connection.execute("DELETE FROM word")
        connection.execute("DELETE FROM attribute")
        writer = ProductWriter(connection, store.path)
        n_products = 0
        for key, *row in connection.execute(f"SELECT key, {PRODUCT_COLUMNS} FROM product"):
            writer.derive(key, product_from_row(row, store.path))
            n_products += 1
        writer.flush_words()
        connection.execute("INSERT INTO product_text(product_text) VALUES ('optimize')")
        for pattern in CACHE_PATTERNS:
            for cache in store.path.glob(pattern):
                cache.unlink(missing_ok=True)
    return n_products


def _check_orphans(store: Store) -> Iterator[Finding]:
    orphans = list(store.rows("PRAGMA foreign_key_check"))
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        message = f"Rows of {tables} belong to nothing"
        yield Finding("orphans", message, RESTORE, len(orphans))


def _check_rows(store: Store) -> Iterator[Finding]:
    bad: list[str] = []
    attributes_differ: list[str] = []
    rows = store.rows(
        f"SELECT price_micros, {PRODUCT_COLUMNS}, (SELECT json_group_object(name,"
        " json_array(value, value_folded)) FROM attribute WHERE product_key = key)"
        " FROM product ORDER BY key"
    )
    for price_micros, *row, stored in rows:
        if (reason := _row_fault(row, price_micros)) is not None:
            bad.append(f"{row[0]!r} ({reason})")
            continue
        attributes = json.loads(row[11]).items()
        if json.loads(stored) != {name: [value, fold(value)] for name, value in attributes}:
            attributes_differ.append(repr(row[0]))
    if bad:
        message = f"Products hold unreadable values: {_examples(bad)}"
        yield Finding("products", message, "add these products again from their source", len(bad))
    if attributes_differ:
        message = "The attributes to filter by differ from the products': "
        message += _examples(attributes_differ)
        yield Finding("attributes", message, REBUILD, len(attributes_differ))


def _row_fault(row: list[Any], price_micros: int | None) -> str | None:
    try:
        images, attributes = json.loads(row[10]), json.loads(row[11])
        price = None if row[5] is None else Decimal(row[5])
    except (ValueError, TypeError, InvalidOperation):
        return "price, pictures or attributes"
    if not isinstance(images, list) or not all(isinstance(image, str) for image in images):
        return "pictures"
    if not isinstance(attributes, dict):
        return "attributes"
    if not all(isinstance(value, str) for value in attributes.values()):
        return "attributes"
    micros = None if price is None else int(price.scaleb(PRICE_DECIMALS))
    return None if micros == price_micros else "price"


def _readable(store: Store) -> Iterator[tuple[int, Product]]:
    """The products whose rows are sound, with their keys; the others are told by _check_rows."""
    query = f"SELECT key, price_micros, {PRODUCT_COLUMNS} FROM product ORDER BY key"
    for key, price_micros, *row in store.rows(query):
        if _row_fault(row, price_micros) is None:
            yield key, product_from_row(row, store.path)


def _check_text(store: Store) -> Iterator[Finding]:
    """FTS and words against what the products say, through an FTS table made on the side."""
    connection = store.connection
    connection.execute("DROP TABLE IF EXISTS temp.expected_text")
    side = TEXT_TABLE.format(name="temp.expected_text")
    connection.execute(side)
    words: Counter[str] = Counter()
    try:
        for key, product in _readable(store):
            folded = fold_product(product)
            connection.execute(
                "INSERT INTO temp.expected_text(rowid, title, brand, category, attributes,"
                " description) VALUES (?, ?, ?, ?, ?, ?)",
                (key, *folded.texts),
            )
            words.update(folded.words())
        if not _same_text(store):
            message = "The full-text index differs from the products' texts"
            yield Finding("full text", message, REBUILD)
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.expected_text")
    stored = dict(store.rows("SELECT word, n_products FROM word"))
    differing = [w for w in words.keys() | stored.keys() if words.get(w, 0) != stored.get(w, 0)]
    if differing:
        message = f"Word counts differ from the products' texts: {_examples(sorted(differing))}"
        yield Finding("words", message, REBUILD, len(differing))


def _same_text(store: Store) -> bool:
    """Whether every term of every product stands at the same place in both FTS tables."""
    connection = store.connection
    tables = {"main": "product_text", "temp": "expected_text"}
    for schema, table in tables.items():
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}_terms")
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{table}_terms"
            f" USING fts5vocab('{schema}', '{table}', 'instance')"
        )
    try:
        stored, expected = (
            store.rows(f"SELECT term, doc, col, offset FROM temp.{table}_terms")
            for table in tables.values()
        )
        with closing(stored), closing(expected):
            if any(one != other for one, other in zip_longest(stored, expected)):
                return False
        # A product without a single word is in no list of terms.
        sizes, expected_sizes = (
            list(store.rows(f"SELECT id, sz FROM {schema}.{table}_docsize ORDER BY id"))
            for schema, table in tables.items()
        )
        return sizes == expected_sizes
    finally:
        for table in tables.values():
            connection.execute(f"DROP TABLE temp.{table}_terms")


def _check_vectors(store: Store) -> Iterator[Finding]:
    encoder_id = store.encoder_id
    connection = store.connection
    n_vectors = connection.execute("SELECT count(*) FROM embedding").get
    if encoder_id is None:
        if n_vectors:
            message = "There are vectors but no active encoder"
            yield Finding("encoder", message, "run: vitrine models use NAME", n_vectors)
        return
    known = dict(store.rows("SELECT id, n_dims FROM encoder"))
    yield from _check_parts(store, encoder_id)
    bad: list[str] = []
    rows = store.rows(
        "SELECT p.id, e.encoder_id, e.part, CAST(e.vector AS BLOB) FROM embedding e"
        " JOIN product p ON p.key = e.product_key"
    )
    for product_id, made_by, part, blob in rows:
        vector = from_blob(blob).astype(np.float32) if len(blob) % 2 == 0 else np.empty(0)
        is_sound = vector.shape == (known.get(made_by),)
        if not is_sound or not abs(float(np.linalg.norm(vector)) - 1) <= MAX_LENGTH_ERROR:
            bad.append(f"{product_id!r} {part}")
    if bad:
        message = f"Vectors are not of the right size or length: {_examples(bad)}"
        remedy = "remove these products and add them again from their source"
        yield Finding("vectors", message, remedy, len(bad))
    unused = connection.execute(
        "SELECT count(*) FROM embedding WHERE encoder_id NOT IN (?, ?)",
        (encoder_id, store.meta("switching_to") or encoder_id),
    ).get
    if unused:
        message = "Vectors of an encoder that is no longer used take up space"
        yield Finding("unused vectors", message, "run: vitrine models use NAME", unused)


def _check_parts(store: Store, encoder_id: str) -> Iterator[Finding]:
    lacking: list[str] = []
    stale: list[str] = []
    surplus: list[str] = []
    gone: list[str] = []
    parts = "SELECT part, input_hash FROM embedding WHERE product_key = ? AND encoder_id = ?"
    for key, product in _readable(store):
        present: dict[str, str] = dict(store.rows(parts, (key, encoder_id)))
        expected = {image_part(position) for position in range(len(product.images))}
        expected |= {TEXT_PART} if product.text() else set()
        missing = expected - present.keys()
        without_file = {
            image_part(position)
            for position, image in enumerate(product.images)
            if image_part(position) in missing and not Path(image).is_file()
        }
        if present.get(TEXT_PART) not in (None, hash_of(product.text())):
            stale.append(repr(product.id))
        lacking += [f"{product.id!r} {part}" for part in sorted(missing - without_file)]
        gone += [f"{product.id!r} {part}" for part in sorted(without_file)]
        surplus += [f"{product.id!r} {part}" for part in sorted(present.keys() - expected)]
    (name,) = next(
        store.rows("SELECT name FROM encoder WHERE id = ?", (encoder_id,)), (encoder_id,)
    )
    embed = f"run: vitrine models use {name}"
    if stale:
        message = f"Vectors were made of an older text: {_examples(stale)}"
        yield Finding("vectors stale", message, embed, len(stale))
    if lacking:
        message = f"Products lack vectors: {_examples(lacking)}"
        yield Finding("vectors missing", message, embed, len(lacking))
    if gone:
        message = f"Pictures without a vector are not where they were: {_examples(gone)}"
        yield Finding("pictures", message, "put them back, then add the products again", len(gone))
    if surplus:
        message = f"Vectors belong to no part of their product: {_examples(surplus)}"
        yield Finding("vectors surplus", message, RESTORE, len(surplus))


def _examples(items: list[str]) -> str:
    shown = ", ".join(items[:EXAMPLES])
    return shown if len(items) <= EXAMPLES else f"{shown} and {len(items) - EXAMPLES:,} more"
