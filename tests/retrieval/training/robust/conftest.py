"""A tiny clean encoder in the true format, and a recipe that fine-tunes it in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from retrieval.training.config import TrainingConfig
from retrieval.training.export import export_encoder
from retrieval.training.network import build_model
from retrieval.training.robust.config import RobustConfig
from retrieval.training.robust.towers import Towers, open_towers
from retrieval.training.sources import caption_corpus, read_sources
from retrieval.training.tokenizer import learn_tokenizer
from tests.retrieval.training.conftest import TINY_SHAPE, TinySamples

TINY_ROBUST = RobustConfig(
    n_steps=4,
    per_step=(("grocery", 4), ("clothing", 4), ("sample", 2)),
    precision="float32",
    n_nothing_pictures=1,
    n_captions=6,
    n_nonsense_texts=1,
    stored_px=40,
    sample_views=2,
    held_out_share=0.3,
    ramp_steps=2,
    text_candidates=2,
    warm_up_steps=1,
    cool_down_steps=2,
    checkpoint_every_steps=2,
    look_every_steps=2,
    look_attack_steps=1,
    least_rank_share=0.0,
    largest_mean_cosine=1.0,
)


@pytest.fixture(scope="session")
def tiny_encoder(tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder folder of random weights, with a tokenizer that has read the tiny shop."""
    reading = TrainingConfig(stored_px=40, sample_views=1)
    corpus = caption_corpus(read_sources(reading, tiny_data, TinySamples(), None), 0)
    tokenizer = learn_tokenizer(corpus, TINY_SHAPE.vocabulary, TINY_SHAPE.context_tokens)
    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("clean") / "encoder"
    export_encoder(
        build_model(TINY_SHAPE, tokenizer.get_vocab_size()), tokenizer, TINY_SHAPE, folder
    )
    return folder


@pytest.fixture(scope="session")
def pocket_towers() -> Towers:
    """The model that ships, as towers."""
    towers, _ = open_towers("pocket", precision="float32")
    towers.clip.eval().requires_grad_(False)
    return towers
