"""A store and its labelled queries as the vectors that adapting takes; not for adapting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import TEXT_PART, check_encoder, from_blob
from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.evaluation.queries import LabelledQuery
from retrieval.training.heads.few_shot import LabelledShop
from retrieval.training.heads.rehearsal import rehearsal_texts


def labelled_store(
    store: Store, encoder: Encoder, queries: Sequence[LabelledQuery]
) -> LabelledShop:
    """Every product's stored vectors, and the queries that are one text or one picture, encoded.

    InputError for a label that is no product of the store, or when no query is left.
    """
    check_encoder(store, encoder)
    stored = list(
        store.rows(
            "SELECT product_key, part, vector FROM embedding WHERE encoder_id = ?"
            " ORDER BY product_key, part",
            (encoder.id,),
        )
    )
    keys = sorted({int(key) for key, _, _ in stored})
    row_of = {key: row for row, key in enumerate(keys)}
    texts = np.zeros((len(keys), encoder.n_dims), np.float32)
    pictures, owners = [], []
    for key, part, blob in stored:
        vector = from_blob(blob).astype(np.float32)
        if part == TEXT_PART:
            texts[row_of[key]] = vector
        else:
            pictures.append(vector)
            owners.append(row_of[key])
    asked = [q for q in queries if q.expected_ids and bool(q.text) != (q.image is not None)]
    if not asked:
        raise InputError("No labelled query is one text or one picture with expected_ids.")
    vectors = [
        encoder.encode_texts([q.text])[0]
        if q.image is None
        else encoder.encode_images([q.image])[0]
        for q in asked
    ]
    return LabelledShop(
        texts,
        np.stack(pictures) if pictures else np.zeros((0, encoder.n_dims), np.float32),
        np.array(owners, np.int64),
        np.stack(vectors),
        np.array([q.image is None for q in asked], bool),
        tuple(_rows(store, row_of, q) for q in asked),
        encoder.encode_texts(rehearsal_texts()),
    )


def _rows(store: Store, row_of: dict[int, int], query: LabelledQuery) -> frozenset[int]:
    rows = set()
    for product_id in query.expected_ids:
        key = store.key_of(product_id)
        if key is None or key not in row_of:
            raise InputError(
                f"Line {query.line} of the labels names {product_id!r}, which is no product of "
                f"{store.path}."
            )
        rows.add(row_of[key])
    return frozenset(rows)
