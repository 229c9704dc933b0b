"""How likely a product is what a query is "without"; not for what it wants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.search.calibration import Calibration
from retrieval.search.lexical import keys_with_all
from retrieval.search.store_view import StoreView
from retrieval.search.understanding import QueryVectors, Words

# A product that names an unwanted thing is most likely unwanted; "fruit-free" and the like are not.
BY_WORDS = 0.9


def unwanted_probability(
    keys: NDArray[np.int64],
    words: Words,
    vectors: QueryVectors | None,
    view: StoreView,
    calibration: Calibration,
) -> NDArray[np.float64]:
    """For each of (n,) keys the probability that it is unwanted, 0 to 1.

    The larger of what its words say (it has all words of one "without") and what its vector says
    (the calibrated probability that it matches the unwanted part).
    """
    unwanted = np.zeros(len(keys))
    for group in words.lexical.unwanted:
        unwanted[np.isin(keys, keys_with_all(view.postings, group))] = BY_WORDS
    if vectors is None or not len(keys):
        return unwanted
    there, rows = view.vectors(keys.tolist())
    order = np.argsort(keys)
    places = order[np.searchsorted(keys[order], there)]
    for part, vector in zip(vectors.parts, vectors.vectors, strict=True):
        if part.weight > 0 or not len(there):
            continue
        curve = calibration.joint([(part.kind, 1.0)], view.n_products)
        matches = [curve.probability([cosine], 0.0) for cosine in (rows @ vector).tolist()]
        unwanted[places] = np.maximum(unwanted[places], matches)
    return unwanted
