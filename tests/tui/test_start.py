"""`vitrine` alone, in a real terminal and outside of one."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

START = [sys.executable, "-c", "from tui.start import main; main()"]
WAIT_S = 60.0


def test_without_a_terminal_it_is_the_command_line() -> None:
    ran = subprocess.run([*START, "--help"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert "ask" in ran.stdout
    alone = subprocess.run(START, capture_output=True, text=True, check=False)
    assert "Usage" in alone.stdout + alone.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX's")
def test_in_a_terminal_it_opens_and_quits_leaving_it_as_it_was(tmp_path: Path) -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    running = subprocess.Popen(
        START,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "VITRINE_HOME": str(tmp_path), "TERM": "xterm-256color"},
    )
    try:
        shown = read_until(ours, b"no store yet")
        assert b"Vitrine" in shown
        os.write(ours, b"\x11")
        rest = read_until(ours, b"\x1b[?1049l")
        assert b"Traceback" not in shown + rest
        assert running.wait(WAIT_S) == 0
        assert termios.tcgetattr(theirs) == before
    finally:
        running.kill()
        os.close(ours)
        os.close(theirs)


def read_until(terminal: int, wanted: bytes) -> bytes:
    """What a terminal shows until something appears in it."""
    shown, until_s = b"", time.monotonic() + WAIT_S
    while wanted not in shown and time.monotonic() < until_s:
        if select.select([terminal], [], [], 0.5)[0]:
            shown += os.read(terminal, 65_536)
    assert wanted in shown, shown[-2000:]
    return shown
