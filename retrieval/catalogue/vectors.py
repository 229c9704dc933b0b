"""Vectors as the store keeps them, and the check that they are sound; not for computing them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.store import Store, write_meta
from retrieval.encoders.encoder import Encoder
from retrieval.errors import ModelError, StoreError

STORED_DTYPE = np.dtype("<f2")
TEXT_PART = "text"
# Rounding to f16 moves the length of a unit vector by less than 2^-11 of it.
MAX_LENGTH_ERROR = 2e-3


def image_part(position: int) -> str:
    """The name of the part for the picture at this position of the product's list."""
    return f"image:{position}"


def to_blob(vector: NDArray[np.floating], n_dims: int, encoder_name: str) -> bytes:
    """(n_dims,) unit length -> little-endian f16 bytes; ModelError when it is anything else."""
    stored = np.ascontiguousarray(vector, dtype=STORED_DTYPE)
    length = float(np.linalg.norm(stored.astype(np.float32)))
    if stored.shape != (n_dims,) or not abs(length - 1) <= MAX_LENGTH_ERROR:
        raise ModelError(
            f"The encoder {encoder_name} made a vector of shape {stored.shape} and length "
            f"{length:.4g}, not one of ({n_dims},) and length 1."
        )
    return stored.tobytes()


def from_blob(blob: bytes) -> NDArray[np.float16]:
    """The (n_dims,) f16 vector in a blob of the embedding table."""
    return np.frombuffer(blob, dtype=STORED_DTYPE)


def register_encoder(connection: apsw.Connection, encoder: Encoder) -> None:
    """Note the encoder in the caller's transaction; the first one becomes the active one."""
    connection.execute(
        # The same files may have moved: the name that loads them now is the one to keep.
        "INSERT INTO encoder(id, name, n_dims, created_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET name = excluded.name",
        (encoder.id, encoder.name, encoder.n_dims, datetime.now(UTC).isoformat(timespec="seconds")),
    )
    active = connection.execute("SELECT value FROM meta WHERE key = 'encoder_id'").get
    if active is None:
        write_meta(connection, "encoder_id", encoder.id)


def check_encoder(store: Store, encoder: Encoder) -> None:
    """StoreError unless the store's vectors were made by this encoder, or it has none yet."""
    active = store.encoder_id
    if active in (None, encoder.id):
        return
    name = store.connection.execute("SELECT name FROM encoder WHERE id = ?", (active,)).get
    raise StoreError(
        f"The store {store.path} was made with the encoder {name or active}, vectors of "
        f"{encoder.name} ({encoder.id}) do not compare with its own; embed it again with: "
        f"vitrine models use {encoder.name} --store {store.path}"
    )


def stored_vectors(connection: apsw.Connection, key: int, encoder_id: str) -> dict[str, bytes]:
    """input_hash -> vector of everything this encoder embedded of one product."""
    rows: list[Any] = connection.execute(
        "SELECT input_hash, vector FROM embedding WHERE product_key = ? AND encoder_id = ?",
        (key, encoder_id),
    ).fetchall()
    return dict(rows)


def drop_other_parts(
    connection: apsw.Connection, key: int, input_hashes: Mapping[str, str]
) -> None:
    """Remove the vectors, of any encoder, that were not made of `input_hashes` (part -> hash)."""
    rows: list[Any] = connection.execute(
        "SELECT encoder_id, part, input_hash FROM embedding WHERE product_key = ?", (key,)
    ).fetchall()
    connection.executemany(
        "DELETE FROM embedding WHERE product_key = ? AND encoder_id = ? AND part = ?",
        [
            (key, made_by, part)
            for made_by, part, hashed in rows
            if input_hashes.get(part) != hashed
        ],
    )


def add_parts(
    connection: apsw.Connection,
    key: int,
    input_hashes: Mapping[str, str],
    encoder_id: str,
    vectors: Mapping[str, bytes],
) -> None:
    """Write the vectors (part -> blob) of one product by one encoder."""
    connection.executemany(
        "INSERT OR REPLACE INTO embedding(product_key, encoder_id, part, input_hash, vector)"
        " VALUES (?, ?, ?, ?, ?)",
        [(key, encoder_id, part, input_hashes[part], vector) for part, vector in vectors.items()],
    )
