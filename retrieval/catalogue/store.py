"""A store: one folder with one SQLite file, opened safely; not for what products go into it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

from retrieval.catalogue.connection import FILE_NAME, connect, telling
from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import PRODUCT_COLUMNS, product_from_row
from retrieval.catalogue.schema import (
    SCHEMA_VERSION,
    check_sqlite_version,
    file_version,
    migrate,
)
from retrieval.catalogue.writer_lock import WriterLock
from retrieval.errors import InputError, StoreError

__all__ = ["FILE_NAME", "Store", "StoreInfo", "write_meta"]

PICTURES_NAME = "pictures"
_KEYS_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store holds. n_bytes: the SQLite file and its log, on disk."""

    path: Path
    schema: int
    generation: int
    n_products: int
    n_pictures: int
    n_without_pictures: int
    n_categories: int
    n_words: int
    n_embedded: int
    encoder_id: str | None
    encoder_name: str | None
    n_dims: int | None
    switching_to: str | None
    fusion: str | None
    metric: str
    n_bytes: int
    sqlite_version: str


class Store:
    """Products and their vectors in one folder. One writer at a time; readers never wait.

    connection: apsw.Connection in WAL mode. Use one Store a thread.
    """

    def __init__(self, path: Path, connection: apsw.Connection, *, read_only: bool) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self._lock = WriterLock(path)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Store:
        """Open the store in the folder `path`; with `create`, make it when it is not there.

        StoreError: missing, not a store, newer than this program, unreadable, or locked.
        """
        check_sqlite_version(apsw.sqlite_lib_version())
        folder = Path(path).expanduser().absolute()
        file = folder / FILE_NAME
        if create and not read_only:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(
                    f"Cannot make the store folder {folder}: {error.strerror}."
                ) from error
        elif not file.is_file():
            raise StoreError(
                f"There is no store at {folder}; make one with: "
                f"vitrine catalogue add FILE --store {folder}"
            )
        with telling(folder):
            connection = connect(file, read_only)
            store = cls(folder, connection, read_only=read_only)
            try:
                store._prepare(create)
            except BaseException:
                connection.close()
                raise
        return store

    def _prepare(self, create: bool) -> None:
        version = file_version(self.connection, str(self.path))
        if version == 0 and not (create and not self.read_only):
            raise StoreError(
                f"The store {self.path} is empty; make it with: "
                f"vitrine catalogue add FILE --store {self.path}"
            )
        if version < SCHEMA_VERSION:
            if self.read_only:
                raise StoreError(
                    f"The store {self.path} has the older schema {version}; "
                    "open it once for writing (any vitrine catalogue add) to upgrade it."
                )
            with self._lock.held():
                self.connection.pragma("journal_mode", "wal")
                migrate(self.connection, str(self.path))

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pictures_folder(self) -> Path:
        """Where pictures fetched by URL lie."""
        return self.path / PICTURES_NAME

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer for the block, over many transactions; StoreError when one is."""
        if self.read_only:
            raise StoreError(f"The store {self.path} is open for reading only.")
        with self._lock.held():
            yield

    @contextmanager
    def transaction(self, *, changes_products: bool = True) -> Iterator[apsw.Connection]:
        """One write transaction: all of the block or nothing; counts a generation up by default.

        StoreError: another writer, a full disk, a damaged file. Nothing committed before is lost.
        """
        with self.writing(), telling(self.path):
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                if changes_products:
                    connection.execute(
                        "UPDATE meta SET value = CAST(value AS INTEGER) + 1"
                        " WHERE key = 'generation'"
                    )
                connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def meta(self, key: str) -> str | None:
        """A setting of this store, None when it was never set."""
        value = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).get
        return None if value is None else str(value)

    def set_meta(self, key: str, value: str | None) -> None:
        """Set a setting of this store in a transaction of its own; None removes it."""
        with self.transaction(changes_products=False) as connection:
            write_meta(connection, key, value)

    @property
    def generation(self) -> int:
        """Grows with every write that changes products or vectors."""
        return int(self.meta("generation") or 0)

    @property
    def encoder_id(self) -> str | None:
        """The encoder whose vectors are searched, None before the first add."""
        return self.meta("encoder_id")

    @property
    def encoder_name(self) -> str | None:
        """The name by which that encoder is loaded again, None before the first add."""
        name = self.connection.execute(
            "SELECT name FROM encoder WHERE id = ?", (self.encoder_id,)
        ).get
        return None if name is None else str(name)

    def __len__(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM product").get)

    def product(self, product_id: str) -> Product:
        """The product with this id; InputError when there is none."""
        row = self.connection.execute(
            f"SELECT {PRODUCT_COLUMNS} FROM product WHERE id = ?", (product_id,)
        ).fetchone()
        if row is None:
            raise InputError(f"There is no product {product_id!r} in the store {self.path}.")
        return product_from_row(row, self.path)

    def products(self) -> Iterator[Product]:
        """Every product in the order it was added."""
        for row in self.connection.execute(f"SELECT {PRODUCT_COLUMNS} FROM product ORDER BY key"):
            yield product_from_row(row, self.path)

    def products_by_key(self, keys: Iterable[int]) -> dict[int, Product]:
        """The products with these keys; keys that are gone are left out."""
        rows = self._rows_by_key(f"key, {PRODUCT_COLUMNS}", keys)
        return {key: product_from_row(row, self.path) for key, *row in rows}

    def ids_by_key(self, keys: Iterable[int]) -> dict[int, str]:
        """The ids of the products with these keys; keys that are gone are left out."""
        return {int(key): str(name) for key, name in self._rows_by_key("key, id", keys)}

    def _rows_by_key(self, columns: str, keys: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        wanted = [int(key) for key in keys]
        for start in range(0, len(wanted), _KEYS_A_QUERY):
            some = wanted[start : start + _KEYS_A_QUERY]
            marks = ",".join("?" * len(some))
            query = f"SELECT {columns} FROM product WHERE key IN ({marks})"
            yield from self.connection.execute(query, some)

    def key_of(self, product_id: str) -> int | None:
        """The key under which vectors and words know this product, None when unknown."""
        key = self.connection.execute("SELECT key FROM product WHERE id = ?", (product_id,)).get
        return None if key is None else int(key)

    def rows(
        self, query: str, values: Sequence[Any] = ()
    ) -> Generator[tuple[Any, ...], None, None]:
        """The rows of a reading query, one at a time."""
        yield from self.connection.execute(query, values)

    def info(self) -> StoreInfo:
        """Counts and settings, as `vitrine catalogue info` tells them."""
        with telling(self.path):
            count = next(
                self.rows(
                    "SELECT count(*), coalesce(sum(json_array_length(images)), 0),"
                    " coalesce(sum(json_array_length(images) = 0), 0),"
                    " count(DISTINCT nullif(category, '')) FROM product"
                )
            )
            encoder_id = self.encoder_id
            encoder = self.connection.execute(
                "SELECT name, n_dims FROM encoder WHERE id = ?", (encoder_id,)
            ).fetchone() or (None, None)
            n_embedded = self.connection.execute(
                "SELECT count(DISTINCT product_key) FROM embedding WHERE encoder_id = ?",
                (encoder_id,),
            ).get
            n_words = self.connection.execute("SELECT count(*) FROM word").get
        files = [self.path / FILE_NAME, self.path / (FILE_NAME + "-wal")]
        return StoreInfo(
            path=self.path,
            schema=int(self.connection.pragma("user_version")),
            generation=self.generation,
            n_products=count[0],
            n_pictures=count[1],
            n_without_pictures=count[2],
            n_categories=count[3],
            n_words=n_words,
            n_embedded=n_embedded,
            encoder_id=encoder_id,
            encoder_name=encoder[0],
            n_dims=encoder[1],
            switching_to=self.meta("switching_to"),
            fusion=self.meta("fusion"),
            metric=self.meta("metric") or "cosine",
            n_bytes=sum(file.stat().st_size for file in files if file.exists()),
            sqlite_version=apsw.sqlite_lib_version(),
        )


def write_meta(connection: apsw.Connection, key: str, value: str | None) -> None:
    """Set or (None) remove a setting inside the caller's transaction."""
    if value is None:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))
    else:
        connection.execute(
            "INSERT INTO meta(key, value) VALUES (?, ?)"
            " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
