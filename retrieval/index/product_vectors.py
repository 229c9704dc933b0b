"""Reads product vectors out of the catalogue, fused from their parts; not for indexing them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.errors import StoreError
from retrieval.fusion import Fusion, fuse_products

PRODUCTS_A_BATCH = 2_048
_TEXT_PART = "text"

Batch = tuple[NDArray[np.int64], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class ProductParts:
    """n products before they are fused.

    keys: (n,) ascending. texts: (n, n_dims) float32, a zero row where there is no text. pictures:
    (m, n_dims) with owners (m,), which row each belongs to, ascending.
    """

    keys: NDArray[np.int64]
    texts: NDArray[np.float32]
    pictures: NDArray[np.float32]
    owners: NDArray[np.int64]


def encoder_dims(connection: apsw.Connection, encoder_id: str) -> int | None:
    """Dimensions of an encoder's vectors, None when the store has none of it."""
    dims = connection.execute("SELECT n_dims FROM encoder WHERE id = ?", (encoder_id,)).get
    return None if dims is None else int(dims)


def read_product_vectors(
    connection: apsw.Connection,
    encoder_id: str,
    n_dims: int,
    fusion: Fusion,
    keys: Sequence[int] | None = None,
) -> Iterator[Batch]:
    """Product keys (n,) and vectors (n, fusion.n_dims) float32, in batches, by ascending key.

    keys: only these; products without a vector of this encoder are left out. StoreError when a
    stored vector has the wrong size.
    """
    for parts in read_product_parts(connection, encoder_id, n_dims, keys):
        yield parts.keys, fuse_products(parts.texts, parts.pictures, parts.owners, fusion)


def read_product_parts(
    connection: apsw.Connection,
    encoder_id: str,
    n_dims: int,
    keys: Sequence[int] | None = None,
) -> Iterator[ProductParts]:
    """As `read_product_vectors`, before the parts are fused."""
    sql = "SELECT product_key, part, vector FROM embedding WHERE encoder_id = ?"
    bound: list[Any] = [encoder_id]
    if keys is not None:
        sql += " AND product_key IN (SELECT value FROM json_each(?))"
        bound.append(json.dumps([int(key) for key in keys]))
    rows: list[tuple[int, str, bytes]] = []
    n_products, last = 0, None
    for row in connection.execute(sql + " ORDER BY product_key, part", bound):
        if row[0] != last:
            if n_products == PRODUCTS_A_BATCH:
                yield _parts(rows, n_dims)
                rows, n_products = [], 0
            n_products, last = n_products + 1, row[0]
        rows.append(row)
    if rows:
        yield _parts(rows, n_dims)


def _parts(parts: Sequence[tuple[int, str, bytes]], n_dims: int) -> ProductParts:
    n_bytes = 2 * n_dims
    for key, part, blob in parts:
        if len(blob) != n_bytes:
            raise StoreError(
                f"The vector {part!r} of product number {key} has {len(blob)} bytes instead of "
                f"{n_bytes}: vitrine catalogue verify says more and repairs it"
            )
    stored = np.frombuffer(b"".join(blob for _, _, blob in parts), "<f2").reshape(-1, n_dims)
    keys, rows = np.unique(np.asarray([key for key, _, _ in parts], np.int64), return_inverse=True)
    is_text = np.asarray([part == _TEXT_PART for _, part, _ in parts])
    texts = np.zeros((len(keys), n_dims), np.float32)
    texts[rows[is_text]] = stored[is_text]
    return ProductParts(keys, texts, stored[~is_text].astype(np.float32), rows[~is_text])
