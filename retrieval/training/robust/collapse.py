"""Whether vectors still spread over their space; not what to do when they do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Spread:
    """mean_cosine: between different rows. effective_rank: exp of the entropy of the spectrum."""

    mean_cosine: float
    effective_rank: float


def spread_of(vectors: NDArray[np.float32]) -> Spread:
    """The spread of unit vectors (n, n_dims), n at least 2.

    Effective rank: exp(-sum p ln p), p the singular values divided by their sum, of the centred
    vectors (Roy & Vetterli 2007).
    """
    n = len(vectors)
    total = vectors.astype(np.float64).sum(0)
    squares = float((vectors.astype(np.float64) ** 2).sum())
    mean_cosine = (float(total @ total) - squares) / (n * (n - 1))
    values = np.linalg.svd(vectors - vectors.mean(0), compute_uv=False)
    share = values[values > 1e-12].astype(np.float64)
    share = share / share.sum() if len(share) else np.ones(1)
    return Spread(round(mean_cosine, 4), round(float(np.exp(-(share * np.log(share)).sum())), 2))
