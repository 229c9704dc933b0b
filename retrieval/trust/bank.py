"""Pictures of a shop's own products as the queries it may be asked; not who is near to them."""

from __future__ import annotations

from dataclasses import dataclass

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Fusion, as_query
from retrieval.index.product_vectors import read_product_parts

BANK_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Bank:
    """vectors: (b, d) float32, unit length, comparable with products. owners: (b,) their keys."""

    vectors: NDArray[np.float32]
    owners: NDArray[np.int64]

    def own(self, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """(m, b): which of the bank come of each of (m,) products."""
        return np.asarray(keys[:, None] == self.owners[None, :])


def read_bank(
    connection: apsw.Connection,
    encoder_id: str,
    n_dims: int,
    fusion: Fusion,
    n_max: int = BANK_MAX,
) -> Bank:
    """The first picture of products spread evenly over the catalogue; the same each time."""
    rows = connection.execute(
        "SELECT DISTINCT product_key FROM embedding WHERE encoder_id = ? AND part = 'image:0'"
        " ORDER BY product_key",
        (encoder_id,),
    )
    pictured = np.fromiter((int(key) for (key,) in rows), np.int64)
    places = np.unique(np.linspace(0, max(len(pictured) - 1, 0), n_max).astype(np.int64))
    chosen = pictured[places] if len(pictured) else pictured
    vectors, owners = [], []
    for parts in read_product_parts(connection, encoder_id, n_dims, chosen.tolist()):
        first = np.flatnonzero(np.diff(parts.owners, prepend=-1))
        vectors += [as_query(row, fusion, n_dims) for row in parts.pictures[first]]
        owners += parts.keys[parts.owners[first]].tolist()
    if not vectors:
        return Bank(np.zeros((0, fusion.n_dims(n_dims)), np.float32), np.zeros(0, np.int64))
    return Bank(np.stack(vectors), np.asarray(owners, np.int64))
