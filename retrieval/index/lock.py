"""One process at a time writes an index file; not for the catalogue, which has its own lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_NAME = "index.lock"


@contextmanager
def index_lock(folder: Path, timeout_s: float) -> Iterator[bool]:
    """Hold the lock for the block; False when it is taken: nothing may be written then.

    False as well where no lock can be made: a folder that is for reading only.
    """
    lock = FileLock(str(folder / LOCK_NAME), timeout=timeout_s, poll_interval=0.05)
    try:
        lock.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
