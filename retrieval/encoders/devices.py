"""Which device an encoder runs on: CUDA, MPS, CPU; not how it is used there."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import Literal

from retrieval.errors import InputError

Precision = Literal["float32", "float16", "bfloat16"]


def maybe_accelerated() -> bool:
    """Whether this machine may have a GPU that torch can use, asked without importing torch."""
    if os.environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1"):
        return False
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if sys.platform == "win32":
        return Path(r"C:\Windows\System32\nvcuda.dll").exists()
    return any(Path(path).exists() for path in ("/dev/nvidia0", "/dev/dxg", "/dev/kfd"))


def choose_device(wanted: str | None = None) -> str:
    """The wanted torch device when it is there, else the best there is. Raises InputError."""
    if wanted == "cpu" or (wanted is None and not maybe_accelerated()):
        return "cpu"
    import torch

    kind = (wanted or "").partition(":")[0]
    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wanted is None:
        return next(name for name, usable in there.items() if usable)
    if kind not in there:
        raise InputError(f"Device {wanted!r} is unknown; use cuda, mps or cpu.")
    number = wanted.partition(":")[2]
    beyond = kind == "cuda" and number.isdigit() and int(number) >= torch.cuda.device_count()
    if not there[kind] or beyond or (number and not number.isdigit()):
        raise InputError(f"Device {wanted!r} is not on this machine; leave it out or use cpu.")
    return wanted


def choose_precision(wanted: str | None, device: str) -> Precision:
    """Half precision on a GPU, single on the CPU, unless wanted otherwise. Raises InputError."""
    if wanted is None:
        return "float32" if device == "cpu" else "float16"
    names: dict[str, Precision] = {
        "float32": "float32", "fp32": "float32",
        "float16": "float16", "fp16": "float16",
        "bfloat16": "bfloat16", "bf16": "bfloat16",
    }  # fmt: skip
    if wanted not in names:
        raise InputError(f"Precision {wanted!r} is unknown; use float32, float16 or bfloat16.")
    return names[wanted]
