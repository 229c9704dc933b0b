"""A sounddevice module whose devices, refusals and sound are written down; nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


class PortAudioError(Exception):
    """As sounddevice's: words, then PortAudio's number."""


@dataclass
class Status:
    """The flags that a callback gets."""

    input_overflow: bool = False


@dataclass
class Device:
    """One plugged-in input and what it takes."""

    name: str
    n_channels: int = 1
    rate_hz: float = 48_000.0
    takes_rates_hz: tuple[float, ...] | None = None  # None: its own only
    takes_channels: tuple[int, ...] | None = None  # None: up to n_channels
    error: tuple[str, int] | None = None  # on opening
    host: int = 0


class InputStream:
    """A stream whose sound the test delivers with ``deliver``."""

    def __init__(self, portaudio: FakePortAudio, **wanted: Any) -> None:
        plugged = portaudio.seen[wanted["device"]]
        portaudio.tries.append((wanted["channels"], wanted["samplerate"]))
        if plugged not in portaudio.plugged:
            raise PortAudioError("Error opening InputStream: Device unavailable", -9985)
        if plugged.error is not None:
            raise PortAudioError(*plugged.error)
        channels = plugged.takes_channels or tuple(range(1, plugged.n_channels + 1))
        if wanted["channels"] not in channels:
            raise PortAudioError("Error opening InputStream: Invalid number of channels", -9998)
        rates_hz = (plugged.rate_hz,) if plugged.takes_rates_hz is None else plugged.takes_rates_hz
        if wanted["samplerate"] not in rates_hz:
            raise PortAudioError("Error opening InputStream: Invalid sample rate", -9997)
        self.device = plugged
        self.channels: int = wanted["channels"]
        self.samplerate: float = wanted["samplerate"]
        self.is_lost = False
        self._is_active = False
        self.closed = False
        self._callback = wanted["callback"]
        self._finished = wanted["finished_callback"]

    @property
    def active(self) -> bool:
        if self.is_lost:
            raise PortAudioError("Invalid stream pointer", -9988)
        return self._is_active

    @active.setter
    def active(self, is_active: bool) -> None:
        self._is_active = is_active

    def start(self) -> None:
        self.active = True

    def stop(self) -> None:
        if self.is_lost:
            raise PortAudioError("Error closing stream: Invalid stream pointer", -9988)
        if self.active:
            self.active = False
            self._finished()

    def close(self) -> None:
        self.stop()
        self.closed = True

    def deliver(self, samples: Any, *, overflow: bool = False) -> None:
        """Call back as PortAudio does: with a buffer that is reused afterwards."""
        buffer = np.zeros((len(samples), self.channels), np.float32)
        buffer[:] = np.asarray(samples).reshape(len(samples), -1)
        self._callback(buffer, len(buffer), None, Status(overflow))
        buffer[:] = np.nan

    def unplug(self) -> None:
        """The device goes away; PortAudio ends its stream."""
        self.active = False
        self._finished()


class FakePortAudio:
    """What of the sounddevice module is used. plugged: the devices; seen: its frozen list."""

    PortAudioError = PortAudioError

    def __init__(self) -> None:
        self.plugged: list[Device] = []
        self.seen: list[Device] = []
        self.default: str | None = None
        self.is_down = False
        self.tries: list[tuple[int, float]] = []
        self.streams: list[InputStream] = []

    def plug(self, *devices: Device) -> None:
        self.plugged += devices

    def _terminate(self) -> None:
        for stream in self.streams:
            stream.closed = True
            stream.active = False

    def _initialize(self) -> None:
        if self.is_down:
            raise PortAudioError("Error initializing PortAudio: Unanticipated host error", -9999)
        self.seen = list(self.plugged)

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        return ({"name": "ALSA"}, {"name": "JACK"})

    def query_devices(self, kind: str | None = None) -> Any:
        entries = [
            {
                "name": device.name,
                "index": index,
                "hostapi": device.host,
                "max_input_channels": device.n_channels,
                "default_samplerate": device.rate_hz,
            }
            for index, device in enumerate(self.seen)
        ]
        if kind is None:
            return tuple(entries)
        for entry in entries:
            if entry["name"] == self.default:
                return entry
        raise PortAudioError("Error querying device -1")

    def InputStream(self, **wanted: Any) -> InputStream:  # noqa: N802
        stream = InputStream(self, **wanted)
        self.streams.append(stream)
        return stream
