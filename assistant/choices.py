"""What models and microphones can be chosen, each with a line about it; not for taking one."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MEGABYTE_BYTES = 1_000_000
NO_MICROPHONE = "There is no microphone; plug one in, then try again."


@dataclass(frozen=True)
class Choice:
    """name: by which it is chosen. is_here: on this machine. says: what it is, in one line."""

    name: str
    is_here: bool
    says: str


def encoders() -> list[Choice]:
    """The encoders worth using, pocket first, as `vitrine models` lists them."""
    from retrieval.encoders.registry import list_models

    return [
        Choice(
            entry.name,
            entry.is_here,
            f"{entry.model.what}; {format_size(entry.model.size_bytes)}; "
            f"{entry.model.languages}; {entry.model.licence}",
        )
        for entry in list_models()
    ]


def speech_models() -> list[Choice]:
    """The speech models, pocket first."""
    from speech.recognizer.known_models import KNOWN_MODELS, is_here

    return [
        Choice(
            model.name,
            is_here(model),
            f"{model.what}; {format_size(model.size_bytes)}; {model.languages}",
        )
        for model in KNOWN_MODELS
    ]


def devices() -> list[Choice]:
    """Where models can run, as the setting `device` names it."""
    from retrieval.encoders.devices import maybe_accelerated

    gpu = ("mps" if sys.platform == "darwin" else "cuda") if maybe_accelerated() else ""
    return [
        Choice("auto", True, "the best there is: CUDA, then MPS, then the CPU"),
        Choice("cpu", True, "the processor"),
        Choice("cuda", gpu == "cuda", "an NVIDIA GPU"),
        Choice("mps", gpu == "mps", "an Apple GPU"),
    ]


def microphones() -> list[Choice]:
    """The microphones by name. Raises DeviceError, in one sentence, when there are none."""
    from speech.errors import DeviceError
    from speech.microphone.devices import list_devices

    devices = list_devices()
    if not devices:
        raise DeviceError(NO_MICROPHONE)
    names = dict.fromkeys(device.name for device in devices)
    by_name = {device.name: device for device in reversed(devices)}
    return [
        Choice(
            name,
            True,
            f"{by_name[name].sample_rate_hz:,.0f} Hz; {by_name[name].host}"
            + ("; the system's own choice" if by_name[name].is_default else ""),
        )
        for name in names
    ]


def format_size(size_bytes: int | None) -> str:
    """`605 MB`, or a question mark when unknown."""
    return "?" if size_bytes is None else f"{size_bytes / MEGABYTE_BYTES:,.0f} MB"
