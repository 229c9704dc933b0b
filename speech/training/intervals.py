"""How far a measured rate may be from the true one, given how little was measured; no measuring."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from speech.training.word_errors import Errors

DEVIATIONS_95 = 1.96  # of a normal distribution, that hold 95 % of it
N_RESAMPLES = 2000


def share_interval(n_hits: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927), which also holds near 0 and 1; (0, 1) of nothing."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = n_hits / n, DEVIATIONS_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = DEVIATIONS_95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def error_rate_interval(errors: Sequence[Errors]) -> tuple[float, float]:
    """95 % interval of an error rate, sentences drawn again (Bisani and Ney 2004).

    It says how much other sentences of the same voices would change it, not other voices.
    """
    if not errors:
        return 0.0, 1.0
    counts = np.array([(error.n_wrong, error.n_wanted) for error in errors], np.float64)
    drawn = np.random.default_rng(0).integers(len(counts), size=(N_RESAMPLES, len(counts)))
    sums = counts[drawn].sum(1)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], (0.025, 0.975))
    return float(low), float(high)
