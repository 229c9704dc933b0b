"""Keeps what native code writes to file descriptor 2 off the screen; POSIX only."""

from __future__ import annotations

import os
import re
import select
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STANDARD_ERROR = 2
CHUNK_BYTES = 65_536
PART_WAIT_S = 0.2  # a line without its end is told after so long
CLOSING_WAIT_S = 1.0
COLOUR = re.compile(rb"\x1b\[[\d;]*[A-Za-z]")


@contextmanager
def standard_error_told(tell: Callable[[str], None]) -> Iterator[None]:
    """Everything written to descriptor 2 inside is told line by line, on another thread.

    Children that are started inside inherit the descriptor, so theirs is told too. The pipe never
    makes its writer wait: native code may write while it holds Python's lock, and would then wait
    for a reader that waits for the lock. What does not fit is lost.
    """
    sys.stderr.flush()
    before = os.dup(STANDARD_ERROR)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    os.dup2(writing, STANDARD_ERROR)
    os.close(writing)
    reader = threading.Thread(
        target=_tell_lines, args=(reading, tell), name="standard-error", daemon=True
    )
    reader.start()
    try:
        yield
    finally:
        os.dup2(before, STANDARD_ERROR)
        os.close(before)
        reader.join(CLOSING_WAIT_S)  # a child may hold its end open for longer


def _tell_lines(reading: int, tell: Callable[[str], None]) -> None:
    rest = b""
    while True:
        if rest and not select.select([reading], [], [], PART_WAIT_S)[0]:
            tell(_plain(rest))
            rest = b""
        read = os.read(reading, CHUNK_BYTES)
        if not read:
            break
        *lines, rest = (rest + read).replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            tell(_plain(line))
        if len(rest) > CHUNK_BYTES:
            tell(_plain(rest))
            rest = b""
    tell(_plain(rest))
    os.close(reading)


def _plain(line: bytes) -> str:
    return COLOUR.sub(b"", line).decode(errors="replace")
