"""A fake PortAudio in place of sounddevice, and a clock that the test turns."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from speech.microphone import portaudio
from tests.speech.microphone.fake_portaudio import FakePortAudio


@pytest.fixture
def sound_system(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortAudio]:
    """A PortAudio without devices."""
    fake = FakePortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)  # type: ignore[arg-type]
    yield fake
    for stream in fake.streams:
        portaudio.release(stream)


class Clock:
    """Seconds that pass when told."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()
