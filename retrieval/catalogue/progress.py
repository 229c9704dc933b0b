"""How far a long task is, and how fast; not for showing it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """done of total rows (total None when unknown), rate in rows a second, what is being done."""

    done: int
    total: int | None
    rate_per_s: float
    stage: str


ProgressCallback = Callable[[Progress], None]
StopCallback = Callable[[], bool]


class Meter:
    """Counts what is done and tells a callback now and then."""

    def __init__(self, stage: str, total: int | None, callback: ProgressCallback | None) -> None:
        self.stage = stage
        self.total = total
        self.done = 0
        self.started_s = time.perf_counter()
        self._callback = callback

    @property
    def elapsed_s(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started_s

    def tell(self) -> None:
        """Report where the task stands."""
        if self._callback is not None:
            total = None if self.total is None else max(self.total, self.done)
            rate_per_s = self.done / max(self.elapsed_s, 1e-9)
            self._callback(Progress(self.done, total, rate_per_s, self.stage))
