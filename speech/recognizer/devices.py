"""Which device a model runs on and in which precision; not loading it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from speech.errors import RecognizerError

SMALL_STATE = 384  # Whisper tiny's width, whose encoder gains from several threads


def choose_device(wanted: str | None = None) -> str:
    """The wanted torch device when it is there, else CUDA, MPS or CPU. Raises RecognizerError."""
    import torch

    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wanted is None:
        return next(name for name, usable in there.items() if usable)
    kind, _, number = wanted.partition(":")
    if kind not in there:
        raise RecognizerError(f"Device {wanted!r} is unknown; use cuda, mps or cpu.")
    beyond = kind == "cuda" and number.isdigit() and int(number) >= torch.cuda.device_count()
    if not there[kind] or beyond or (number and not number.isdigit()):
        raise RecognizerError(f"Device {wanted!r} is not on this machine; leave it out or use cpu.")
    return wanted


def placed(model: Any, device: str) -> Any:
    """A Whisper model on its device, in half precision on a GPU where that works."""
    import torch

    if device.startswith("mps"):  # has no sparse tensors
        heads = model.alignment_heads.to_dense()
        model.register_buffer("alignment_heads", heads, persistent=False)
    model = model.to(torch.device(device))
    if device == "cpu":
        return model
    halve(model)
    if not is_finite(model):
        model.float()
    return model


@contextmanager
def fitting_threads(model: Any) -> Iterator[None]:
    """Has torch compute with one thread meanwhile where a small model runs on a CPU.

    Its products take less time than threads take to meet, least of all while a microphone and a
    voice detector want a core too.
    """
    import torch

    before = torch.get_num_threads()
    is_small = model.device.type == "cpu" and model.dims.n_audio_state < SMALL_STATE
    if not is_small or before == 1:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def halve(model: Any) -> None:
    """Weights of products in float16; Whisper's layer norms compute in float32 and stay so."""
    import torch

    for part in model.modules():
        if isinstance(part, torch.nn.Linear | torch.nn.Conv1d | torch.nn.Embedding):
            part.half()


def is_finite(model: Any) -> bool:
    """Whether the encoder gives numbers: some GPUs overflow in half precision."""
    import numpy as np

    from speech.recognizer.short_audio import encode_sound

    noise = np.random.default_rng(0).standard_normal(8000).astype(np.float32) * 0.1
    return bool(encode_sound(model, noise, min(25, model.dims.n_audio_ctx)).isfinite().all())
