"""An encoder as if its last text layer were off: where heads have something to mend; for tables.

The last layer of a text tower is linear, so noise on its weights is the same as noise on the matrix
that its vectors pass through: what is embedded already can be used.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from retrieval.training.heads.prepare import Prepared
from retrieval.training.held_out_pairs import Shop

Vectors = NDArray[np.float32]


def weakened(ready: Prepared, noise: float, seed: int = 7) -> Prepared:
    """The same in the vectors of the weakened encoder.

    noise: standard deviation of what is added to every weight, times 1/sqrt(n_dims); at 1 a text's
    vector is as far off as it is long.
    """
    n_dims = ready.data.n_dims
    drawn = np.random.default_rng(seed).standard_normal((n_dims, n_dims)) / np.sqrt(n_dims)
    layer = (np.eye(n_dims) + noise * drawn).astype(np.float32)
    return Prepared(
        replace(
            ready.data,
            encoder_id=f"{ready.data.encoder_id} weakened by {noise:g}",
            texts=_through(ready.data.texts, layer),
        ),
        tuple(_shop(shop, layer) for shop in ready.shops),
        tuple(_shop(shop, layer) for shop in ready.reported),
    )


def _shop(shop: Shop, layer: Vectors) -> Shop:
    asks_texts = any(shop.query_texts)
    return replace(
        shop,
        texts=_through(shop.texts, layer),
        queries=_through(shop.queries, layer) if asks_texts else shop.queries,
    )


def _through(vectors: Vectors, layer: Vectors) -> Vectors:
    moved = vectors @ layer
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-12), np.float32)
