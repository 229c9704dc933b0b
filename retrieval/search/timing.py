"""A stopwatch for the stages of a search; not for benchmarks."""

from __future__ import annotations

import time


class Stopwatch:
    """Starts when made; each `lap` ends a stage."""

    def __init__(self) -> None:
        self._start_s = self._last_s = time.perf_counter()
        self._laps_ms: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """The time since the last lap was this stage's."""
        now_s = time.perf_counter()
        self._laps_ms[stage] = self._laps_ms.get(stage, 0.0) + (now_s - self._last_s) * 1000.0
        self._last_s = now_s

    def laps_ms(self) -> dict[str, float]:
        """Stage to milliseconds, and their "total"."""
        return {**self._laps_ms, "total": (time.perf_counter() - self._start_s) * 1000.0}
