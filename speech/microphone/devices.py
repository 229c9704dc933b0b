"""Which microphones there are, and one of them by its name; does not open them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from speech.errors import DeviceError
from speech.microphone import portaudio


@dataclass(frozen=True)
class InputDevice:
    """One microphone or line input.

    sample_rate_hz: its own. host: the sound system that offers it, such as ALSA or WASAPI; one
    microphone may be offered by several. index: PortAudio's, which moves after a replug: choose
    by name.
    """

    name: str
    n_channels: int
    sample_rate_hz: float
    is_default: bool
    host: str = ""
    index: int = -1


def list_devices() -> tuple[InputDevice, ...]:
    """All inputs there are now, also those plugged in since the program started.

    While a microphone is open the list stays as it was when that one was opened. Raises
    DeviceError: no PortAudio, or it fails.
    """
    portaudio.refresh()
    return _inputs()


def find_device(name: str | None = None) -> InputDevice:
    """The input of that name, or of the only name that contains it; the default one for None.

    A name may be followed by ", " and its host. Case does not matter. Raises DeviceError: no input
    at all, none or several of that name; the message lists those there are.
    """
    devices = list_devices()
    if not devices:
        raise DeviceError("No microphone is connected; plug one in and try again.")
    if name is None:
        return next((device for device in devices if device.is_default), devices[0])
    wanted = name.strip().casefold()
    exact = [
        device
        for device in devices
        if wanted in (device.name.casefold(), f"{device.name}, {device.host}".casefold())
    ]
    found = exact or [device for device in devices if wanted in device.name.casefold()]
    names = sorted({device.name for device in found or devices})
    if not found:
        raise DeviceError(f"No microphone is called {name!r}; there are: {'; '.join(names)}.")
    if len(names) > 1:
        raise DeviceError(f"Several microphones match {name!r}: {'; '.join(names)}; name one.")
    return next((device for device in found if device.is_default), found[0])


def _inputs() -> tuple[InputDevice, ...]:
    sounddevice = portaudio.load()
    try:
        entries = list(sounddevice.query_devices())
        hosts = [host["name"] for host in sounddevice.query_hostapis()]
        default = _default_index(sounddevice)
    except sounddevice.PortAudioError as error:
        raise DeviceError(
            f"The sound system does not answer ({portaudio.reason(error)}); check that it runs."
        ) from error
    return tuple(
        InputDevice(
            name=entry["name"],
            n_channels=entry["max_input_channels"],
            sample_rate_hz=float(entry["default_samplerate"]),
            is_default=index == default,
            host=hosts[entry["hostapi"]],
            index=index,
        )
        for index, entry in enumerate(entries)
        if entry["max_input_channels"] > 0
    )


def _default_index(sounddevice: Any) -> int:
    """Of the system's own choice, -1 when it has none."""
    try:
        return int(sounddevice.query_devices(kind="input")["index"])
    except (sounddevice.PortAudioError, ValueError):
        return -1
