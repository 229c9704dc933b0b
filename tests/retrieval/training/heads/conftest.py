"""The tiny shop of the training tests, embedded once by the encoder that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.config import TrainingConfig
from retrieval.training.heads.embedded import EmbeddedData, embed_sources
from retrieval.training.heads.recipe import EmbeddingRecipe, HeadsRecipe
from retrieval.training.heads.validation import validation_shops
from retrieval.training.held_out_pairs import Shop
from retrieval.training.sources import read_sources
from tests.retrieval.training.conftest import TinySamples

TINY_EMBEDDING = EmbeddingRecipe(
    n_views=2, n_captions=4, n_nonsense=8, sample_views=2, stored_px=40, held_out_share=0.34
)
TINY_HEADS = HeadsRecipe(
    shape=HeadsShape(HeadShape((16,)), HeadShape((16,)), n_mixed_dims=12),
    embedding=TINY_EMBEDDING,
    n_steps=12,
    batch_pictures=16,
    warm_up_steps=2,
    mine_every_steps=3,
    n_mined=4,
    look_every_steps=4,
    checkpoint_every_steps=2,
)


@pytest.fixture(scope="session")
def embedded(pocket: Encoder, tiny_data: Path) -> EmbeddedData:
    """Vectors of three groceries, two kinds of garments and two sample dresses with prices."""
    config = TrainingConfig(held_out_share=0.34, stored_px=40, sample_views=2)
    sources = read_sources(config, tiny_data, TinySamples(), None)
    prices = {"sample/dress-1": 10.0, "sample/dress-2": 90.0}
    return embed_sources(pocket, sources, TINY_EMBEDDING, prices=prices)


@pytest.fixture(scope="session")
def shops(pocket: Encoder, tiny_data: Path) -> tuple[Shop, ...]:
    return validation_shops(pocket, tiny_data, TinySamples(), None, 0.34)
