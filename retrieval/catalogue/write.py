"""Writes products with everything derived from them: FTS, words, attributes; not the vectors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import apsw

from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import PRODUCT_COLUMNS, product_from_row, product_values
from retrieval.errors import StoreError
from retrieval.search.text import WORD_MAX_CHARS, fold

_WORD = re.compile(r"[^\W_]+")
_VALUE_MARKS = ", ".join("?" * 16)


@dataclass(frozen=True, slots=True)
class FoldedProduct:
    """A product's texts as FTS and the vocabulary hold them."""

    texts: tuple[str, str, str, str, str]  # title, brand, category, attributes, description
    attributes: Mapping[str, str]

    def words(self) -> set[str]:
        """The distinct words of all texts, unstemmed."""
        found = set(_WORD.findall(" ".join(self.texts)))
        if max(map(len, found), default=0) <= WORD_MAX_CHARS:
            return found
        return {word for word in found if len(word) <= WORD_MAX_CHARS}


def fold_product(product: Product) -> FoldedProduct:
    """Fold every searchable text of a product, each once."""
    attributes = {name: fold(value) for name, value in product.attributes.items()}
    texts = (
        fold(product.title),
        fold(product.brand),
        fold(product.category),
        " ".join(attributes[name] for name in product.facts()),
        fold(product.description),
    )
    return FoldedProduct(texts, attributes)


class ProductWriter:
    """Adds, replaces and removes products inside the caller's write transaction.

    Call `flush_words` before the transaction ends: word counts are summed up until then.
    """

    def __init__(self, connection: apsw.Connection, store_folder: Path) -> None:
        self.connection = connection
        self.store_folder = store_folder
        self._words: Counter[str] = Counter()
        self._now = datetime.now(UTC).isoformat(timespec="seconds")

    def put(self, product: Product, row_hash: str, content_hash: str) -> int:
        """Insert the product, or replace the one with its id; its key."""
        values = product_values(product, self.store_folder)
        values = (*values, row_hash, content_hash, self._now)
        old = self._stored(product.id)
        if old is None:
            self.connection.execute(
                f"INSERT INTO product({PRODUCT_COLUMNS}, price_micros, row_hash, content_hash,"
                f" updated_at) VALUES ({_VALUE_MARKS})",
                values,
            )
            key = self.connection.last_insert_rowid()
        else:
            key, old_product = old
            self._forget_derived(key, old_product)
            self.connection.execute(
                f"UPDATE product SET ({PRODUCT_COLUMNS}, price_micros, row_hash, content_hash,"
                f" updated_at) = ({_VALUE_MARKS}) WHERE key = ?",
                (*values, key),
            )
        self.derive(key, product)
        return key

    def remove(self, product_id: str) -> bool:
        """Remove a product with all that hangs on it; False when it is not there."""
        old = self._stored(product_id)
        if old is None:
            return False
        key, product = old
        self._forget_derived(key, product)
        self.connection.execute("DELETE FROM product WHERE key = ?", (key,))
        return True

    def derive(self, key: int, product: Product) -> None:
        """Write FTS, attributes and words of a product that has none of them yet."""
        folded = fold_product(product)
        self.connection.execute(
            "INSERT INTO product_text(rowid, title, brand, category, attributes, description)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (key, *folded.texts),
        )
        self.connection.executemany(
            "INSERT INTO attribute(product_key, name, value, value_folded) VALUES (?, ?, ?, ?)",
            [
                (key, name, value, folded.attributes[name])
                for name, value in product.attributes.items()
            ],
        )
        self._words.update(folded.words())

    def flush_words(self) -> None:
        """Bring the vocabulary's counts up to date."""
        changes = sorted((word, change) for word, change in self._words.items() if change)
        self.connection.executemany(
            "INSERT INTO word(word, n_products) VALUES (?, ?) ON CONFLICT(word)"
            " DO UPDATE SET n_products = n_products + excluded.n_products",
            changes,
        )
        self.connection.executemany(
            "DELETE FROM word WHERE word = ? AND n_products <= 0",
            [(word,) for word, change in changes if change < 0],
        )
        self._words.clear()

    def _stored(self, product_id: str) -> tuple[int, Product | None] | None:
        """The key and the product with this id; None for a product that is damaged."""
        row = self.connection.execute(
            f"SELECT key, {PRODUCT_COLUMNS} FROM product WHERE id = ?", (product_id,)
        ).fetchone()
        if row is None:
            return None
        try:
            return row[0], product_from_row(row[1:], self.store_folder)
        except StoreError:
            # Its words cannot be known: verify finds the counts off, rebuild mends them.
            return row[0], None

    def _forget_derived(self, key: int, product: Product | None) -> None:
        self.connection.execute("DELETE FROM product_text WHERE rowid = ?", (key,))
        self.connection.execute("DELETE FROM attribute WHERE product_key = ?", (key,))
        if product is not None:
            self._words.subtract(fold_product(product).words())


def remove_products(
    connection: apsw.Connection, store_folder: Path, product_ids: Iterable[str]
) -> int:
    """Remove products inside the caller's transaction; how many were there."""
    writer = ProductWriter(connection, store_folder)
    n_removed = sum(writer.remove(product_id) for product_id in product_ids)
    writer.flush_words()
    return n_removed
