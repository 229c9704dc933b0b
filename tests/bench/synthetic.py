"""Large stores without hours of encoding: real wording, seeded random vectors; not for quality."""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.encoders.encoder import Encoder
from samples import CATALOGUE_CSV, QUERIES_CSV


class SyntheticVectors:
    """A real encoder whose vectors of captions are random but seeded by the caption.

    It keeps the real one's id, so that the store is searched with the real one.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Stand in for `encoder` while products are added."""
        self.id = encoder.id
        self.name = encoder.name
        self.n_dims = encoder.n_dims
        self.folder = encoder.folder
        self.logit_scale = encoder.logit_scale
        self.logit_bias = encoder.logit_bias
        self.device = "cpu"
        self.backend = encoder.backend
        self.batch_size = 512
        self.picture_side_px = encoder.picture_side_px

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        """(n, n_dims) float32, unit length."""
        seeds = (hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts)
        rows = [
            np.random.default_rng(int.from_bytes(seed, "little")).standard_normal(
                self.n_dims, dtype=np.float32
            )
            for seed in seeds
        ]
        vectors = np.stack(rows)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_images(self, pictures: Sequence[object]) -> np.ndarray:
        """Never asked: synthetic products have no pictures."""
        raise TypeError("synthetic products have no pictures")

    def preprocess(self, picture: object) -> np.ndarray:
        """Never asked: synthetic products have no pictures."""
        raise TypeError("synthetic products have no pictures")

    encode_preprocessed = preprocess


def products(n: int) -> Iterator[Product]:
    """n products: the samples' wording over and over, each with a number of its own."""
    with CATALOGUE_CSV.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in zip(range(n), itertools.cycle(rows), strict=False):
        yield Product(
            id=f"{row['id']}-{number}",
            title=f"{row['title']} model {number}",
            description=row["description"],
            category=row["category"],
            brand=row["brand"],
            price=Decimal(row["price"]) + number % 50,
            currency="USD",
            stock=number % 7,
            attributes={"colour": row["colour"], "material": row["material"]},
        )


def make_store(folder: Path, n: int, encoder: Encoder) -> None:
    """A store of n synthetic products at `folder`."""
    with Store.open(folder, create=True) as store:
        report = add(store, products(n), SyntheticVectors(encoder))
    if report.added != n:
        raise RuntimeError(f"{report.added} of {n} synthetic products landed")


def texts() -> list[str]:
    """The samples' labelled text queries."""
    with QUERIES_CSV.open(encoding="utf-8", newline="") as stream:
        return [row["query"] for row in csv.DictReader(stream) if row["expected_ids"]]
