"""What searching remembers of a store, and keeping that level; not for answering requests."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import check_encoder
from retrieval.errors import InputError
from retrieval.fusion import Fusion
from retrieval.index.cache import CachedIndex, Progress, open_index
from retrieval.index.history import snapshot
from retrieval.index.product_vectors import encoder_dims
from retrieval.index.vector_index import Dtype, VectorIndex
from retrieval.search.filters import CompiledFilters, Filter, FilterFields
from retrieval.search.postings import COLUMN_WEIGHTS, Postings
from retrieval.search.spelling import Vocabulary
from retrieval.search.word_table import KEPT_FROM_PRODUCTS, WordTable, open_words
from retrieval.trust.table import TrustTable, open_trust

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder

FILTERS_REMEMBERED = 16
PRODUCTS_REMEMBERED = 4_096

Allowed = tuple[CompiledFilters | None, NDArray[np.int64] | None]


class StoreView:
    """A store as searches see it: its own reading connection, index, words and filter fields.

    vocabulary, postings, n_products, index, trust: of the generation that `refresh` last saw.
    index, trust: None while the store has no vectors of the encoder.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        fusion: Fusion,
        dtype: Dtype,
        progress: Progress | None,
    ) -> None:
        check_encoder(store, encoder)
        self._encoder = encoder
        self._fusion = fusion
        self._dtype = dtype
        self._progress = progress
        self._notices: list[str] = []
        # A connection of our own: what others commit is seen, what they have not is not.
        self._reader = Store.open(store.path, read_only=True)
        self._cached: CachedIndex | None = None
        self.trust: TrustTable | None = None
        self._generation = -1
        self.refresh()

    @property
    def connection(self) -> apsw.Connection:
        """For reading only, by one thread at a time."""
        return self._reader.connection

    @property
    def index(self) -> VectorIndex | None:
        """The product vectors."""
        return None if self._cached is None else self._cached.index

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the store for the whole block, refreshed at its start."""
        with snapshot(self.connection):
            self.refresh()
            yield

    def refresh(self) -> None:
        """Take in what was committed since; StoreError when the store went to another encoder."""
        generation = self._reader.generation
        if generation == self._generation:
            return
        check_encoder(self._reader, self._encoder)
        if self._cached is not None:
            self._cached.refresh()
        elif encoder_dims(self.connection, self._encoder.id) is not None:
            self._cached = open_index(
                self._reader,
                self._encoder.id,
                self._fusion,
                dtype=self._dtype,
                notices=self._notices,
                progress=self._progress,
            )
        self._refresh_trust()
        self.n_products = len(self._reader)
        self.postings = Postings(self.connection, self._word_table())
        self.vocabulary = Vocabulary(self.connection, self.postings)
        self._fields = FilterFields(self.connection)
        self._remembered: OrderedDict[tuple[Filter, ...], NDArray[np.int64]] = OrderedDict()
        self._products: dict[int, Product] = {}
        self._generation = generation

    def _refresh_trust(self) -> None:
        """How far products are believed, level with the index."""
        if self.trust is not None:
            self.trust.refresh()
            return
        n_dims = encoder_dims(self.connection, self._encoder.id)
        if n_dims is not None:
            self.trust = open_trust(
                self.connection, self._reader.path, self._encoder.id, n_dims, self._fusion
            )

    def _word_table(self) -> Callable[[], WordTable] | None:
        """All words at once for the state that was opened; later ones are asked word by word.

        A table takes 15 us a product to read: little beside opening, much beside one search.
        """
        if self._generation >= 0:
            return None
        opened = partial(
            open_words, self.connection, self._reader.path, COLUMN_WEIGHTS, self.n_products
        )
        if self.n_products < KEPT_FROM_PRODUCTS:
            return opened
        table = opened()
        return lambda: table

    def allowed(self, filters: tuple[Filter, ...]) -> Allowed:
        """The filters as SQL, and the keys they allow, ascending; None and None without any."""
        if not filters:
            return None, None
        compiled = self._fields.compile(filters)
        if filters in self._remembered:
            self._remembered.move_to_end(filters)
            return compiled, self._remembered[filters]
        rows = self.connection.execute(compiled.sql, compiled.bound)
        keys = np.sort(np.fromiter((int(key) for (key,) in rows), np.int64))
        self._remembered[filters] = keys
        if len(self._remembered) > FILTERS_REMEMBERED:
            self._remembered.popitem(last=False)
        return compiled, keys

    def listed(self, compiled: CompiledFilters, limit: int) -> NDArray[np.int64]:
        """The first keys that the filters allow, by product id."""
        rows = self.connection.execute(
            f"SELECT key FROM product WHERE key IN ({compiled.sql}) ORDER BY id LIMIT ?",
            (*compiled.bound, limit),
        )
        return np.fromiter((int(key) for (key,) in rows), np.int64)

    def keys_of(self, product_ids: tuple[str, ...]) -> NDArray[np.int64]:
        """Keys of the products that exist."""
        found = (self._reader.key_of(product_id) for product_id in product_ids)
        return np.asarray([key for key in found if key is not None], np.int64)

    def ids(self, keys: list[int]) -> dict[int, str]:
        """Product ids by key, of those that exist: a tenth of the work of whole products."""
        return self._reader.ids_by_key(keys)

    def products(self, keys: list[int]) -> dict[int, Product]:
        """Whole products by key; those shown lately are remembered."""
        missing = [key for key in keys if key not in self._products]
        if missing:
            self._products.update(self._reader.products_by_key(missing))
        found = {key: self._products[key] for key in keys if key in self._products}
        if len(self._products) > PRODUCTS_REMEMBERED:
            self._products.clear()
        return found

    def vectors(self, keys: list[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(keys (m,), vectors (m, n_dims)) of those products that have one.

        Of a product that is doubted it is what is believed of it, which may be shorter than one.
        """
        if self.index is None or not keys:
            return np.empty(0, np.int64), np.empty((0, 0), np.float32)
        there, rows = self.index.vectors(keys)
        return there, rows if self.trust is None else self.trust.believed(there, rows)

    def vector_of(self, product_id: str) -> NDArray[np.float32]:
        """A product's own vector, (n_dims,); InputError when there is no product or no vector."""
        key = self._reader.key_of(product_id)
        if key is None:
            raise InputError(f"There is no product {product_id!r} in this store.")
        _, rows = self.vectors([key])
        if not len(rows):
            raise InputError(
                f"The product {product_id!r} has no vector yet: it has neither words nor a "
                "picture that could be read, or was never embedded."
            )
        return np.asarray(rows[0], np.float32)

    def take_notices(self) -> tuple[str, ...]:
        """Sentences for a person since the last call."""
        taken = tuple(self._notices)
        self._notices.clear()
        return taken

    def close(self) -> None:
        """Save the index if it changed, then let go of everything."""
        if self._cached is not None:
            self._cached.close()
            self._cached = None
        self._reader.close()
