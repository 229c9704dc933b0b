"""Opening a microphone at a rate and channel count that it accepts; not reading from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from speech.errors import DeviceError
from speech.microphone import portaudio
from speech.microphone.devices import InputDevice

FALLBACK_RATES_HZ = (48_000.0, 44_100.0, 16_000.0, 32_000.0, 8_000.0)
# Sound servers offer dozens of channels that carry copies of one.
MAX_CHANNELS = 8


def open_stream(
    sounddevice: Any,
    device: InputDevice,
    prepare: Callable[[int, float], None],
    callback: Callable[..., None],
    finished: Callable[[], None],
) -> tuple[Any, float]:
    """A started InputStream and its rate in Hz: the device's own rate and channels if possible.

    prepare: called with the channel count and the rate before each try. Raises DeviceError: all
    usual rates and channel counts are refused, or the device is busy or gone.
    """
    refusals: list[int] = []
    rates_hz = list(dict.fromkeys((device.sample_rate_hz, *FALLBACK_RATES_HZ)))
    counts = list(dict.fromkeys((min(device.n_channels, MAX_CHANNELS), 2, 1)))
    while rates_hz and counts:
        n_channels, rate_hz = counts[0], rates_hz[0]
        prepare(n_channels, rate_hz)
        try:
            return _started(sounddevice, device, n_channels, rate_hz, callback, finished), rate_hz
        except sounddevice.PortAudioError as error:
            code = portaudio.code_of(error)
            if code not in (portaudio.INVALID_RATE, portaudio.INVALID_CHANNEL_COUNT):
                raise _refusal(device, error) from error
            refusals.append(code)
            (rates_hz if code == portaudio.INVALID_RATE else counts).pop(0)
    what = "sample rate" if refusals[-1] == portaudio.INVALID_RATE else "channel count"
    raise DeviceError(
        f"Microphone {device.name} refuses every usual {what}; set one in the system's sound"
        " settings or choose another microphone (vitrine devices)."
    )


def _started(
    sounddevice: Any,
    device: InputDevice,
    n_channels: int,
    rate_hz: float,
    callback: Callable[..., None],
    finished: Callable[[], None],
) -> Any:
    stream = sounddevice.InputStream(
        device=device.index,
        channels=n_channels,
        samplerate=rate_hz,
        dtype="float32",
        callback=callback,
        finished_callback=finished,
    )
    try:
        stream.start()
    except sounddevice.PortAudioError:
        stream.close()
        raise
    return stream


def _refusal(device: InputDevice, error: Exception) -> DeviceError:
    if portaudio.code_of(error) == portaudio.DEVICE_UNAVAILABLE:
        return DeviceError(
            f"Microphone {device.name} is in use by another program; close that one or choose"
            " another microphone (vitrine devices)."
        )
    return DeviceError(
        f"Microphone {device.name} does not open ({portaudio.reason(error)}); check that it is"
        " plugged in and allowed for this program, or choose another one (vitrine devices)."
    )
