"""A program in a pseudo-terminal that reads as fast as it is told to; no figures of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

SIZE = (120, 40)
READ_BYTES = 4_096
STILL_S = 0.3  # longer than the app waits before it draws pictures, which answer no key


class PtyProgram:
    """The terminal's end. Whatever is waited for comes within so many seconds, or TimeoutError."""

    def __init__(
        self, command: Sequence[str], home: Path, limit_s: float, bytes_per_s: float = np.inf
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        self._started_s = time.perf_counter()
        self._end_s = self._started_s + limit_s
        self.program = subprocess.Popen(
            command,
            env={**os.environ, "TERM": "xterm-256color", "VITRINE_HOME": str(home)},
            preexec_fn=partial(os.login_tty, theirs),
        )
        os.close(theirs)
        self._bytes_per_s = bytes_per_s
        self._shown = bytearray()

    def read_all(self) -> None:
        """Until the program ends."""
        while data := self._read():
            time.sleep(len(data) / self._bytes_per_s)
        self.program.wait(max(0.0, self._end_s - time.perf_counter()))

    def read_until(self, ready: Path) -> None:
        """Until a file is there."""
        while not ready.exists():
            self._look_at_clock()
            if select.select([self._ours], [], [], 0.05)[0] and not self._read():
                raise RuntimeError("the app ended before it was ready")

    def shows_s(self, wanted: str) -> float:
        """Seconds from the start until something is shown."""
        while wanted.encode() not in self._shown:
            self._take()
        return time.perf_counter() - self._started_s

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def key_to_paint_ms(self, key: str, painted: str) -> float:
        """From a key to the last byte of something that its paint draws, the screen being still."""
        while select.select([self._ours], [], [], STILL_S)[0]:
            self._take()
        self._shown.clear()
        pressed_s = time.perf_counter()
        self.type(key)
        while painted.encode() not in self._shown:
            self._take()
        return (time.perf_counter() - pressed_s) * 1000

    def close(self) -> None:
        """End the program."""
        self.program.kill()
        self.program.wait()
        os.close(self._ours)

    def _take(self) -> None:
        if not (data := self._read()):
            raise RuntimeError("the app ended before it showed what was waited for")
        self._shown += data

    def _read(self) -> bytes:
        """What comes next, b"" when the program ended."""
        self._look_at_clock()
        if not select.select([self._ours], [], [], max(0.0, self._end_s - time.perf_counter()))[0]:
            self._look_at_clock()
        try:
            return os.read(self._ours, READ_BYTES)
        except OSError:
            return b""

    def _look_at_clock(self) -> None:
        if time.perf_counter() > self._end_s:
            limit_s = self._end_s - self._started_s
            raise TimeoutError(f"the app was not done after {limit_s:.0f} s")
