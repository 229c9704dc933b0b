"""Where in a store's history an index stands and what changed since; not for applying changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import apsw


@dataclass(frozen=True, slots=True)
class Position:
    """A moment of one store, for one encoder.

    generation: of all its changes. serial: of the last change to a vector. encoder_created_at:
    tells apart two stores that lay in the same folder one after the other.
    """

    generation: int
    serial: int
    encoder_created_at: str


NOWHERE = Position(-1, -1, "")


def generation(connection: apsw.Connection) -> int:
    """The store's generation, which every change to products or vectors raises."""
    return int(connection.execute("SELECT value FROM meta WHERE key = 'generation'").get or 0)


def position(connection: apsw.Connection, encoder_id: str) -> Position:
    """The present moment."""
    serial = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'vector_change'").get
    created_at = connection.execute(
        "SELECT created_at FROM encoder WHERE id = ?", (encoder_id,)
    ).get
    return Position(generation(connection), int(serial or 0), str(created_at or ""))


def changed_since(connection: apsw.Connection, encoder_id: str, serial: int) -> list[int]:
    """Keys of products whose vectors were added, replaced or removed after `serial`."""
    rows = connection.execute(
        "SELECT product_key FROM vector_change WHERE serial > ? AND encoder_id = ?",
        (serial, encoder_id),
    )
    return [int(key) for (key,) in rows]


def embedded_keys(connection: apsw.Connection, encoder_id: str) -> set[int]:
    """Keys of all products with a vector of this encoder."""
    rows = connection.execute(
        "SELECT DISTINCT product_key FROM embedding WHERE encoder_id = ?", (encoder_id,)
    )
    return {int(key) for (key,) in rows}


def encoder_ids(connection: apsw.Connection) -> set[str]:
    """The encoders that the store has vectors of, or had at last."""
    return {str(encoder_id) for (encoder_id,) in connection.execute("SELECT id FROM encoder")}


@contextmanager
def snapshot(connection: apsw.Connection) -> Iterator[None]:
    """One state of the store for the whole block, whatever is written meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")
