"""A recogniser that knows what lies where in the sound, and a source that obeys the test."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from speech.audio.waveform import Waveform
from speech.errors import DeviceError, GivenUpError
from speech.transcript import Transcript

RATE_HZ = 16_000
SYLLABLE = 4_800  # samples of each word that the recogniser knows


def word_sound(number: int) -> Any:
    """Word number 0 to 9: 0.3 s of a square wave whose height tells which."""
    heights = np.full(SYLLABLE, 0.1 + 0.05 * number, np.float32)
    heights[::2] *= -1
    return heights


def sentence(*numbers: int) -> Any:
    return np.concatenate([word_sound(number) for number in numbers])


class ScriptedRecognizer:
    """Hears the words of ``word_sound`` of which two thirds are there; takes delay_s each time."""

    def __init__(self, delay_s: float = 0.0) -> None:
        self.delay_s = delay_s
        self.threads: set[str] = set()
        self.n_finals = 0
        self.n_partials = 0
        self.n_given_up = 0
        self.longest_s = 0.0
        self.error: Exception | None = None

    def transcribe(
        self,
        source: Waveform,
        sample_rate_hz: float | None = None,
        *,
        language: str | None = None,
        vocabulary: Any = None,
        words: bool = True,
        n_best: int = 3,
        retries: bool = True,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Transcript:
        self.threads.add(threading.current_thread().name)
        self.n_finals += words
        self.n_partials += not words
        self.longest_s = max(self.longest_s, source.duration_s)
        ready_s = time.monotonic() + self.delay_s
        while time.monotonic() < ready_s:
            if should_stop():
                self.n_given_up += 1
                raise GivenUpError
            time.sleep(min(0.005, self.delay_s))
        if self.error is not None:
            raise self.error
        codes = np.round((np.abs(source.samples) - 0.1) / 0.05).astype(int)
        codes[np.abs(source.samples) < 0.09] = -1
        borders = np.flatnonzero(np.diff(codes)) + 1
        runs = [run for run in np.split(codes, borders) if len(run)]
        heard = [
            f"w{run[0]}"
            for run in runs
            for _ in range(round(len(run) / SYLLABLE + 1 / 6))
            if run[0] >= 0
        ]
        return Transcript(" ".join(heard), "en" if heard else "", 0.9, source.duration_s)


class HandSource:
    """A source that gives what the test puts in; a DeviceError put in is raised."""

    def __init__(self) -> None:
        self._pieces: deque[Any] = deque()
        self.notices: list[str] = []
        self.n_closed = 0
        self.is_drained = threading.Event()

    def put(self, *pieces: Any) -> None:
        self.is_drained.clear()
        self._pieces += pieces

    def open(self) -> None:
        """Always there."""

    def read(self, timeout_s: float) -> Any:
        if not self._pieces:
            self.is_drained.set()
            time.sleep(min(timeout_s, 0.002))
            return np.zeros(0, np.float32)
        piece = self._pieces.popleft()
        if isinstance(piece, DeviceError):
            raise piece
        return piece

    def finish(self) -> Any:
        rest = [np.zeros(0, np.float32), *self._pieces]
        self._pieces.clear()
        return np.concatenate(rest)

    def close(self) -> None:
        self.n_closed += 1

    def take_notices(self) -> tuple[str, ...]:
        notices, self.notices = tuple(self.notices), []
        return notices
