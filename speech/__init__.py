"""Sound to text; knows nothing of products, conversation or screens.

The names below are the public surface. They are imported when first used, so that
``import speech`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speech.audio.decode import decode_audio
    from speech.audio.waveform import Waveform
    from speech.recognizer.load import load_recognizer
    from speech.transcript import Alternative, Transcript, Word

_HOMES = {
    "Alternative": "speech.transcript",
    "Transcript": "speech.transcript",
    "Waveform": "speech.audio.waveform",
    "Word": "speech.transcript",
    "decode_audio": "speech.audio.decode",
    "load_recognizer": "speech.recognizer.load",
}

__all__ = [
    "Alternative",
    "Transcript",
    "Waveform",
    "Word",
    "decode_audio",
    "load_recognizer",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'speech' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
