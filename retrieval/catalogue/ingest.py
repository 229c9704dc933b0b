"""Brings a source of products into the store, resumably; not for reading files or encoding."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.catalogue.encoding import picture_blobs, text_blobs
from retrieval.catalogue.picture_download import Row, fetch_ahead
from retrieval.catalogue.plan import Mode, PlannedProduct, Planner
from retrieval.catalogue.product_pictures import FoundPicture, PicturePlace
from retrieval.catalogue.progress import Meter, ProgressCallback, StopCallback
from retrieval.catalogue.rejects import RejectsFile
from retrieval.catalogue.rows import hash_of
from retrieval.catalogue.source_row import RejectedRow, RowMapping
from retrieval.catalogue.sources import Source, read_source, source_info
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import add_parts, check_encoder, drop_other_parts, register_encoder
from retrieval.catalogue.write import ProductWriter
from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError, RetrievalError

# A batch is one transaction, synced to disk: what a crash costs, against what a sync costs.
BATCH_ROWS = 1024
BATCH_S = 5.0
TELL_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. rejected: rows; rejected_pictures: of products that landed without.

    n_pictures: embedded in this run; stopped: asked to stop before the end of the source.
    """

    added: int
    updated: int
    unchanged: int
    rejected: int
    removed: int
    rejected_pictures: int
    n_pictures: int
    n_texts: int
    duration_s: float
    pictures_per_s: float
    rejects_path: Path | None
    stopped: bool


def add(
    store: Store,
    source: Source,
    encoder: Encoder | None,
    *,
    mode: Mode = "add",
    mapping: RowMapping | None = None,
    allow_urls: bool = False,
    progress: ProgressCallback | None = None,
    should_stop: StopCallback | None = None,
    batch_rows: int = BATCH_ROWS,
) -> IngestReport:
    """Add the products of a source, or replace those with the same id; unchanged ones cost nothing.

    mode "update": only ids that are there, and only the fields that the source speaks of.
    encoder: None leaves the vectors to embed_missing.
    InputError: the source cannot be read. StoreError: another writer or encoder, a full disk;
    every batch committed before is kept, and the same call continues from there.
    """
    info = source_info(source)
    with store.writing():
        if encoder is not None:
            check_encoder(store, encoder)
            with store.transaction(changes_products=False) as connection:
                register_encoder(connection, encoder)
        place = PicturePlace(info.base_folder, store.pictures_folder, allow_urls)
        planner = Planner(store, mode, place, encoder.id if encoder else None)
        meter = Meter("adding" if mode == "add" else "updating", info.total, progress)
        meter.tell()  # a bar shows at once, not when the first pictures are through
        rejects = RejectsFile(store.path)
        try:
            run = _Run(store, encoder, planner, rejects, meter, should_stop, batch_rows)
            run.run(source, mapping)
        finally:
            rejects.close()
    return run.report()


def remove(store: Store, product_ids: list[str]) -> int:
    """Remove these products in one transaction; how many were there (the rest are ignored)."""
    with store.transaction() as connection:
        writer = ProductWriter(connection, store.path)
        n_removed = sum(writer.remove(product_id) for product_id in dict.fromkeys(product_ids))
        writer.flush_words()
    return n_removed


class _Run:
    """One pass over one source: rows flow through planning, encoding and batched writes."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder | None,
        planner: Planner,
        rejects: RejectsFile,
        meter: Meter,
        should_stop: Callable[[], bool] | None,
        batch_rows: int,
    ) -> None:
        self.store = store
        self.encoder = encoder
        self.planner = planner
        self.rejects = rejects
        self.meter = meter
        self.should_stop = should_stop
        self.batch_rows = batch_rows
        self.counts = {"added": 0, "updated": 0, "unchanged": 0}
        self.n_pictures = 0
        self.n_texts = 0
        self.stopped = False
        self.source_error: RetrievalError | None = None
        # Products with pictures that the encoder has not answered for yet.
        self._waiting: deque[PlannedProduct] = deque()
        self._batch: list[PlannedProduct] = []
        self._committed_s = self._told_s = time.perf_counter()

    def run(self, source: Source, mapping: RowMapping | None) -> None:
        """Everything, to the end of the source or until asked to stop."""
        planned = self._planned(source, mapping)
        if self.encoder is None:
            for product in planned:
                self._ready(product)
        else:
            self._encode(planned, self.encoder)
        self._commit()
        self.meter.tell()
        if self.source_error is not None:
            raise self.source_error

    def _planned(self, source: Source, mapping: RowMapping | None) -> Iterator[PlannedProduct]:
        lines_of_ids: dict[str, int] = {}
        try:
            for row in self._rows(source, mapping):
                if self.should_stop is not None and self.should_stop():
                    self.stopped = True
                    return
                self.meter.done += 1
                self._tell()
                if isinstance(row, RejectedRow):
                    self.rejects.row(row.line, row.reason, row.raw)
                    continue
                product_id = row.product.id
                if (line := lines_of_ids.setdefault(product_id, row.line)) != row.line:
                    reason = f"the id {product_id!r} was already on line {line}"
                    self.rejects.row(row.line, reason, row.product.title, product_id)
                    continue
                try:
                    planned = self.planner.plan(row)
                except InputError as error:
                    self.rejects.row(row.line, str(error), row.product.title, product_id)
                    continue
                if planned is None:
                    self.counts["unchanged"] += 1
                else:
                    yield planned
        except RetrievalError as error:
            # What came before the fault is good: it is committed first, then the fault is told.
            self.source_error = error

    def _rows(self, source: Source, mapping: RowMapping | None) -> Iterator[Row]:
        rows = read_source(source, mapping)
        place = self.planner.place
        if not place.allow_urls:
            return rows
        return fetch_ahead(rows, place.pictures_folder, place.unfetched)

    def _encode(self, planned: Iterator[PlannedProduct], encoder: Encoder) -> None:
        pictures: deque[tuple[PlannedProduct, FoundPicture]] = deque()

        def stream() -> Iterator[Path]:
            for product in planned:
                wanted = product.pictures_to_embed()
                if not wanted:
                    # Not behind those that wait: a long run of them would pile up in memory.
                    self._ready(product)
                    continue
                self._waiting.append(product)
                pictures.extend((product, picture) for picture in wanted)
                for picture in wanted:
                    yield picture.path

        for blob in picture_blobs(encoder, stream()):
            product, picture = pictures.popleft()
            if isinstance(blob, InputError):
                product.unreadable[picture] = str(blob)
            else:
                product.vectors[picture.input_hash] = blob
                self.n_pictures += 1
            self._release(pictures)
        self._release(pictures)

    def _release(self, pictures: deque[tuple[PlannedProduct, FoundPicture]]) -> None:
        """Pass on the products before the first one that still has pictures out."""
        first_out = pictures[0][0] if pictures else None
        while self._waiting and self._waiting[0] is not first_out:
            self._ready(self._waiting.popleft())

    def _ready(self, product: PlannedProduct) -> None:
        row = product.row
        for lost in product.lost:
            self.rejects.picture(row.line, product.product.id, lost.image, lost.reason)
        for picture, reason in product.unreadable.items():
            self.rejects.picture(row.line, product.product.id, str(picture.path), reason)
        if row.needs_picture and not product.readable():
            reasons = [*product.unreadable.values(), *(lost.reason for lost in product.lost)]
            self.rejects.row(row.line, "; ".join(reasons), product_id=product.product.id)
            return
        self._batch.append(product)
        if len(self._batch) >= self.batch_rows or time.perf_counter() - self._committed_s > BATCH_S:
            self._commit()

    def _commit(self) -> None:
        self.rejects.flush()
        batch, self._batch = self._batch, []
        if batch:
            self._embed_texts(batch)
            with self.store.transaction() as connection:
                writer = ProductWriter(connection, self.store.path)
                for planned in batch:
                    self._write(writer, planned)
                writer.flush_words()
            for planned in batch:
                self.counts[planned.outcome] += 1
        self._committed_s = time.perf_counter()
        self._tell()

    def _embed_texts(self, batch: list[PlannedProduct]) -> None:
        if self.encoder is None:
            return
        wanted = {hash_of(p.text): p for p in batch if p.text and hash_of(p.text) not in p.vectors}
        blobs = text_blobs(self.encoder, [planned.text for planned in wanted.values()])
        made = dict(zip(wanted, blobs, strict=True))
        self.n_texts += len(made)
        for planned in batch:
            if planned.text and (blob := made.get(hash_of(planned.text))):
                planned.vectors[hash_of(planned.text)] = blob

    def _write(self, writer: ProductWriter, planned: PlannedProduct) -> None:
        key = writer.put(planned.stored_product(), planned.row_hash, planned.content_hash)
        hashes = planned.input_hashes()
        if planned.outcome != "added":
            drop_other_parts(writer.connection, key, hashes)
        if self.encoder is not None:
            vectors = {part: planned.vectors[hashed] for part, hashed in hashes.items()}
            add_parts(writer.connection, key, hashes, self.encoder.id, vectors)

    def _tell(self) -> None:
        now_s = time.perf_counter()
        if now_s - self._told_s >= TELL_EVERY_S:
            self._told_s = now_s
            self.meter.tell()

    def report(self) -> IngestReport:
        """What was done so far."""
        duration_s = self.meter.elapsed_s
        return IngestReport(
            added=self.counts["added"],
            updated=self.counts["updated"],
            unchanged=self.counts["unchanged"],
            rejected=self.rejects.n_rows,
            removed=0,
            rejected_pictures=self.rejects.n_pictures,
            n_pictures=self.n_pictures,
            n_texts=self.n_texts,
            duration_s=duration_s,
            pictures_per_s=self.n_pictures / max(duration_s, 1e-9),
            rejects_path=self.rejects.path,
            stopped=self.stopped,
        )
