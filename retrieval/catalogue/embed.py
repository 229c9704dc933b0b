"""Makes the vectors that products still lack, and moves a store to another encoder, resumably."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.catalogue.encoding import picture_blobs, text_blobs
from retrieval.catalogue.product import Product
from retrieval.catalogue.product_pictures import picture_hash
from retrieval.catalogue.progress import Meter, ProgressCallback, StopCallback
from retrieval.catalogue.rows import PRODUCT_COLUMNS, hash_of, product_from_row
from retrieval.catalogue.store import Store, write_meta
from retrieval.catalogue.vectors import (
    TEXT_PART,
    add_parts,
    check_encoder,
    image_part,
    register_encoder,
)
from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError

BATCH_PRODUCTS = 256
BATCH_S = 5.0
PAGE_PRODUCTS = 256
DELETE_VECTORS = 5000


@dataclass(frozen=True, slots=True)
class UnreadPicture:
    """A picture that could not be embedded, and why."""

    product_id: str
    image: str
    reason: str


@dataclass(frozen=True, slots=True)
class EmbedReport:
    """What was embedded. complete: nothing more to do, apart from the unread pictures."""

    n_products: int
    n_pictures: int
    n_texts: int
    unread: tuple[UnreadPicture, ...]
    complete: bool
    duration_s: float
    pictures_per_s: float


@dataclass(slots=True)
class _Lacking:
    """A product on its way through the encoder: part -> hash of its input, part -> vector."""

    key: int
    product_id: str
    text: str = ""
    input_hashes: dict[str, str] = field(default_factory=dict)
    vectors: dict[str, bytes] = field(default_factory=dict)


def embed_missing(
    store: Store,
    encoder: Encoder,
    *,
    progress: ProgressCallback | None = None,
    should_stop: StopCallback | None = None,
    batch_products: int = BATCH_PRODUCTS,
) -> EmbedReport:
    """Embed whatever has no vector of the store's encoder yet; safe to stop and to run again.

    StoreError: the store belongs to another encoder (see switch_model), is locked, or full.
    """
    with store.writing():
        check_encoder(store, encoder)
        with store.transaction(changes_products=False) as connection:
            register_encoder(connection, encoder)
        report = _Embedding(store, encoder, progress, should_stop, batch_products).run()
        drop_unused_vectors(store)
    return report


def switch_model(
    store: Store,
    encoder: Encoder,
    *,
    progress: ProgressCallback | None = None,
    should_stop: StopCallback | None = None,
    batch_products: int = BATCH_PRODUCTS,
) -> EmbedReport:
    """Embed everything with another encoder, then search with it; the old one serves until then.

    Stopped or killed, the store keeps its old encoder, and the same call goes on from there.
    StoreError: the store is locked or full.
    """
    with store.writing():
        with store.transaction(changes_products=False) as connection:
            register_encoder(connection, encoder)
            is_active = store.encoder_id == encoder.id
            write_meta(connection, "switching_to", None if is_active else encoder.id)
        report = _Embedding(store, encoder, progress, should_stop, batch_products).run()
        if report.complete:
            with store.transaction() as connection:
                write_meta(connection, "encoder_id", encoder.id)
                write_meta(connection, "switching_to", None)
            drop_unused_vectors(store)
    return report


def drop_unused_vectors(store: Store) -> int:
    """Delete vectors of encoders that are neither active nor being switched to; how many."""
    n_deleted = 0
    for (encoder_id,) in store.connection.execute("SELECT id FROM encoder").fetchall():
        if encoder_id in (store.encoder_id, store.meta("switching_to")):
            continue
        while True:
            # In pieces: one transaction over all would need as much log as there are vectors.
            with store.transaction() as connection:
                connection.execute(
                    "DELETE FROM embedding WHERE (product_key, encoder_id, part) IN (SELECT"
                    " product_key, encoder_id, part FROM embedding WHERE encoder_id = ? LIMIT ?)",
                    (encoder_id, DELETE_VECTORS),
                )
                n_now = connection.changes()
                if n_now < DELETE_VECTORS:
                    connection.execute("DELETE FROM encoder WHERE id = ?", (encoder_id,))
                    connection.execute(
                        "DELETE FROM vector_change WHERE encoder_id = ?", (encoder_id,)
                    )
            n_deleted += n_now
            if n_now < DELETE_VECTORS:
                break
    return n_deleted


class _Embedding:
    """One pass over the products in the order of their keys; the caller holds the lock."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        progress: ProgressCallback | None,
        should_stop: StopCallback | None,
        batch_products: int,
    ) -> None:
        self.store = store
        self.encoder = encoder
        self.should_stop = should_stop
        self.batch_products = batch_products
        self.meter = Meter("embedding", len(store), progress)
        self.n_products = self.n_pictures = self.n_texts = 0
        self.unread: list[UnreadPicture] = []
        self.stopped = False
        self._waiting: deque[_Lacking] = deque()
        self._out: deque[tuple[_Lacking, str, str]] = deque()  # product, part, picture
        self._batch: list[_Lacking] = []
        self._committed_s = time.perf_counter()

    def run(self) -> EmbedReport:
        """Embed everything that is missing, or until asked to stop."""
        for blob in picture_blobs(self.encoder, self._pictures()):
            lacking, part, image = self._out.popleft()
            if isinstance(blob, InputError):
                self.unread.append(UnreadPicture(lacking.product_id, image, str(blob)))
            else:
                lacking.vectors[part] = blob
                self.n_pictures += 1
            self._release()
        self._release()
        self._commit()
        duration_s = self.meter.elapsed_s
        return EmbedReport(
            n_products=self.n_products,
            n_pictures=self.n_pictures,
            n_texts=self.n_texts,
            unread=tuple(self.unread),
            complete=not self.stopped,
            duration_s=duration_s,
            pictures_per_s=self.n_pictures / max(duration_s, 1e-9),
        )

    def _pictures(self) -> Iterator[Path]:
        for key, product, present in self._products():
            self.meter.done += 1
            lacking = _Lacking(key, product.id)
            text = product.text()
            if text and present.get(TEXT_PART) != hash_of(text):
                lacking.text = text
                lacking.input_hashes[TEXT_PART] = hash_of(text)
            wanted: list[str] = []
            for position, image in enumerate(product.images):
                part = image_part(position)
                if part in present:
                    continue
                try:
                    lacking.input_hashes[part] = picture_hash(Path(image))
                except InputError as error:
                    self.unread.append(UnreadPicture(product.id, image, str(error)))
                    continue
                self._out.append((lacking, part, image))
                wanted.append(image)
            if wanted:
                self._waiting.append(lacking)
                yield from map(Path, wanted)
            else:
                # Not behind those that wait: a long run of them would pile up in memory.
                self._ready(lacking)

    def _products(self) -> Iterator[tuple[int, Product, dict[str, str]]]:
        """Every product with its key and its parts (part -> hash), a page at a time."""
        last_key = 0
        while True:
            rows = list(
                self.store.rows(
                    f"SELECT key, {PRODUCT_COLUMNS} FROM product WHERE key > ?"
                    " ORDER BY key LIMIT ?",
                    (last_key, PAGE_PRODUCTS),
                )
            )
            if not rows:
                return
            present: dict[int, dict[str, str]] = {}
            for key, part, input_hash in self.store.rows(
                "SELECT product_key, part, input_hash FROM embedding"
                " WHERE product_key BETWEEN ? AND ? AND encoder_id = ?",
                (rows[0][0], rows[-1][0], self.encoder.id),
            ):
                present.setdefault(key, {})[part] = input_hash
            for key, *row in rows:
                if self.should_stop is not None and self.should_stop():
                    self.stopped = True
                    return
                yield key, product_from_row(row, self.store.path), present.get(key, {})
            last_key = rows[-1][0]

    def _release(self) -> None:
        """Pass on the products before the first one that still has pictures with the encoder."""
        first_out = self._out[0][0] if self._out else None
        while self._waiting and self._waiting[0] is not first_out:
            self._ready(self._waiting.popleft())

    def _ready(self, lacking: _Lacking) -> None:
        if lacking.input_hashes:
            self._batch.append(lacking)
        is_late = time.perf_counter() - self._committed_s > BATCH_S
        if len(self._batch) >= self.batch_products or is_late:
            self._commit()

    def _commit(self) -> None:
        batch, self._batch = self._batch, []
        with_text = [lacking for lacking in batch if lacking.text]
        blobs = text_blobs(self.encoder, [lacking.text for lacking in with_text])
        for lacking, blob in zip(with_text, blobs, strict=True):
            lacking.vectors[TEXT_PART] = blob
        if batch:
            with self.store.transaction() as connection:
                for lacking in batch:
                    add_parts(
                        connection,
                        lacking.key,
                        lacking.input_hashes,
                        self.encoder.id,
                        lacking.vectors,
                    )
        self.n_products += len(batch)
        self.n_texts += len(with_text)
        self._committed_s = time.perf_counter()
        self.meter.tell()
