"""What searches know of how far products are to be believed, kept level with the store.

A file in the store's folder spares the reading; missing, damaged or stale, it is made again. Not
what makes a product suspect.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Fusion
from retrieval.index.history import Position, changed_since, position
from retrieval.index.product_vectors import ProductParts, read_product_parts
from retrieval.trust.altered import altered_pictures
from retrieval.trust.bank import read_bank
from retrieval.trust.doubt import FLAGGED, Suspicion
from retrieval.trust.hubs import evening
from retrieval.trust.scan import STUFFED_TITLE_CHARS, stuffed
from retrieval.trust.shop import Seen, Shop, believed_vectors, doubts, see, shop_of
from retrieval.trust.table_file import Kept, load_table, save_table

# A shop that changed by more than this share is looked at anew: what was usual may be no more.
ANEW_SHARE = 0.3
CATEGORIES_MAX = 500
ONE_BY_ONE_MAX = 1_000

Vectors = NDArray[np.float32]
Keys = NDArray[np.int64]


class TrustTable:
    """The products of one store by key, as one encoder sees them. Use `open_trust`.

    Until `refresh` finds that much has changed, products are compared with what was usual when the
    table was made.
    """

    def __init__(
        self, connection: apsw.Connection, encoder_id: str, n_dims: int, fusion: Fusion
    ) -> None:
        self._connection = connection
        self._encoder_id, self._n_dims, self._fusion = encoder_id, n_dims, fusion
        self._flagged: dict[int, Suspicion] = {}
        self._believed: dict[int, Vectors] = {}
        self._kept = Kept.nothing()

    @property
    def flagged(self) -> Mapping[int, Suspicion]:
        """By key the products that are doubted."""
        return self._flagged

    @property
    def evens(self) -> bool:
        """Whether the shop is large enough for hubs to be evened out."""
        return self._kept.shop.evens

    def evening(self, keys: Keys) -> Vectors:
        """(n,) what each product's hubness takes off its cosine with a photo."""
        usual = self._kept.shop.near
        if usual is None or not self.evens:
            return np.zeros(len(keys), np.float32)
        places, there = self._places(keys)
        return np.where(there, evening(self._kept.near[places], usual.centre), np.float32(0))

    def believed(self, keys: Keys, rows: Vectors) -> Vectors:
        """The products' vectors (n, d), those of flagged ones replaced by what is believed."""
        if not self._believed:
            return rows
        doubted = [i for i, key in enumerate(keys.tolist()) if key in self._believed]
        if not doubted:
            return rows
        rows = np.array(rows, np.float32)
        for i in doubted:
            rows[i] = self._believed[int(keys[i])]
        return rows

    def believed_cosines(
        self, keys: Keys, cosines: NDArray[np.float64], query: Vectors
    ) -> NDArray[np.float64]:
        """(n,) cosines of a query with products, as far as those are believed."""
        if not self._believed:
            return cosines
        doubted = [i for i, key in enumerate(keys.tolist()) if key in self._believed]
        if not doubted:
            return cosines
        cosines = np.array(cosines)
        rows = np.stack([self._believed[int(keys[i])] for i in doubted])
        cosines[doubted] = rows @ query
        return cosines

    def open(self, folder: Path) -> None:
        """From the file when that is this shop's, else anew; then level with the store, kept."""
        now = position(self._connection, self._encoder_id)
        identity = json.dumps([self._encoder_id, self._fusion.id, now.encoder_created_at])
        kept = load_table(folder, identity)
        self._altered = altered_pictures(folder, self._encoder_id, self._connection)
        if kept is None or kept.serial > now.serial:
            self._make_anew(now)
        else:
            self._kept = kept
            doubted = np.flatnonzero(kept.suspicion >= FLAGGED)
            if len(doubted):
                self._judged(kept.seen.part(doubted), kept.shop)
            if not self.refresh():
                return
        save_table(folder, identity, self._kept)

    def refresh(self) -> bool:
        """Take in the products that changed since; whether any did."""
        now = position(self._connection, self._encoder_id)
        if now.serial == self._kept.serial:
            return False
        changed = changed_since(self._connection, self._encoder_id, self._kept.serial)
        n_known = self._kept.shop.n_products
        if len(changed) > ANEW_SHARE * n_known or abs(len(self._kept.keys) - n_known) > (
            ANEW_SHARE * n_known
        ):
            self._make_anew(now)
            return True
        self._take_in(np.unique(np.asarray(changed, np.int64)), now)
        return True

    def _make_anew(self, now: Position) -> None:
        bank = read_bank(self._connection, self._encoder_id, self._n_dims, self._fusion)
        batches = [see(parts, bank, self._fusion) for parts in self._parts()]
        self._flagged, self._believed = {}, {}
        if not batches:
            self._kept = Kept.nothing(now.serial)
            return
        seen = Seen.joined(batches)
        shop = shop_of(seen, self._categories(seen.keys), bank, self._fusion)
        self._kept = Kept(shop, seen, self._judged(seen, shop), now.serial)

    def _take_in(self, changed: Keys, now: Position) -> None:
        """Replace what is known of the changed products alone."""
        kept, shop = self._kept, self._kept.shop
        for key in changed.tolist():
            self._flagged.pop(key, None)
            self._believed.pop(key, None)
        left = np.flatnonzero(~np.isin(kept.keys, changed))
        fresh = [see(parts, shop.bank, self._fusion) for parts in self._parts(changed.tolist())]
        seen = Seen.joined([kept.seen.part(left), *fresh])
        total = [kept.suspicion[left], *(self._judged(part, shop) for part in fresh)]
        order = np.argsort(seen.keys, kind="stable")
        self._kept = Kept(shop, seen.part(order), np.concatenate(total)[order], now.serial)

    def _judged(self, seen: Seen, shop: Shop) -> Vectors:
        """(n,) suspicions of these products; what is believed of flagged ones is remembered."""
        categories = self._categories(seen.keys)
        titles = self._stuffed(seen.keys)
        total, flagged = doubts(seen, categories, shop, titles, self._altered)
        self._flagged |= flagged
        for parts in self._parts(sorted(flagged)) if flagged else ():
            self._believed |= believed_vectors(parts, flagged, shop, self._fusion)
        return total

    def _parts(self, keys: Sequence[int] | None = None) -> Iterator[ProductParts]:
        return read_product_parts(self._connection, self._encoder_id, self._n_dims, keys)

    def _categories(self, keys: Keys) -> list[str]:
        named = dict(self._of("SELECT key, category FROM product", keys))
        return [named.get(key, "") for key in keys.tolist()]

    def _stuffed(self, keys: Keys) -> frozenset[int]:
        """Of these products the keys of those whose titles are stuffed with search words."""
        is_long = f"length(title) >= {STUFFED_TITLE_CHARS}"
        titles = self._of(f"SELECT key, title, category FROM product WHERE {is_long}", keys)
        if not titles:
            return frozenset()
        rows = self._connection.execute(
            "SELECT category FROM product WHERE category <> '' GROUP BY category"
            " ORDER BY count(*) DESC, category LIMIT ?",
            (CATEGORIES_MAX,),
        )
        categories = [str(name) for (name,) in rows]
        return frozenset(int(key) for key, title, own in titles if stuffed(title, own, categories))

    def _of(self, sql: str, keys: Keys) -> list[Any]:
        """Rows of these products; of all of them in one pass when they are many."""
        if len(keys) > ONE_BY_ONE_MAX:
            return self._connection.execute(sql).fetchall()
        joint = "AND" if "WHERE" in sql else "WHERE"
        sql = f"{sql} {joint} key IN (SELECT value FROM json_each(?))"
        return self._connection.execute(sql, (json.dumps(keys.tolist()),)).fetchall()

    def _places(self, keys: Keys) -> tuple[Keys, NDArray[np.bool_]]:
        known = self._kept.keys
        if not len(known):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        return places, known[places] == keys


def open_trust(
    connection: apsw.Connection, folder: Path, encoder_id: str, n_dims: int, fusion: Fusion
) -> TrustTable:
    """The table of a store, level with it, kept in its folder where that can be written."""
    table = TrustTable(connection, encoder_id, n_dims, fusion)
    table.open(folder)
    return table
