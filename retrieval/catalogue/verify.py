"""Checks that a store is whole and says what to do where it is not; repairs what is derived."""

from __future__ import annotations

import apsw

from retrieval.catalogue.finding import REBUILD, RESTORE, Finding
from retrieval.catalogue.rows import PRODUCT_COLUMNS, product_from_row
from retrieval.catalogue.schema import TEXT_TABLE
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify_products import check_orphans, check_rows, check_text
from retrieval.catalogue.verify_vectors import INDEX_SIDECARS, check_index_files, check_vectors
from retrieval.catalogue.write import ProductWriter

__all__ = ["Finding", "rebuild", "verify"]

INDEX_FILES = ("*.usearch*", INDEX_SIDECARS, "trust.npz")


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
                *check_orphans(store),
                *check_rows(store),
                *check_text(store),
                *check_vectors(store),
                *check_index_files(store),
            ]
        finally:
            connection.execute("ROLLBACK")  # nothing was written, and a damaged file commits badly
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
        for pattern in INDEX_FILES:
            for cache in store.path.glob(pattern):
                cache.unlink(missing_ok=True)
    return n_products
