"""What is usual in one shop, and what its products are believed by that; not keeping it level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Fusion, as_query, fuse_products, unit
from retrieval.index.product_vectors import ProductParts
from retrieval.trust.bank import Bank
from retrieval.trust.doubt import (
    ALTERED,
    DISAGREES,
    FLAGGED,
    HUB,
    PICTURE_REASONS,
    STUFFED,
    UNCHECKED,
    Suspicion,
)
from retrieval.trust.hubs import nearness
from retrieval.trust.scan import (
    DISAGREES_LIMIT,
    HUB_LIMIT,
    MEMBERS_MIN,
    WORDED_SHARE,
    Usual,
    hub_scores,
    suspicion,
    usual,
    usual_by_group,
)

Vectors = NDArray[np.float32]
# What a part alone is worth where fused vectors are no weighted sums: the other says nothing.
HALF = 0.5
# Of a product that is doubted for what no score tells: as much as is flagged.
PLAIN_DOUBT = 0.5
COLUMNS = ("keys", "near", "agreement", "has_text", "has_picture")


@dataclass(frozen=True, slots=True)
class Seen:
    """n products as they are judged.

    keys: (n,). near: (n,) to the bank. agreement: (n,) cosine of words and pictures, nan where one
    is lacking. has_text, has_picture: (n,) bool.
    """

    keys: NDArray[np.int64]
    near: Vectors
    agreement: Vectors
    has_text: NDArray[np.bool_]
    has_picture: NDArray[np.bool_]

    def part(self, rows: NDArray[np.int64]) -> Seen:
        """Some of them."""
        return Seen(*[getattr(self, name)[rows] for name in COLUMNS])

    @staticmethod
    def joined(parts: Sequence[Seen]) -> Seen:
        """Of one catalogue read in batches."""
        columns = [np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS]
        return Seen(*columns)


def see(parts: ProductParts, bank: Bank, fusion: Fusion) -> Seen:
    """The products of one batch."""
    fused = fuse_products(parts.texts, parts.pictures, parts.owners, fusion)
    looks = mean_pictures(parts)
    has_text, has_picture = (np.any(rows != 0, axis=1) for rows in (parts.texts, looks))
    agreement = (unit(parts.texts) * looks).sum(1)
    agreement = np.where(has_text & has_picture, agreement, np.float32("nan"))
    near = nearness(fused, bank.vectors, bank.own(parts.keys))
    return Seen(parts.keys, near, agreement.astype(np.float32), has_text, has_picture)


def mean_pictures(parts: ProductParts) -> Vectors:
    """(n, n_dims) unit vectors of each product's pictures together, zero without one."""
    nothing = np.zeros_like(parts.texts)
    return fuse_products(nothing, parts.pictures, parts.owners, Fusion("add"))


@dataclass(frozen=True)
class Shop:
    """What is usual. near, agreement: None in shops too small to say.

    near_of: by category. worded: share of the products that have words. length: mean of what
    words and pictures add up to before they are brought to length one. text_weight: of the words
    in that sum.
    """

    bank: Bank
    near: Usual | None = None
    near_of: Mapping[str, Usual] = field(default_factory=dict)
    agreement: Usual | None = None
    worded: float = 0.0
    n_products: int = 0
    length: float = 0.0
    text_weight: float = 1.0

    @property
    def evens(self) -> bool:
        """Whether it is known how near products usually are."""
        return self.near is not None and len(self.bank.owners) >= MEMBERS_MIN

    @property
    def asks_for_words(self) -> bool:
        """Whether a product without words stands out, so that its picture is not believed alone."""
        return self.agreement is not None and self.worded >= WORDED_SHARE

    def worth(self, part: str) -> float:
        """Of the cosine with "words" or "picture" alone, when the other part says nothing."""
        if not self.length:
            return HALF
        return (self.text_weight if part == "words" else 1.0) / self.length


def shop_of(seen: Seen, categories: Sequence[str], bank: Bank, fusion: Fusion) -> Shop:
    """What is usual among all products of a shop."""
    both = np.isfinite(seen.agreement)
    is_sum = fusion.kind == "add" and both.any()
    weight = fusion.text_weight
    lengths = np.sqrt(1 + weight**2 + 2 * weight * seen.agreement[both])
    pictured = seen.has_picture
    named = [name for name, has in zip(categories, pictured, strict=True) if has]
    return Shop(
        bank,
        usual(seen.near[pictured]),
        usual_by_group(seen.near[pictured], named),
        usual(seen.agreement[both]),
        float(seen.has_text.mean()) if len(seen.keys) else 0.0,
        len(seen.keys),
        float(lengths.mean()) if is_sum else 0.0,
        weight,
    )


def doubts(
    seen: Seen,
    categories: Sequence[str],
    shop: Shop,
    stuffed: frozenset[int] = frozenset(),
    altered: Mapping[int, float] | None = None,
) -> tuple[NDArray[np.float32], dict[int, Suspicion]]:
    """(n,) suspicion of every product, and by key those that are flagged, with the reasons.

    stuffed: keys of products whose titles are. altered: key to the suspicion of its picture's
    pixels, where that was looked at.
    """
    n = len(seen.keys)
    by_reason: dict[str, NDArray[np.float64]] = {}
    if shop.evens:
        scores = hub_scores(seen.near, categories, shop.near, shop.near_of)
        by_reason[HUB] = np.where(seen.has_picture, suspicion(scores, HUB_LIMIT), 0)
    if shop.agreement is not None:
        against = -shop.agreement.score(np.nan_to_num(seen.agreement, nan=shop.agreement.centre))
        by_reason[DISAGREES] = suspicion(against, DISAGREES_LIMIT)
        unchecked = seen.has_picture & ~seen.has_text & shop.asks_for_words
        by_reason[UNCHECKED] = np.where(unchecked, PLAIN_DOUBT, 0)
    keys = seen.keys.tolist()
    by_reason[STUFFED] = np.array([PLAIN_DOUBT * (key in stuffed) for key in keys])
    by_reason[ALTERED] = np.array([(altered or {}).get(key, 0.0) for key in keys])
    total = np.max(list(by_reason.values()), axis=0) if n else np.zeros(0)
    found = {}
    for i in np.flatnonzero(total >= FLAGGED):
        reasons = tuple(name for name, scores in by_reason.items() if scores[i] >= FLAGGED)
        found[keys[i]] = Suspicion(
            round(float(total[i]), 4), reasons, _believed(reasons, seen, int(i))
        )
    return total.astype(np.float32), found


def _believed(reasons: Sequence[str], seen: Seen, i: int) -> str:
    """What is left to believe of a product: its words, unless it has none or they are stuffed."""
    doubts_words = STUFFED in reasons
    doubts_picture = any(reason in PICTURE_REASONS for reason in reasons)
    if seen.has_text[i] and (not seen.has_picture[i] or doubts_picture or not doubts_words):
        return "words"
    return "picture"


def believed_vectors(
    parts: ProductParts, found: Mapping[int, Suspicion], shop: Shop, fusion: Fusion
) -> dict[int, Vectors]:
    """Key to what a flagged product is compared by, (fusion.n_dims,), at most of length one.

    As if its other part said nothing: the direction of the one that is believed, as long as that
    usually counts in this shop.
    """
    looks = mean_pictures(parts)
    n_dims = parts.texts.shape[1]
    vectors: dict[int, Vectors] = {}
    for i, key in enumerate(parts.keys.tolist()):
        if key not in found:
            continue
        believed = found[key].believed
        part = parts.texts[i] if believed == "words" else looks[i]
        length = min(1.0, shop.worth(believed))
        vectors[key] = np.asarray(length * as_query(part, fusion, n_dims), np.float32)
    return vectors
