"""The vector list as far as its products are believed; not who is believed, nor joining lists."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.index.allowed import nearest_allowed
from retrieval.index.vector_index import VectorIndex
from retrieval.search.ranking import VectorHits
from retrieval.trust.table import TrustTable

# Beyond what is wanted, for those that are lowered; more are fetched where that was too few.
SPARE_SHARE = 0.5
GROWTH = 3
GROWTH_MAX = 8


def believed_hits(
    index: VectorIndex,
    trust: TrustTable | None,
    query: NDArray[np.float32],
    depth: int,
    allowed: NDArray[np.int64] | None,
    *,
    evens: bool,
) -> VectorHits:
    """The best `depth` products for a (n_dims,) query, ties by smaller key.

    evens: whether hubs are evened out. Nobody is ranked higher than by its plain cosine, so all
    that stay above the last one fetched are in their right order; fetching goes on until those are
    enough, or eight times as many were looked at.
    """
    evens = evens and trust is not None and trust.evens
    # Each doubted product may leave a place: fetched at once, they cost no second search.
    n = depth + (0 if trust is None else min(len(trust.flagged), depth))
    if evens:
        n += int(SPARE_SHARE * depth)
    while True:
        keys, distances = nearest_allowed(index, query, n, allowed)
        halves = 2.0 if index.spec.metric == "euclidean" else 1.0
        plain = 1.0 - distances.astype(np.float64) / halves
        if trust is None or not len(keys):
            return VectorHits(keys, plain)
        cosines = trust.believed_cosines(keys, plain, query)
        if cosines is plain and not evens:
            return VectorHits(keys[:depth], plain[:depth])
        taken = trust.evening(keys).astype(np.float64) if evens else np.zeros(len(keys))
        scores = cosines - taken
        enough = int((scores >= plain[-1]).sum()) >= depth
        if enough or len(keys) < n or n >= GROWTH_MAX * depth:
            break
        n *= GROWTH
    order = np.lexsort((keys, -scores))[:depth]
    return VectorHits(keys[order], cosines[order], taken[order])
