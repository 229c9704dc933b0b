"""95 % bootstrap intervals of a share of queries; not for comparing what was trained apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

N_RESAMPLES = 2000


def recall_at(ranks: NDArray[np.int64], k: int) -> float:
    """Share of queries with a relevant product among the first k; nan without queries."""
    return float((ranks <= k).mean()) if len(ranks) else float("nan")


def recall_interval(ranks: NDArray[np.int64], k: int, seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of recall@k over resampled queries (Efron 1979, percentiles).

    Queries are resampled, so it tells how far the figure is from that of more queries of the kind,
    not how much another training run would differ. Where all queries agree it has no width, and
    the rule of three (3 / n) bounds the truth better: it is used then.
    """
    return mean_interval((ranks <= k).astype(np.float64), seed)


def mean_interval(hits: NDArray[np.float64], seed: int = 0) -> tuple[float, float]:
    """The same of the mean of values between 0 and 1, (n,)."""
    n = len(hits)
    if not n:
        return float("nan"), float("nan")
    if (hits == hits[0]).all() and hits[0] in (0.0, 1.0):
        bound = min(3 / n, 1.0)
        return (0.0, bound) if hits[0] == 0 else (1.0 - bound, 1.0)
    drawn = np.random.default_rng(seed).integers(0, n, (N_RESAMPLES, n))
    low, high = np.percentile(hits[drawn].mean(1), [2.5, 97.5])
    return float(low), float(high)


def ratio_interval(
    attacked: NDArray[np.float64], clean: NDArray[np.float64], seed: int = 0
) -> tuple[float, float, float]:
    """What an attack leaves of the clean figure, and its 95 % interval, over the same queries.

    attacked, clean: (n,) hits of each query, 0 to 1; resampled in pairs. nan when nothing was hit.
    """
    if not clean.any():
        return float("nan"), float("nan"), float("nan")
    drawn = np.random.default_rng(seed).integers(0, len(clean), (N_RESAMPLES, len(clean)))
    shares = attacked[drawn].mean(1) / np.maximum(clean[drawn].mean(1), 1 / len(clean))
    low, high = np.percentile(shares, [2.5, 97.5])
    return float(attacked.mean() / clean.mean()), float(low), float(high)


def difference_interval(
    one: NDArray[np.float64], other: NDArray[np.float64], seed: int = 0
) -> tuple[float, float, float]:
    """How much more often one hits than the other over the same queries, and its 95 % interval.

    one, other: (n,) hits of each query, 0 to 1; resampled in pairs. Where every query agrees the
    interval is the rule of three's, as for a share.
    """
    n = len(one)
    if not n:
        return float("nan"), float("nan"), float("nan")
    moved = one - other
    if (moved == 0).all():
        return 0.0, -min(3 / n, 1.0), min(3 / n, 1.0)
    drawn = np.random.default_rng(seed).integers(0, n, (N_RESAMPLES, n))
    low, high = np.percentile(moved[drawn].mean(1), [2.5, 97.5])
    return float(moved.mean()), float(low), float(high)
