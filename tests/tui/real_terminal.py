"""A program in a pseudo-terminal of its own, and what it leaves behind; no test itself."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

WAIT_S = 60.0
MODES_OF_A_SHELL = {7: True, 25: True}  # line wrap and the cursor are on, all else is off


class RealTerminal:
    """The terminal's end of a pseudo-terminal; everything shown is kept."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], **changed: str) -> None:
        self._ours, self._theirs = pty.openpty()
        self.resize(*size)
        self.attributes_before = self.attributes()
        self._shown = bytearray()
        self.program = subprocess.Popen(
            command,
            env={**os.environ, "TERM": "xterm-256color", **changed},
            preexec_fn=partial(_in_terminal, self._theirs),
        )
        self._is_hung_up = False
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self._ours, 65_536):
                self._shown += data

    @property
    def shown(self) -> bytes:
        """Everything so far, sequences and all."""
        return bytes(self._shown)

    def resize(self, n_columns: int, n_rows: int) -> None:
        """As when a window is drawn larger."""
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", n_rows, n_columns, 0, 0))

    def attributes(self) -> list[Any]:
        """Echo, line editing and the rest, as `stty` shows them."""
        return termios.tcgetattr(self._theirs)

    def type(self, data: bytes) -> None:
        """Send bytes as the terminal would."""
        while data:
            data = data[os.write(self._ours, data) :]

    def hang_up(self) -> None:
        """The window is closed."""
        self._is_hung_up = True
        os.close(self._theirs)
        os.close(self._ours)

    def until(self, wanted: str, since: int = 0) -> None:
        """Wait for words to be shown."""
        wait_for(
            lambda: wanted in words_of(self.shown[since:]), lambda: words_of(self.shown)[-1_500:]
        )

    def code(self) -> int:
        """The exit code, once it has ended and everything is read."""
        code = self.program.wait(WAIT_S)
        n_before = -1
        while n_before != len(self._shown):
            n_before = len(self._shown)
            time.sleep(0.1)
        return code

    def close(self) -> None:
        """End the program if it still runs."""
        self.program.kill()
        self.program.wait()
        if not self._is_hung_up:
            self.hang_up()


def _in_terminal(descriptor: int) -> None:
    """In the program: the terminal's end is a hang-up, though the tests may run under nohup."""
    os.login_tty(descriptor)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextlib.contextmanager
def real_terminal(
    command: Sequence[str], size: tuple[int, int] = (100, 30), **changed: str
) -> Iterator[RealTerminal]:
    """A program in it, ended at the end. changed: of the environment."""
    terminal = RealTerminal(command, size, **changed)
    try:
        yield terminal
    finally:
        terminal.close()


def wait_for(holds: Callable[[], bool], seen: Callable[[], object]) -> None:
    """Until something holds, at most WAIT_S."""
    until_s = time.monotonic() + WAIT_S
    while not holds():
        assert time.monotonic() < until_s, seen()
        time.sleep(0.02)


def words_of(shown: bytes) -> str:
    """What was shown in order, without colours, places and borders."""
    plain = re.sub(rb"\x1b\[[\d;]*m", b"", shown)
    text = re.sub(rb"\x1b\[[^a-zA-Z]*[a-zA-Z]", b" ", plain).decode(errors="replace")
    return re.sub(r"[\s▁▔▎▊]+", " ", text)


def modes_left(shown: bytes) -> dict[int, bool]:
    """The terminal's modes that a program set, each with its last state."""
    states: dict[int, bool] = {}
    for numbers, state in re.findall(rb"\x1b\[\?([\d;]+)([hl])", shown):
        for number in numbers.split(b";"):
            states[int(number)] = state == b"h"
    return states


def assert_as_it_was(terminal: RealTerminal) -> None:
    """The shell finds its terminal as it left it."""
    assert terminal.attributes() == terminal.attributes_before
    left = modes_left(terminal.shown)
    assert left.keys() >= {1000, 1003, 1006, 1049, 2004, 25, 7}, "the app never took it over"
    assert left == {mode: MODES_OF_A_SHELL.get(mode, False) for mode in left}
    assert terminal.shown.count(b"\x1b[>25u") == terminal.shown.count(b"\x1b[<u")
    assert re.search(rb"\x1b\[\?1049l", terminal.shown)


def after_leaving(terminal: RealTerminal) -> bytes:
    """What stands in the shell's screen after the app, its own sequences taken away."""
    last = terminal.shown.rpartition(b"\x1b[?1049l")[2]
    return re.sub(rb"\x1b\[\?[\d;]+[hl]", b"", last)
