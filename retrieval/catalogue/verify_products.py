"""Checks products, their attributes, full text and words against each other; repairs nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from retrieval.catalogue.finding import ADD_AGAIN, REBUILD, RESTORE, Finding, examples
from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import PRICE_DECIMALS, PRODUCT_COLUMNS, product_from_row
from retrieval.catalogue.schema import TEXT_TABLE
from retrieval.catalogue.store import Store
from retrieval.catalogue.write import fold_product
from retrieval.search.text import fold


def check_orphans(store: Store) -> Iterator[Finding]:
    orphans = list(store.rows("PRAGMA foreign_key_check"))
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        message = f"Rows of {tables} belong to nothing"
        yield Finding("orphans", message, RESTORE, len(orphans))


def check_rows(store: Store) -> Iterator[Finding]:
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
        message = f"Products hold unreadable values: {examples(bad)}"
        yield Finding("products", message, ADD_AGAIN, len(bad))
    if attributes_differ:
        message = "The attributes to filter by differ from the products': "
        message += examples(attributes_differ)
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


def readable_products(store: Store) -> Iterator[tuple[int, Product]]:
    """The products whose rows are sound, with their keys; the others are told by check_rows."""
    query = f"SELECT key, price_micros, {PRODUCT_COLUMNS} FROM product ORDER BY key"
    for key, price_micros, *row in store.rows(query):
        if _row_fault(row, price_micros) is None:
            yield key, product_from_row(row, store.path)


def check_text(store: Store) -> Iterator[Finding]:
    """FTS and words against what the products say, through an FTS table made on the side."""
    connection = store.connection
    connection.execute("DROP TABLE IF EXISTS temp.expected_text")
    side = TEXT_TABLE.format(name="temp.expected_text")
    connection.execute(side)
    words: Counter[str] = Counter()
    try:
        for key, product in readable_products(store):
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
        message = f"Word counts differ from the products' texts: {examples(sorted(differing))}"
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
