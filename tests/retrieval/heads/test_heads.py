"""What heads compute is what torch would compute; files give them back; bad ones are refused."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from retrieval.errors import InputError, ModelError
from retrieval.heads.heads_file import load_heads, save_heads
from retrieval.heads.shape import HeadShape, HeadsShape
from tests.retrieval.heads.conftest import random_heads

HEAD_SHAPES = st.builds(
    HeadShape,
    hidden_widths=st.lists(st.integers(1, 9), max_size=3).map(tuple),
    activation=st.sampled_from(["relu", "gelu"]),
    residual=st.booleans(),
    dropout=st.floats(0, 0.9),
)
SHAPES = st.builds(
    HeadsShape, text=HEAD_SHAPES, image=HEAD_SHAPES, n_mixed_dims=st.none() | st.integers(1, 9)
)


@given(SHAPES, st.integers(0, 100))
def test_heads_compute_what_torch_computes(shape: HeadsShape, seed: int) -> None:
    import torch
    import torch.nn.functional as F

    heads = random_heads(shape, 6, seed=seed)
    vectors = np.random.default_rng(seed).standard_normal((5, 6)).astype(np.float32)
    head = shape.image
    values = torch.from_numpy(vectors)
    for layer in range(len(head.hidden_widths) + 1):
        weight = torch.from_numpy(heads.tensors[f"image.{layer}.weight"])
        values = F.linear(values, weight, torch.from_numpy(heads.tensors[f"image.{layer}.bias"]))
        if layer < len(head.hidden_widths):
            values = (
                F.relu(values) if head.activation == "relu" else F.gelu(values, approximate="tanh")
            )
    if head.residual:
        skip = heads.tensors.get("image.skip.weight", np.eye(6, dtype=np.float32))
        values = values + torch.from_numpy(vectors) @ torch.from_numpy(skip).T
    assert np.allclose(heads.map("image", vectors), F.normalize(values, dim=1).numpy(), atol=1e-5)


@given(SHAPES)
def test_a_shape_survives_json(shape: HeadsShape) -> None:
    assert HeadsShape.from_json(json.loads(json.dumps(shape.to_json()))) == shape


def test_a_file_gives_back_the_heads_with_all_that_is_known_of_them(tmp_path: Path) -> None:
    heads = random_heads(HeadsShape(HeadShape(residual=True), n_mixed_dims=7), 6)
    save_heads(heads, tmp_path / "heads.safetensors")
    again = load_heads(tmp_path / "heads.safetensors")
    vectors = np.eye(6, dtype=np.float32)
    for side in ("text", "image"):
        assert np.array_equal(again.map(side, vectors), heads.map(side, vectors))
    assert (again.encoder_id, again.logit_scale, again.logit_bias) == ("tiny@abc", 12.5, -3.25)
    assert again.about == {"seed": 0, "measured": {"n": 3}}
    assert again.shape == heads.shape


@pytest.mark.parametrize(
    "values",
    [
        {"text": {"hidden_widths": [0]}},
        {"image": {"dropout": 1.0}},
        {"text": {"activation": "swish"}},
        {"n_mixed_dims": 0},
        {"depth": 3},
        {"text": {"hidden_widths": "wide"}},
    ],
)
def test_a_shape_that_makes_no_sense_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(InputError):
        HeadsShape.from_json(values)


def test_weights_of_another_shape_or_not_finite_are_refused(tmp_path: Path) -> None:
    heads = random_heads(HeadsShape(), 6)
    with pytest.raises(ModelError, match=r"text\.1\.weight"):
        dataclasses.replace(heads, shape=HeadsShape(n_mixed_dims=5))
    broken = {**heads.tensors, "text.0.bias": np.full(256, np.nan, np.float32)}
    with pytest.raises(ModelError, match="not finite"):
        dataclasses.replace(heads, tensors=broken)


def test_files_that_are_no_heads_are_refused_in_one_sentence(tmp_path: Path) -> None:
    noise, other = tmp_path / "noise.safetensors", tmp_path / "other.safetensors"
    noise.write_bytes(b"\x07" * 100)
    save_file({"weight": np.zeros(3, np.float32)}, other)
    for path in (noise, other, tmp_path / "missing.safetensors"):
        with pytest.raises(ModelError, match="vitrine train heads"):
            load_heads(path)
    newer = tmp_path / "newer.safetensors"
    save_file(
        dict(random_heads(HeadsShape(), 6).tensors), newer, {"vitrine_heads": '{"schema": 9}'}
    )
    with pytest.raises(ModelError, match="schema 9"):
        load_heads(newer)
    save_file(
        dict(random_heads(HeadsShape(), 6).tensors), newer, {"vitrine_heads": '{"schema": 1}'}
    )
    with pytest.raises(ModelError, match="damaged"):
        load_heads(newer)


def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "heads.safetensors"
    save_heads(random_heads(HeadsShape(HeadShape((4,)), HeadShape((4,))), 6), path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(ModelError):
            load_heads(path)


def test_heads_start_without_torch() -> None:
    code = "import sys, retrieval.heads.headed_encoder; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
