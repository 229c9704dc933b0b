"""A shop as the store ranks it, defences and all, over vectors in memory; not attacking it.

What is doubted, believed and evened out comes of `retrieval.trust`, the code that answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Fusion, fuse_products
from retrieval.index.product_vectors import ProductParts
from retrieval.trust.bank import BANK_MAX, Bank
from retrieval.trust.doubt import Suspicion
from retrieval.trust.hubs import evening
from retrieval.trust.query import Detector
from retrieval.trust.shop import Shop, believed_vectors, doubts, see, shop_of

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Listings:
    """Products as vectors, one picture each or none.

    texts, looks: (n, d) unit vectors, zero where lacking. categories: n. altered: (n,) suspicion of
    the pictures' pixels, `Detector.lifted`; nan where nobody looked.
    """

    texts: Vectors
    looks: Vectors
    categories: tuple[str, ...]
    altered: NDArray[np.float64]

    def parts(self, first_key: int = 0) -> ProductParts:
        """As the store reads them."""
        pictured = np.flatnonzero(np.any(self.looks != 0, axis=1))
        keys = np.arange(first_key, first_key + len(self.texts))
        return ProductParts(keys, self.texts, self.looks[pictured], pictured)


class DefendedShop:
    """What is usual comes of the honest listings; later ones are judged by it, as they arrive."""

    def __init__(self, honest: Listings, fusion: Fusion, detector: Detector | None = None) -> None:
        self.honest, self.fusion, self.detector = honest, fusion, detector
        parts = honest.parts()
        places = np.unique(np.linspace(0, max(len(parts.owners) - 1, 0), BANK_MAX).astype(np.int64))
        chosen = places[: len(parts.owners)]
        bank = Bank(parts.pictures[chosen], parts.keys[parts.owners[chosen]])
        seen = see(parts, bank, fusion)
        self.shop: Shop = shop_of(seen, honest.categories, bank, fusion)
        self.suspicion, self.flagged = self.judged(honest, 0)

    def judged(
        self, listings: Listings, first_key: int
    ) -> tuple[NDArray[np.float32], Mapping[int, Suspicion]]:
        """(n,) suspicions, and by key those that are flagged."""
        parts = listings.parts(first_key)
        seen = see(parts, self.shop.bank, self.fusion)
        return doubts(
            seen, listings.categories, self.shop, altered=self._altered(listings, parts.keys)
        )

    def scores(self, queries: Vectors, listings: Listings, first_key: int = 0) -> Vectors:
        """(n, m) what photos are ranked by."""
        parts = listings.parts(first_key)
        rows = fuse_products(parts.texts, parts.pictures, parts.owners, self.fusion)
        near = see(parts, self.shop.bank, self.fusion).near
        _, flagged = self.judged(listings, first_key)
        for key, row in believed_vectors(parts, flagged, self.shop, self.fusion).items():
            rows[key - first_key] = row
        scores = queries @ rows.T
        if self.shop.near is not None and self.shop.evens:
            scores = scores - evening(near, self.shop.near.centre)
        return np.asarray(scores, np.float32)

    def _altered(self, listings: Listings, keys: NDArray[np.int64]) -> dict[int, float]:
        """Key to the suspicion of its pixels, where they were looked at."""
        if self.detector is None:
            return {}
        looked = np.isfinite(listings.altered)
        found: dict[int, float] = dict(
            zip(keys[looked].tolist(), listings.altered[looked].tolist(), strict=True)
        )
        return found


def plain_scores(queries: Vectors, listings: Listings, fusion: Fusion) -> Vectors:
    """(n, m) cosines of a shop that believes everything."""
    parts = listings.parts()
    rows = fuse_products(parts.texts, parts.pictures, parts.owners, fusion)
    return np.asarray(queries @ rows.T, np.float32)


def joined(first: Listings, second: Listings) -> Listings:
    """One after the other."""
    return Listings(
        np.concatenate([first.texts, second.texts]),
        np.concatenate([first.looks, second.looks]),
        (*first.categories, *second.categories),
        np.concatenate([first.altered, second.altered]),
    )
