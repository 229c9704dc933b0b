"""Memory while a listener hears hours of mostly silence, as fast as it can; not its latency."""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Assistant
from samples.noises import pink
from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.live.events import Final, ListenerEvent

PIECE_SAMPLES = SAMPLE_RATE_HZ // 4
# Of every five minutes the first half is a still room, but for 30 s in which a fan runs.
PERIOD_S = 300
FAN_FROM_S, FAN_UNTIL_S = 60, 90
UTTERANCE_AT_S = 150
ROOM_DBFS = -75.0  # below the energy gate
FAN_DBFS = -55.0  # above it: the voice detector has to say no
NOISE_S = 60
MARK_S = 600
WARM_UP_S = 1800
SEED = 8


class LongStream:
    """A source of hours of sound, made piece by piece as it is read and never kept.

    when_marked is told the seconds played, every MARK_S and at the end.
    """

    def __init__(
        self,
        utterances: Sequence[FloatArray],
        duration_s: float,
        mark_s: float,
        when_marked: Callable[[float], None],
    ) -> None:
        noise = pink(NOISE_S * SAMPLE_RATE_HZ, np.random.default_rng(SEED)).astype(np.float32)
        self._room = noise * np.float32(10 ** (ROOM_DBFS / 20))
        self._fan = noise * np.float32(10 ** (FAN_DBFS / 20))
        self._utterances = utterances
        self._n_samples = round(duration_s * SAMPLE_RATE_HZ)
        self._mark = max(1, round(mark_s * SAMPLE_RATE_HZ))
        self._when_marked = when_marked
        self._next = 0

    @property
    def n_utterances(self) -> int:
        """How many are spoken to their end."""
        first_end_s = UTTERANCE_AT_S + max(len(one) for one in self._utterances) / SAMPLE_RATE_HZ
        duration_s = self._n_samples / SAMPLE_RATE_HZ
        return max(0, int((duration_s - first_end_s) // PERIOD_S) + 1)

    def open(self) -> None:
        """Begin from the start."""
        self._next = 0

    def read(self, timeout_s: float) -> FloatArray | None:
        """The next quarter of a second, at once; None at the end."""
        if self._next >= self._n_samples:
            return None
        first = self._next
        self._next = min(first + PIECE_SAMPLES, self._n_samples)
        is_marked = first // self._mark != self._next // self._mark
        if is_marked or self._next == self._n_samples:
            self._when_marked(self._next / SAMPLE_RATE_HZ)
        return self._piece(first, self._next)

    def _piece(self, first: int, last: int) -> FloatArray:
        turn, phase = divmod(first, PERIOD_S * SAMPLE_RATE_HZ)
        phase_s = phase / SAMPLE_RATE_HZ
        noise = self._fan if FAN_FROM_S <= phase_s < FAN_UNTIL_S else self._room
        piece = noise.take(np.arange(first, last), mode="wrap")
        utterance = self._utterances[turn % len(self._utterances)]
        offset = phase - UTTERANCE_AT_S * SAMPLE_RATE_HZ
        said = utterance[max(0, offset) : max(0, offset + len(piece))]
        start = max(0, -offset)
        piece[start : start + len(said)] += said
        return piece

    def finish(self) -> FloatArray:
        """Nothing: what was not read has not been played."""
        return np.zeros(0, np.float32)

    def close(self) -> None:
        """Nothing to give back."""

    def take_notices(self) -> tuple[str, ...]:
        """None."""
        return ()


def measure_memory(
    assistant: Assistant, utterances: Sequence[FloatArray], hours: float
) -> dict[str, Any]:
    """Figures of one long listening, megabytes of 2**20 bytes.

    utterances: each (n,) float32 at 16 kHz, spoken in turn, one in five minutes.
    """
    duration_s = hours * 3600
    warm_up_s = min(WARM_UP_S, duration_s / 4)
    mark_s = min(MARK_S, warm_up_s)
    marks: list[tuple[float, float]] = []
    n_heard = 0

    def mark(played_s: float) -> None:
        gc.collect()
        marks.append((played_s, resident_mb()))

    def count(event: ListenerEvent) -> None:
        nonlocal n_heard
        n_heard += isinstance(event, Final) and bool(event.transcript.text)

    source = LongStream(utterances, duration_s, mark_s, mark)
    listener = assistant.hearing.listener(source)
    start_s = time.perf_counter()
    listener.listen(count)
    took_s = time.perf_counter() - start_s
    warm = [mb for played_s, mb in marks if played_s >= warm_up_s]
    return {
        "hours": hours,
        "measured": "resident set" if _STATM.exists() else "peak of the resident set",
        "warm_up_s": round(warm_up_s),
        "after_warm_up_mb": round(warm[0], 1),
        "at_the_end_mb": round(warm[-1], 1),
        "growth_mb": round(warm[-1] - warm[0], 1),
        "largest_growth_mb": round(max(warm) - warm[0], 1),
        "resident_mb_at_s": {str(round(played_s)): round(mb, 1) for played_s, mb in marks},
        "n_utterances": source.n_utterances,
        "n_heard": n_heard,
        "took_s": round(took_s, 1),
    }


_STATM = Path("/proc/self/statm")


def resident_mb() -> float:
    """The memory of this process; where the system does not tell it, the most it ever had."""
    if _STATM.exists():
        n_pages = int(_STATM.read_text(encoding="ascii").split()[1])
        return n_pages * resource.getpagesize() / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
