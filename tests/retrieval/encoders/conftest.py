"""Tiny checkpoints, made once a session, and pictures to put through them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests import checkpoints

TEXTS = ["long red dress", "红色长裙", "", "T-shirt &amp; jeans — 50% off!"]

MAKERS: dict[str, Callable[[Path], Path]] = {
    "open_clip": checkpoints.make_open_clip_folder,
    "open_clip_timm": lambda folder: checkpoints.make_open_clip_folder(
        folder,
        timm_model_name="test_vit",
        timm_pool="token",
        timm_proj="linear",
        image_size=160,
    ),
    "open_clip_bpe": checkpoints.make_clip_bpe_open_clip_folder,
    "open_clip_xlmr": checkpoints.make_xlmr_open_clip_folder,
    "siglip2": checkpoints.make_siglip2_folder,
    "siglip2_naflex": lambda folder: checkpoints.make_siglip2_folder(folder, naflex=True),
    "chinese_clip": checkpoints.make_chinese_clip_folder,
    "clip": checkpoints.make_hf_clip_folder,
}


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the folder of a kind of checkpoint; it is made when first asked for."""
    root = tmp_path_factory.mktemp("checkpoints")
    made: dict[str, Path] = {}

    def folder(kind: str) -> Path:
        if kind not in made:
            made[kind] = MAKERS[kind](root / kind)
        return made[kind]

    return folder


@pytest.fixture(scope="session")
def tiny_open_clip_folder(checkpoint: Callable[[str], Path]) -> Path:
    return checkpoint("open_clip")


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of compiled encoders for the tests that do not care whose it is."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def pictures() -> list[Image.Image]:
    random = np.random.default_rng(0)
    return [
        Image.fromarray(random.integers(0, 256, (height, width, 3), np.uint8))
        for height, width in ((40, 60), (61, 33), (32, 32), (200, 31), (5, 7))
    ]
