"""Lists the products of a store that look made to mislead, its pictures' pixels included.

Nothing is changed or dropped: what the pixels say is kept for later answers. Not the judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from retrieval.catalogue.progress import Meter, ProgressCallback, StopCallback
from retrieval.catalogue.store import Store
from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError, ModelError
from retrieval.fusion import load_fusion
from retrieval.index.history import snapshot
from retrieval.index.product_vectors import encoder_dims
from retrieval.trust.altered import write_altered
from retrieval.trust.doubt import FLAGGED, Suspicion
from retrieval.trust.query import Detector, encode_with_changes, load_detector
from retrieval.trust.table import open_trust
from retrieval.trust.table_file import FILE_NAME

BATCH = 32


@dataclass(frozen=True, slots=True)
class Doubted:
    """One product of a scan."""

    id: str
    title: str
    suspicion: Suspicion


@dataclass(frozen=True, slots=True)
class Scan:
    """doubted: most suspect first. n_pictures: whose pixels were looked at. stopped: before all."""

    doubted: tuple[Doubted, ...]
    n_products: int
    n_pictures: int
    stopped: bool = False


def scan_catalogue(
    store: Store,
    encoder: Encoder,
    *,
    pixels: bool,
    progress: ProgressCallback | None = None,
    should_stop: StopCallback | None = None,
) -> Scan:
    """What a store's products are doubted for; with pixels every picture is read once more.

    ModelError when pixels are asked for and the encoder has no detector.
    """
    n_pictures, stopped = 0, False
    if pixels:
        detector = load_detector(encoder)
        if detector is None:
            raise ModelError(
                f"The encoder {encoder.name} has no suspicion.json to read pixels by: leave "
                "--pixels out, or fit one with: python -m retrieval.robustness.fit_detector"
            )
        n_pictures, stopped = _look(store, encoder, detector, progress, should_stop)
    n_dims = encoder_dims(store.connection, encoder.id)
    if n_dims is None:
        return Scan((), len(store), n_pictures, stopped)
    fusion = load_fusion(encoder.folder, store.meta("fusion"))
    with snapshot(store.connection):
        table = open_trust(store.connection, store.path, encoder.id, n_dims, fusion)
        products = store.products_by_key(sorted(table.flagged))
    doubted = [
        Doubted(products[key].id, products[key].title, one)
        for key, one in table.flagged.items()
        if key in products
    ]
    doubted.sort(key=lambda one: (-one.suspicion.score, one.id))
    return Scan(tuple(doubted), len(store), n_pictures, stopped)


def _look(
    store: Store,
    encoder: Encoder,
    detector: Detector,
    progress: ProgressCallback | None,
    should_stop: StopCallback | None,
) -> tuple[int, bool]:
    """Every picture against its blurred self; what was found is kept unless stopped before."""
    hashed = _pictures(store, encoder.id)
    meter = Meter("looking at pictures", None, progress)
    altered: dict[str, float] = {}
    while some := list(islice(hashed, BATCH)):
        if should_stop is not None and should_stop():
            return meter.done, True
        hashes, paths = [name for name, _ in some], [path for _, path in some]
        altered |= _altered(encoder, detector, hashes, paths)
        meter.done += len(some)
        meter.tell()
    write_altered(store.path, encoder.id, altered)
    # made of what was known of the pixels before
    (store.path / FILE_NAME).unlink(missing_ok=True)
    return meter.done, False


def _altered(
    encoder: Encoder, detector: Detector, hashes: list[str], paths: list[Path]
) -> dict[str, float]:
    """Of these pictures the suspicions of those that look altered; unreadable ones do not."""
    try:
        _, changes = encode_with_changes(encoder, paths)
    except InputError:
        if len(paths) == 1:
            return {}
        found: dict[str, float] = {}
        for name, path in zip(hashes, paths, strict=True):
            found |= _altered(encoder, detector, [name], [path])
        return found
    scores = detector.lifted(changes).tolist()
    return {
        name: round(score, 4)
        for name, score in zip(hashes, scores, strict=True)
        if score >= FLAGGED
    }


def _pictures(store: Store, encoder_id: str) -> Iterator[tuple[str, Path]]:
    """Hash and file of every picture with a vector, each content once."""
    rows = store.rows(
        "SELECT e.input_hash, p.images ->> ('$[' || substr(e.part, 7) || ']')"
        " FROM embedding e JOIN product p ON p.key = e.product_key"
        " WHERE e.encoder_id = ? AND e.part LIKE 'image:%' ORDER BY e.product_key, e.part",
        (encoder_id,),
    )
    seen: set[str] = set()
    for input_hash, image in rows:
        if image and input_hash not in seen:
            seen.add(input_hash)
            yield str(input_hash), store.path / image
