"""Checks vectors against products, and index files against their sums; repairs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from retrieval.catalogue.finding import ADD_AGAIN, REBUILD, Finding, examples
from retrieval.catalogue.rows import hash_of
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import MAX_LENGTH_ERROR, TEXT_PART, from_blob, image_part
from retrieval.catalogue.verify_products import readable_products

# Written by retrieval.index.cache beside each index file.
INDEX_SIDECARS = "vectors-*.json"


def check_vectors(store: Store) -> Iterator[Finding]:
    encoder_id = store.encoder_id
    connection = store.connection
    n_vectors = connection.execute("SELECT count(*) FROM embedding").get
    if encoder_id is None:
        if n_vectors:
            message = "There are vectors but no active encoder"
            yield Finding("encoder", message, "run: vitrine models use NAME", n_vectors)
        return
    known = dict(store.rows("SELECT id, n_dims FROM encoder"))
    yield from _check_parts(store, encoder_id)
    bad: list[str] = []
    rows = store.rows(
        "SELECT p.id, e.encoder_id, e.part, CAST(e.vector AS BLOB) FROM embedding e"
        " JOIN product p ON p.key = e.product_key"
    )
    for product_id, made_by, part, blob in rows:
        vector = from_blob(blob).astype(np.float32) if len(blob) % 2 == 0 else np.empty(0)
        is_sound = vector.shape == (known.get(made_by),)
        if not is_sound or not abs(float(np.linalg.norm(vector)) - 1) <= MAX_LENGTH_ERROR:
            bad.append(f"{product_id!r} {part}")
    if bad:
        message = f"Vectors are not of the right size or length: {examples(bad)}"
        yield Finding("vectors", message, ADD_AGAIN, len(bad))
    unused = connection.execute(
        "SELECT count(*) FROM embedding WHERE encoder_id NOT IN (?, ?)",
        (encoder_id, store.meta("switching_to") or encoder_id),
    ).get
    if unused:
        message = "Vectors of an encoder that is no longer used take up space"
        yield Finding("unused vectors", message, "run: vitrine models use NAME", unused)


def _check_parts(store: Store, encoder_id: str) -> Iterator[Finding]:
    lacking: list[str] = []
    stale: list[str] = []
    surplus: list[str] = []
    gone: list[str] = []
    parts = "SELECT part, input_hash FROM embedding WHERE product_key = ? AND encoder_id = ?"
    for key, product in readable_products(store):
        present: dict[str, str] = dict(store.rows(parts, (key, encoder_id)))
        expected = {image_part(position) for position in range(len(product.images))}
        expected |= {TEXT_PART} if product.text() else set()
        missing = expected - present.keys()
        without_file = {
            image_part(position)
            for position, image in enumerate(product.images)
            if image_part(position) in missing and not Path(image).is_file()
        }
        if present.get(TEXT_PART) not in (None, hash_of(product.text())):
            stale.append(repr(product.id))
        lacking += [f"{product.id!r} {part}" for part in sorted(missing - without_file)]
        gone += [f"{product.id!r} {part}" for part in sorted(without_file)]
        surplus += [f"{product.id!r} {part}" for part in sorted(present.keys() - expected)]
    (name,) = next(
        store.rows("SELECT name FROM encoder WHERE id = ?", (encoder_id,)), (encoder_id,)
    )
    embed = f"run: vitrine models use {name}"
    if stale:
        message = f"Vectors were made of an older text: {examples(stale)}"
        yield Finding("vectors stale", message, embed, len(stale))
    if lacking:
        message = f"Products lack vectors: {examples(lacking)}"
        yield Finding("vectors missing", message, embed, len(lacking))
    if gone:
        message = f"Pictures without a vector are not where they were: {examples(gone)}"
        yield Finding("pictures", message, "put them back, then add the products again", len(gone))
    if surplus:
        message = f"Vectors belong to no part of their product: {examples(surplus)}"
        yield Finding("vectors surplus", message, ADD_AGAIN, len(surplus))


def check_index_files(store: Store) -> Iterator[Finding]:
    """Index files that are not as they were written; one behind the store is no fault."""
    from retrieval.index.sidecar import is_whole, read_sidecar

    for path in sorted(store.path.glob(INDEX_SIDECARS)):
        # Twice: between reading the sidecar and the file another program may have replaced both.
        for _ in range(2):
            sidecar = read_sidecar(path)
            is_sound = sidecar is not None and is_whole(store.path, sidecar.files, thorough=True)
            if is_sound or not path.exists():
                break
        else:
            yield Finding("index", f"The index file of {path.name} is damaged", REBUILD)
