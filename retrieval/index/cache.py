"""Keeps the vector index level with the catalogue, which is the truth; not for searching it.

Files in the store's folder, one set for each encoder, fusion, metric and dtype:
`<name>.json`, the sidecar, names the `<name>.<token>.usearch` that belongs to it. The sidecar is
renamed into place last, so that the two always fit, whenever the power goes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import apsw

from retrieval.catalogue.store import Store
from retrieval.errors import InternalError, StoreError
from retrieval.fusion import Fusion
from retrieval.index.history import (
    NOWHERE,
    Position,
    changed_since,
    embedded_keys,
    encoder_ids,
    generation,
    position,
    snapshot,
)
from retrieval.index.live_index import LiveIndex
from retrieval.index.lock import index_lock
from retrieval.index.product_vectors import encoder_dims, read_product_vectors
from retrieval.index.sidecar import (
    Sidecar,
    file_stem,
    is_whole,
    read_sidecar,
    remove_orphans,
    sum_files,
)
from retrieval.index.usearch_index import UsearchIndex
from retrieval.index.vector_index import Dtype, IndexSpec, Metric

# Another process that rebuilds is waited for this long; then it is done here, in memory.
LOCK_TIMEOUT_S = 300.0
# Removed vectors leave tombstones in the graph; above this share it is built anew.
REBUILD_SHARE = 0.3
# So many fresh vectors are moved into the graph after each refresh: about 20 ms.
ABSORB_A_REFRESH = 64
# Fewer fresh vectors than this are absorbed and saved when a session ends.
ABSORB_AT_CLOSE = 512

_NOT_KEPT = (
    "The vector index could not be kept in the store's folder ({}); "
    "it serves from memory and will be made again next time."
)

Progress = Callable[[str, int, int | None], None]


class CachedIndex:
    """An open index over a store's product vectors, and how to keep it level.

    index: the `VectorIndex` to search. notices: sentences for a person, about rebuilding.
    """

    def __init__(
        self,
        connection: apsw.Connection,
        folder: Path,
        encoder_id: str,
        fusion: Fusion,
        spec: IndexSpec,
        notices: list[str],
        progress: Progress | None = None,
    ) -> None:
        self.notices = notices
        self.index = LiveIndex(UsearchIndex(spec))
        self._connection = connection
        self._folder = folder
        self._encoder_id = encoder_id
        self._encoder_n_dims = spec.n_dims // (2 if fusion.kind == "concat" else 1)
        self._fusion = fusion
        self._spec = spec
        self._progress = progress
        self._name = file_stem(encoder_id, fusion.id, spec)
        self._position = NOWHERE
        self._n_removed = 0
        self._n_unsaved = 0

    @property
    def sidecar_path(self) -> Path:
        """Where the JSON that describes the index lies."""
        return self._folder / f"{self._name}.json"

    @property
    def generation(self) -> int:
        """The store's generation that the index is level with."""
        return self._position.generation

    def open(self) -> None:
        """Map the file when it is whole and fits, else rebuild it; then catch up and save."""
        fault = self._map()
        if fault is not None:
            with index_lock(self._folder, LOCK_TIMEOUT_S) as locked:
                # Whoever held the lock may have done the work meanwhile.
                fault = self._map()
                if fault is not None:
                    self._rebuild(fault)
                    self._save(locked)
                    if not locked:
                        self.notices.append(_NOT_KEPT.format("locked or for reading only"))
        self.refresh()
        if self._n_removed > REBUILD_SHARE * len(self.index) + 1_000:
            self._rebuild(None)
        if self._n_unsaved:
            self.index.absorb()
            with index_lock(self._folder, 0.0) as locked:
                self._save(locked)

    def refresh(self) -> bool:
        """Take in what changed in the store since; whether anything did."""
        if generation(self._connection) == self._position.generation:
            return False
        with snapshot(self._connection):
            now = position(self._connection, self._encoder_id)
            changed = changed_since(self._connection, self._encoder_id, self._position.serial)
            if changed:
                self._apply(changed)
        self._position = now
        if changed:
            self.index.absorb(ABSORB_A_REFRESH)
        return bool(changed)

    def rebuild(self) -> None:
        """Build the index anew from the catalogue and save it."""
        with index_lock(self._folder, LOCK_TIMEOUT_S) as locked:
            self._rebuild(None)
            self._save(locked)

    def verify(self) -> list[str]:
        """Sentences about what is wrong with the index file; none when it is sound."""
        sidecar = read_sidecar(self.sidecar_path)
        if sidecar is None:
            return [f"The index description {self.sidecar_path.name} is missing or damaged."]
        if not is_whole(self._folder, sidecar.files, thorough=True):
            return [f"The index file of {self.sidecar_path.name} does not have its checksum."]
        self.open()
        self.index.absorb()
        wanted = embedded_keys(self._connection, self._encoder_id)
        found = set(self.index.graph.keys().tolist())
        lacking, gone = len(wanted - found), len(found - wanted)
        lost = len(self.index.graph.lost())
        findings = {
            f"The index lacks {lacking} products and holds {gone} that are gone.": lacking + gone,
            f"Of the vectors in the index, {lost} do not find themselves.": lost,
        }
        return [sentence for sentence, n in findings.items() if n]

    def close(self) -> None:
        """Save what changed when that is quick, then let go of memory and files."""
        if self._n_unsaved and self.index.n_fresh <= ABSORB_AT_CLOSE:
            self.index.absorb()
            with index_lock(self._folder, 0.0) as locked:
                self._save(locked)
        self.index.close()

    def _map(self) -> str | None:
        """Map the file that the sidecar names; a sentence when that is not possible."""
        sidecar = read_sidecar(self.sidecar_path)
        if sidecar is None:
            return "damaged" if self.sidecar_path.exists() else "missing"
        now = position(self._connection, self._encoder_id)
        if sidecar.encoder_created_at != now.encoder_created_at or sidecar.serial > now.serial:
            return "of another store"
        spec = sidecar.spec
        if (sidecar.encoder_id, sidecar.fusion) != (self._encoder_id, self._fusion.id) or (
            (spec.n_dims, spec.metric, spec.dtype)
            != (self._spec.n_dims, self._spec.metric, self._spec.dtype)
        ):
            return "stale"
        if not is_whole(self._folder, sidecar.files):
            return "damaged"
        try:
            graph = UsearchIndex.open(self._folder / sidecar.files[0].name, spec)
        except InternalError:
            return "damaged"
        if len(graph) != sidecar.count:
            return "damaged"
        self.index = LiveIndex(graph)
        self._position = Position(sidecar.generation, sidecar.serial, now.encoder_created_at)
        self._n_removed = sidecar.n_removed
        return None

    def _rebuild(self, fault: str | None) -> None:
        with snapshot(self._connection):
            now = position(self._connection, self._encoder_id)
            self._fill()
        self._position = now
        if fault is not None and len(self.index):
            made = "made" if fault == "missing" else f"{fault} and was made again"
            verb = "has been" if fault == "missing" else "was"
            self.notices.append(
                f"The vector index {verb} {made} from the catalogue ({len(self.index):,} products)."
            )

    def _fill(self) -> None:
        graph = UsearchIndex(self._spec)
        total = len(changed_since(self._connection, self._encoder_id, -1))
        done = 0

        def count(n: int) -> None:
            nonlocal done
            done += n
            if self._progress is not None:
                self._progress("building the vector index", done, max(total, done))

        for keys, vectors in read_product_vectors(
            self._connection, self._encoder_id, self._encoder_n_dims, self._fusion
        ):
            graph.add(keys, vectors, count)
        self.index = LiveIndex(graph)
        self._n_removed = 0
        self._n_unsaved = max(len(graph), 1)
        self._audit()

    def _audit(self) -> None:
        """Lost nodes were seen after bulk loads by others: add them again, tell what remains."""
        graph = self.index.graph
        if graph.self_recall() == 1.0:
            return
        for key in graph.lost():
            graph.add(*graph.vectors([key]))
        recall = graph.self_recall()
        if recall < 1.0:
            self.notices.append(f"Only {recall:.2%} of the vectors in the index find themselves.")

    def _apply(self, changed: list[int]) -> None:
        there = []
        for keys, vectors in read_product_vectors(
            self._connection, self._encoder_id, self._encoder_n_dims, self._fusion, changed
        ):
            self._n_removed += self.index.remove(keys)
            self.index.add(keys, vectors)
            there += keys.tolist()
        self._n_removed += self.index.remove(sorted(set(changed) - set(there)))
        self._n_unsaved += len(changed)

    def _save(self, locked: bool) -> None:
        """Write graph and sidecar; a folder that cannot be written costs a notice, no answer."""
        if not locked:
            return
        token = secrets.token_hex(4)
        path = self._folder / f"{self._name}.{token}.usearch"
        try:
            written = self.index.save(path)
            Sidecar(
                encoder_id=self._encoder_id,
                encoder_created_at=self._position.encoder_created_at,
                fusion=self._fusion.id,
                spec=self.index.spec,
                count=len(self.index),
                n_removed=self._n_removed,
                generation=self._position.generation,
                serial=self._position.serial,
                self_recall=1.0 if not len(self.index) else self.index.graph.self_recall(100),
                files=sum_files(written),
            ).write(self.sidecar_path)
        except OSError as error:
            self.notices.append(_NOT_KEPT.format(error))
            return
        self._n_unsaved = 0
        for old in self._folder.glob(f"{self._name}.*.usearch*"):
            if not old.name.startswith(path.name):
                old.unlink(missing_ok=True)
        remove_orphans(self._folder, encoder_ids(self._connection))


def open_index(
    store: Store,
    encoder_id: str,
    fusion: Fusion,
    *,
    metric: Metric | None = None,
    dtype: Dtype = "f16",
    connection: apsw.Connection | None = None,
    notices: list[str] | None = None,
    progress: Progress | None = None,
) -> CachedIndex:
    """The index over the store's product vectors, level with the store.

    Mapped from its file when that is whole and fits; else made from the catalogue, which `notices`
    tells. metric: the store's own by default. connection: to read by, the store's by default.
    StoreError when the store has no vectors of this encoder.
    """
    reader = connection or store.connection
    n_dims = encoder_dims(reader, encoder_id)
    if n_dims is None:
        raise StoreError(
            f"The store {store.path} has no vectors of {encoder_id}; make them with: "
            f"vitrine models use NAME --store {store.path}"
        )
    chosen: Metric = metric or ("euclidean" if store.meta("metric") == "euclidean" else "cosine")
    spec = IndexSpec(fusion.n_dims(n_dims), chosen, dtype)
    told = [] if notices is None else notices
    cached = CachedIndex(reader, store.path, encoder_id, fusion, spec, told, progress)
    cached.open()
    return cached
