"""Half precision and small memories change how an encoder computes, not what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.encoders import devices
from retrieval.encoders.devices import choose_device, choose_precision
from retrieval.encoders.load import load_encoder
from retrieval.encoders.torch_encoder import TorchEncoder
from tests.retrieval.encoders.conftest import TEXTS

Checkpoint = Callable[[str], Path]


@pytest.mark.parametrize(
    ("kind", "precision"),
    [("open_clip", "bf16"), ("open_clip_xlmr", "float16"), ("siglip2", "float16")],
)
def test_half_precision_gives_nearly_the_same_vectors(
    kind: str,
    precision: str,
    checkpoint: Checkpoint,
    shared_cache: Path,
    pictures: list[Image.Image],
) -> None:
    single = load_encoder(checkpoint(kind), backend="torch", compiled_cache=shared_cache)
    half = load_encoder(
        checkpoint(kind), backend="torch", precision=precision, compiled_cache=shared_cache
    )
    assert half.id == single.id
    cosines = [
        (half.encode_texts(TEXTS) * single.encode_texts(TEXTS)).sum(1),
        (half.encode_images(pictures) * single.encode_images(pictures)).sum(1),
    ]
    assert np.concatenate(cosines).min() > 0.995


def test_half_precision_never_takes_the_twin(checkpoint: Checkpoint, shared_cache: Path) -> None:
    load_encoder(checkpoint("open_clip"), compiled_cache=shared_cache)
    half = load_encoder(checkpoint("open_clip"), precision="float16", compiled_cache=shared_cache)
    assert half.backend == "torch"


def test_a_batch_too_large_for_the_device_is_halved_until_it_fits(
    checkpoint: Checkpoint, tmp_path: Path, pictures: list[Image.Image]
) -> None:
    import torch

    encoder = load_encoder(checkpoint("open_clip"), backend="torch", compiled_cache=tmp_path)
    assert isinstance(encoder, TorchEncoder)
    expected = encoder.encode_images(pictures)
    sizes: list[int] = []

    def refuse_more_than_two(module: object, inputs: tuple[torch.Tensor, ...]) -> None:
        sizes.append(len(inputs[0]))
        if len(inputs[0]) > 2:
            raise torch.OutOfMemoryError("too much")

    encoder.towers.image.register_forward_pre_hook(refuse_more_than_two)
    np.testing.assert_allclose(encoder.encode_images(pictures), expected, atol=1e-6)
    assert sizes == [5, 2, 3, 1, 2]


def test_without_a_gpu_the_cpu_is_chosen_and_torch_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "maybe_accelerated", lambda: False)
    assert choose_device() == "cpu"
    assert choose_device("cpu") == "cpu"


@pytest.mark.parametrize(
    ("cuda", "mps", "best"), [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_the_best_device_there_is_gets_chosen(
    cuda: bool, mps: bool, best: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(devices, "maybe_accelerated", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert choose_device() == best
    assert choose_precision(None, best) == ("float32" if best == "cpu" else "float16")
