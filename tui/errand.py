"""One piece of work on a thread of its own, told step by step; not what the work is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from tui.language import worded

TELL_EVERY_S = 0.05  # steps in between are left out, so that drawing keeps up with any work


@dataclass(frozen=True)
class Step:
    """How far it is: steps done, and in all where that is known."""

    what: str
    done: int
    total: int | None


@dataclass(frozen=True)
class Done:
    """What came of it."""

    result: Any


@dataclass(frozen=True)
class Failed:
    """Why nothing came of it, in one sentence."""

    sentence: str


class Errand:
    """Runs `work(step, should_stop)` once. tell: called from this object's thread.

    last: what was told last, None before anything was. Being asked to stop is up to the work.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[Callable[[str, int, int | None], None], Callable[[], bool]], Any],
        tell: Callable[[Message], object],
    ) -> None:
        self.name = name
        self.last: Step | Done | Failed | None = None
        self._work, self._tell = work, tell
        self._is_stopped = threading.Event()
        self._told_s = 0.0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end at the next safe point; it tells what it did until then."""
        self._is_stopped.set()

    def close(self, timeout_s: float) -> None:
        """Ask it to end, and wait for it so long."""
        self.stop()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    @property
    def is_over(self) -> bool:
        """Whether it was told how it ended."""
        return isinstance(self.last, Done | Failed)

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to end and has not yet."""
        return self._is_stopped.is_set() and not self.is_over

    def _run(self) -> None:
        from assistant.errors import TOLD_ERRORS

        try:
            self._told(Done(self._work(self._step, self._is_stopped.is_set)))
        except TOLD_ERRORS as error:
            self._told(Failed(str(error)))
        except Exception as error:  # a defect of ours must not leave it unfinished for ever
            cause = f"{type(error).__name__}: {error}"
            wrong = "Something went wrong on our side ({cause}). Nothing is lost."
            self._told(Failed(worded(wrong, cause=cause)))

    def _step(self, what: str, done: int, total: int | None) -> None:
        now_s = time.monotonic()
        is_next = not isinstance(self.last, Step) or self.last.what != what
        if is_next or done == total or now_s - self._told_s >= TELL_EVERY_S:
            self._told_s = now_s
            self._told(Step(what, done, total))

    def _told(self, event: Step | Done | Failed) -> None:
        if not self.is_over:
            self.last = event
            self._tell(ErrandTold(self, event))


class ErrandTold(Message, bubble=False):
    """What an errand has to say."""

    def __init__(self, errand: Errand, event: Step | Done | Failed) -> None:
        self.errand, self.event = errand, event
        super().__init__()
