"""Somebody at a terminal and a microphone: presses of Enter, and sound as a driver gives it."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from samples.clips import AUDIO_DIR
from speech.audio.decode import decode_audio
from tests.speech.microphone.fake_portaudio import FakePortAudio, InputStream

SAID = "a-long-red-dress-awb.opus"


class Keyboard:
    """A true standard input on which Enter is pressed when the test says so."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.stdin = os.fdopen(reading)

    def press_enter(self) -> None:
        os.write(self._writing, b"\n")

    def end(self) -> None:
        """No more input, ever."""
        if self._writing >= 0:
            os.close(self._writing)
        self._writing = -1

    def close(self) -> None:
        self.end()
        for thread in threading.enumerate():
            if thread.name == "enter-key":
                thread.join(5)
        self.stdin.close()


def said() -> Any:
    """A clip of the samples, (n,) float32 at 16 kHz."""
    return decode_audio(AUDIO_DIR / SAID).samples


def silence(duration_s: float) -> Any:
    return np.zeros(round(duration_s * 16_000), np.float32)


def until(condition: Callable[[], Any], timeout_s: float = 60.0) -> None:
    """Waits for what another thread brings about."""
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "it did not come about"
        time.sleep(0.01)


def deliver(stream: InputStream, samples: Any, pause_s: float = 0.002) -> None:
    """Calls back as a driver does, in tenths of a second."""
    for start in range(0, len(samples), 1600):
        stream.deliver(samples[start : start + 1600])
        time.sleep(pause_s)


def at_stream(system: FakePortAudio, *play: Callable[[InputStream], None]) -> threading.Thread:
    """Plays to one stream after the other as they open, on a thread as a driver's."""

    def run() -> None:
        for number, part in enumerate(play):
            until(lambda n=number: len(system.streams) > n and system.streams[n].active)
            part(system.streams[number])

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """A terminal on the error stream, 100 cells wide, and all that is written to it.

    To be called in the test itself: pytest puts its own streams back after the fixtures.
    """
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    for setting in ("FORCE_COLOR=1", "TERM=xterm-256color", "COLUMNS=100"):
        monkeypatch.setenv(*setting.split("="))
    monkeypatch.setenv("VITRINE_THUMBNAILS", "never")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return written


def spoken_then_silent() -> Any:
    return np.concatenate((said(), silence(2.0)))
