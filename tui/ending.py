"""Signals end the app in order: the terminal restored, the store closed; not what is restored."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE_S = 10.0  # for an ending in order, before the app is left as it is
SIGNAL_BASE = 128  # a program ended by signal n gives 128 + n to its shell
HUNG_UP = SIGNAL_BASE + 1
ENDING = ("SIGTERM", "SIGINT") if sys.platform == "win32" else ("SIGTERM", "SIGINT", "SIGHUP")


@contextmanager
def signals_end(leave: Callable[[int], None], give_up: Callable[[int], None]) -> Iterator[None]:
    """Inside, a signal calls `leave` on the event loop with the exit code of it.

    give_up: called on another thread when that has taken too long, with the same code; the loop
    may be waiting for a terminal that reads no more. A signal that is ignored (nohup) stays so.
    """
    loop = asyncio.get_running_loop()
    before = {}

    def on_signal(number: int, frame: FrameType | None) -> None:
        code = SIGNAL_BASE + number
        loop.call_soon_threadsafe(leave, code)
        last = threading.Timer(PATIENCE_S, give_up, (code,))
        last.daemon = True
        last.start()

    for name in ENDING:
        number = getattr(signal, name)
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
