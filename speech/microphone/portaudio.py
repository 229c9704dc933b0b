"""The one place where PortAudio is loaded, started anew and its errors put in words."""

from __future__ import annotations

import weakref
from typing import Any

from speech.errors import DeviceError

INVALID_DEVICE = -9996
INVALID_RATE = -9997
INVALID_CHANNEL_COUNT = -9998
DEVICE_UNAVAILABLE = -9985

# Starting PortAudio anew ends every open stream, so that it must wait for them.
_open_streams: weakref.WeakSet[Any] = weakref.WeakSet()


def load() -> Any:
    """The ``sounddevice`` module. Raises DeviceError: it or the PortAudio library is missing."""
    try:
        import sounddevice
    except ImportError as error:
        raise DeviceError(
            "The microphone needs the Python package sounddevice: pip install sounddevice."
        ) from error
    except OSError as error:
        raise DeviceError(
            "The microphone needs the PortAudio library, which is not installed: on Debian or"
            " Ubuntu sudo apt install libportaudio2, on Fedora sudo dnf install portaudio;"
            " sound files work without it."
        ) from error
    return sounddevice


def refresh() -> bool:
    """Look for devices anew: PortAudio's list is frozen when it starts. False: a stream is open."""
    sounddevice = load()
    if len(_open_streams):
        return False
    try:
        sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise DeviceError(
            f"The sound system does not start ({reason(error)}); check that it runs."
        ) from error
    return True


def hold(stream: Any) -> None:
    """Count a stream as open."""
    _open_streams.add(stream)


def release(stream: Any) -> None:
    """Count a stream as closed."""
    _open_streams.discard(stream)


def code_of(error: Exception) -> int:
    """PortAudio's number of an error, 0 when it has none."""
    return error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0


def reason(error: Exception) -> str:
    """PortAudio's own words for an error, without its number."""
    words = str(error.args[0]) if error.args else type(error).__name__
    return words.split(": ", 1)[-1].rstrip(".")
