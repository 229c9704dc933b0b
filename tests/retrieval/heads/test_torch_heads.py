"""Heads as torch modules give what numpy gives, and let gradients through to the pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from retrieval import load_encoder
from retrieval.errors import InputError
from retrieval.heads.headed_encoder import wear_heads
from retrieval.heads.heads import Heads
from retrieval.heads.heads_file import save_heads
from retrieval.heads.shape import SIDES, HeadShape, HeadsShape
from retrieval.heads.torch_heads import head_module
from retrieval.robustness.pixel_tower import PixelTower
from retrieval.training.heads.network import build_heads, exported
from samples import SAMPLES_DIR

PICTURES = [SAMPLES_DIR / "pictures" / f"{kind}-001-1.jpg" for kind in ("dress", "mug", "sofa")]


def heads_of(shape: HeadsShape, n_dims: int, encoder_id: str = "e@1", seed: int = 3) -> Heads:
    torch.manual_seed(seed)
    network = build_heads(shape, n_dims, 10.0, 0.0, 1)
    for parameter in network.parameters():  # residual heads start as nothing
        parameter.data += 0.05 * torch.randn_like(parameter)
    return exported(network, shape, encoder_id, {})


@pytest.mark.parametrize(
    "head",
    [
        HeadShape((16,)),
        HeadShape((16, 8), "gelu"),
        HeadShape((), residual=True),
        HeadShape((16,), "gelu", residual=True),
    ],
)
@pytest.mark.parametrize("n_mixed", [None, 7])
def test_a_head_in_torch_is_the_head_in_numpy(head: HeadShape, n_mixed: int | None) -> None:
    heads = heads_of(HeadsShape(head, head, n_mixed), 12)
    vectors = np.random.default_rng(0).normal(size=(20, 12)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for side in SIDES:
        found = head_module(heads, side)(torch.from_numpy(vectors)).numpy()
        np.testing.assert_allclose(found, heads.map(side, vectors), atol=1e-5)
        assert not np.allclose(found[:, :7], vectors[:, :7], atol=1e-2)


def headed(encoder: Any, folder: Path) -> Any:
    head = HeadShape((32,), residual=True)
    file = folder / "heads.safetensors"
    save_heads(heads_of(HeadsShape(head, head), encoder.n_dims, encoder.id), file)
    return wear_heads(encoder, file)


def test_pixels_go_through_encoder_and_heads_as_pictures_do(
    tmp_path: Path, vitrine_home: Path
) -> None:
    encoder = headed(load_encoder("pocket", device="cpu", backend="torch"), tmp_path)
    tower = PixelTower(encoder)
    pixels = tower.pixels_of(PICTURES)
    expected = encoder.encode_images(PICTURES)
    np.testing.assert_allclose(tower.vectors_of(pixels).numpy(), expected, atol=1e-5)
    wanted = torch.from_numpy(encoder.encode_texts(["a mug"]))
    moved = pixels.clone().requires_grad_()
    (gradient,) = torch.autograd.grad((tower(moved) @ wanted.T).sum(), moved)
    nearer = tower.vectors_of((pixels + 0.004 * gradient.sign()).clamp(0, 1)) @ wanted.T
    assert (nearer > tower.vectors_of(pixels) @ wanted.T).all()


def test_heads_over_an_encoder_without_torch_say_so(tmp_path: Path, vitrine_home: Path) -> None:
    encoder = headed(load_encoder("pocket", device="cpu", backend="onnx"), tmp_path)
    with pytest.raises(InputError, match="torch"):
        PixelTower(encoder)
