"""Three tiny shops, embedded by the encoder that ships; they sell other things."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.federated.partition import only_pictures
from retrieval.training.federated.recipe import FederatedRecipe, Privacy
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.validation import validation_shops
from retrieval.training.held_out_pairs import Shop
from tests.retrieval.training.conftest import TinySamples
from tests.retrieval.training.heads.conftest import TINY_HEADS, embedded  # noqa: F401

HEAD = HeadShape((8,), residual=True, dropout=0.1)
TINY = FederatedRecipe(
    heads=dataclasses.replace(TINY_HEADS, shape=HeadsShape(HEAD, HEAD)),
    n_rounds=2,
    local_steps=3,
    min_shops=3,
)


def private(**values: object) -> FederatedRecipe:
    """The tiny recipe with this privacy."""
    return dataclasses.replace(TINY, privacy=Privacy(**values))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def shops(pocket: Encoder, tiny_data: Path, embedded: EmbeddedData) -> tuple[ShopData, ...]:  # noqa: F811
    """Groceries, garments, and a little of both; only the first has queries held out."""
    looks = validation_shops(pocket, tiny_data, TinySamples(), None, 0.34)
    source = np.array([subject.source for subject in embedded.subjects])[embedded.picture_subject]
    return (
        _shop(embedded, 0, np.flatnonzero(source == "grocery"), looks[:1]),
        _shop(embedded, 1, np.flatnonzero(source == "clothing"), ()),
        _shop(embedded, 2, np.arange(0, len(source), 2), ()),
    )


def _shop(data: EmbeddedData, number: int, rows: np.ndarray, looks: Sequence[Shop]) -> ShopData:
    own = only_pictures(data, rows)
    return ShopData(f"shop {number + 1}", number, own, tuple(looks), len(rows))
