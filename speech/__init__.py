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
    from speech.live.listener import Listener, ListenerSettings
    from speech.microphone.devices import list_devices
    from speech.microphone.microphone import Microphone
    from speech.recognizer.load import load_recognizer
    from speech.transcript import Alternative, Transcript, Word

_HOMES = {
    "Alternative": "speech.transcript",
    "Listener": "speech.live.listener",
    "ListenerSettings": "speech.live.listener",
    "Microphone": "speech.microphone.microphone",
    "Transcript": "speech.transcript",
    "Waveform": "speech.audio.waveform",
    "Word": "speech.transcript",
    "decode_audio": "speech.audio.decode",
    "list_devices": "speech.microphone.devices",
    "load_recognizer": "speech.recognizer.load",
}

__all__ = [
    "Alternative",
    "Listener",
    "ListenerSettings",
    "Microphone",
    "Transcript",
    "Waveform",
    "Word",
    "decode_audio",
    "list_devices",
    "load_recognizer",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'speech' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
