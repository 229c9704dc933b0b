"""Products that are near to everything, evened out in a ranking; not telling them to a person.

A hub is among the nearest of far more queries than it answers (Radovanovic et al., Hubs in space,
JMLR 2010). A bank of queries shows it. Taking a product's nearness to the bank off its similarity
is query-bank normalisation (Bogolin et al. 2022, arXiv:2112.12777); its mean over the nearest few
of the bank is CSLS's (Conneau et al. 2018, arXiv:1710.04087).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

N_NEAREST = 10  # of the bank, that a product's nearness is the mean over
# Of a product's nearness above the shop's usual one, taken off its cosine with a photo. Chosen on
# photos kept out of training; see docs/decisions/poisoning.md.
WEIGHT = 0.5
BLOCK_ROWS = 4_096


def nearness(
    products: Vectors, bank: Vectors, own: NDArray[np.bool_] | None = None, n: int = N_NEAREST
) -> Vectors:
    """(m,) mean cosine of each product (m, d) with its n nearest in the bank (b, d).

    own: (m, b), which of the bank come of the product itself and do not count.
    """
    n = min(n, len(bank))
    if n == 0:
        return np.zeros(len(products), np.float32)
    found = np.zeros(len(products), np.float32)
    for start in range(0, len(products), BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        similar = products[rows] @ bank.T
        if own is not None:
            similar = np.where(own[rows], np.float32(-1.0), similar)
        found[rows] = np.partition(similar, len(bank) - n, axis=1)[:, len(bank) - n :].mean(1)
    return found


def evening(near: Vectors, usual: float, weight: float = WEIGHT) -> Vectors:
    """(m,) what is taken off the cosine of products with this nearness; never below 0.

    Who is nearer than usual is lowered and nobody is raised: a ranking of the nearest stays right
    above the last one that was fetched.
    """
    return np.asarray(np.float32(weight) * np.maximum(near - np.float32(usual), 0), np.float32)
