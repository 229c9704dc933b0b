"""What happened while the app ran, line by line with its time; not where the lines come from."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tui.cells import harmless

N_LINES = 1_000  # kept; older ones are forgotten
LONGEST_CHARACTERS = 1_000  # of one line


def _now() -> datetime:
    return datetime.now()  # a clock on the wall, as the person reads it


@dataclass(frozen=True)
class RunLine:
    """number: from 0, of all lines of this run. source: app, native, or a logger's name."""

    number: int
    at: datetime
    source: str
    text: str

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}  {self.source}  {self.text}"


class RunLog:
    """The last lines, oldest first; any thread may add to it and read it."""

    def __init__(self, n_lines: int = N_LINES, now: Callable[[], datetime] = _now) -> None:
        self._lines: deque[RunLine] = deque(maxlen=n_lines)
        self._changed = threading.Lock()
        self._n_added = 0
        self._now = now

    def add(self, source: str, text: str) -> None:
        """Take one line; without words in it, it is none."""
        shown = harmless(text[:LONGEST_CHARACTERS])
        if not shown:
            return
        with self._changed:
            self._lines.append(RunLine(self._n_added, self._now(), harmless(source), shown))
            self._n_added += 1

    def lines(self, since: int = 0) -> list[RunLine]:
        """Those still kept, from a number on."""
        with self._changed:
            return [line for line in self._lines if line.number >= since]
