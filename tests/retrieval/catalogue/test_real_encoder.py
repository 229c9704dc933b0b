"""The catalogue with an encoder of the true format, loaded the true way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import from_blob
from retrieval.catalogue.verify import verify
from retrieval.encoders.load import load_encoder
from tests.checkpoints import make_open_clip_folder


def test_stored_vectors_are_what_the_encoder_says(
    store: Store, picture: Callable[..., Path], tmp_path: Path
) -> None:
    encoder = load_encoder(str(make_open_clip_folder(tmp_path / "tiny")), backend="torch")
    image = picture("a.png")
    product = Product("1", "Red lamp", images=(str(image),))
    report = add(store, [product], encoder)
    assert (report.n_pictures, report.n_texts) == (1, 1)
    parts = {
        part: from_blob(blob) for part, blob in store.rows("SELECT part, vector FROM embedding")
    }
    expected = {
        "text": encoder.encode_texts([product.text()])[0],
        "image:0": encoder.encode_images([image])[0],
    }
    assert parts.keys() == expected.keys()
    for part, vector in expected.items():
        np.testing.assert_allclose(parts[part], vector, atol=2e-3)
    assert verify(store) == []
