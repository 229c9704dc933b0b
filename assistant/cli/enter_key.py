"""Presses of Enter on standard input while something else goes on; not what they mean."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import click

WAIT_S = 0.1  # at a time, so that Ctrl-C arrives on every system


class EnterKey:
    """Reads standard input on a thread of its own, one for the whole program."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._n_unused = 0
        self._is_over = False
        self._on_press: Callable[[], None] | None = None
        threading.Thread(target=self._read, name="enter-key", daemon=True).start()

    def wait(self) -> None:
        """Returns at the next press. Abort at the end of input, or a script would never end."""
        with self._changed:
            self._on_press = None
            while not (self._n_unused or self._is_over):
                self._changed.wait(WAIT_S)
            if not self._n_unused:
                raise click.Abort
            self._n_unused -= 1

    def on_press(self, callback: Callable[[], None]) -> None:
        """Call once at the next press or at the end of input, on any thread.

        Takes the place of a callback before.
        """
        with self._changed:
            is_due = self._is_over or self._n_unused > 0
            self._n_unused = max(0, self._n_unused - 1)
            self._on_press = None if is_due else callback
        if is_due:
            callback()

    def _read(self) -> None:
        try:
            # Unbuffered: a thread that waits in a buffered read can abort Python at its exit.
            with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as keys:
                while keys.readline():
                    self._tell(is_over=False)
        except (AttributeError, OSError, ValueError):  # there is no standard input
            pass
        self._tell(is_over=True)

    def _tell(self, *, is_over: bool) -> None:
        with self._changed:
            callback, self._on_press = self._on_press, None
            self._is_over = is_over
            self._n_unused += callback is None and not is_over
            self._changed.notify_all()
        if callback is not None:
            callback()
