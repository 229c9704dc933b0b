"""Heads over the pocket encoder, made of random numbers on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.heads.heads import Heads
from retrieval.heads.heads_file import save_heads
from retrieval.heads.shape import SIDES, HeadsShape


def random_heads(
    shape: HeadsShape, n_dims: int, encoder_id: str = "tiny@abc", seed: int = 0
) -> Heads:
    """Heads of a shape over vectors of n_dims, their last layers small."""
    numbers = np.random.default_rng(seed)
    n_mixed = shape.n_mixed_dims or n_dims
    tensors = {}
    for side in SIDES:
        n_in = n_dims
        for layer, width in enumerate((*shape.of(side).hidden_widths, n_mixed)):
            weight = numbers.standard_normal((width, n_in)) / np.sqrt(n_in)
            tensors[f"{side}.{layer}.weight"] = weight.astype(np.float32)
            tensors[f"{side}.{layer}.bias"] = np.full(width, 0.01, np.float32)
            n_in = width
        if shape.of(side).residual and n_mixed != n_dims:
            skip = numbers.standard_normal((n_mixed, n_dims)).astype(np.float32)
            tensors[f"{side}.skip.weight"] = skip
    return Heads(shape, tensors, encoder_id, 12.5, -3.25, {"seed": seed, "measured": {"n": 3}})


@pytest.fixture
def heads_file(tmp_path: Path, pocket: Encoder) -> Callable[..., Path]:
    """Write a heads file for pocket, or for the encoder of another id."""

    def write(
        name: str = "heads.safetensors",
        *,
        encoder_id: str = "",
        seed: int = 0,
        n_mixed_dims: int | None = 64,
    ) -> Path:
        shape = HeadsShape(n_mixed_dims=n_mixed_dims)
        path = tmp_path / name
        save_heads(random_heads(shape, pocket.n_dims, encoder_id or pocket.id, seed), path)
        return path

    return write
