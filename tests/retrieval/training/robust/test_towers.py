"""Towers give what the encoder that answers queries gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from retrieval.encoders.load import load_encoder
from retrieval.training.robust.measure import encode_in_parts, pixels_of
from retrieval.training.robust.towers import Towers, open_towers
from samples import SAMPLES_DIR
from tests.checkpoints import make_open_clip_folder

TEXTS = ["long red dress", "红色长裙", "", "snekaers " * 60, "a", "Crème brûlée 🍋"]


def test_texts_of_mixed_lengths_are_encoded_as_the_encoder_does_in_their_order(
    pocket_towers: Towers,
) -> None:
    encoder = load_encoder("pocket", backend="torch")
    ours = encode_in_parts(pocket_towers, TEXTS)
    assert np.abs(ours - encoder.encode_texts(TEXTS)).max() < 1e-4
    assert encode_in_parts(pocket_towers, TEXTS[:1])[0] == pytest.approx(ours[0], abs=1e-5)


def test_pictures_from_files_are_encoded_as_the_encoder_does(pocket_towers: Towers) -> None:
    paths = sorted((SAMPLES_DIR / "photos").glob("*.jpg"))[:3]
    pixels = pixels_of(pocket_towers, paths)
    assert pixels.shape == (3, 3, 96, 96)
    assert float(pixels.min()) >= 0 and float(pixels.max()) <= 1
    expected = load_encoder("pocket", backend="torch").encode_images(paths)
    with torch.no_grad():
        assert np.abs(pocket_towers.encode_pixels(pixels).numpy() - expected).max() < 1e-4


def test_gradients_reach_the_pixels_in_half_precision_too(tmp_path: Path) -> None:
    folder = make_open_clip_folder(tmp_path / "vit")
    towers, _ = open_towers(str(folder), precision="bfloat16")
    pixels = torch.rand(2, 3, *towers.side_px, requires_grad=True)
    vectors = towers.encode_pixels(pixels)
    assert vectors.dtype == torch.float32
    vectors[:, 0].sum().backward()
    assert pixels.grad is not None and bool((pixels.grad != 0).any())
