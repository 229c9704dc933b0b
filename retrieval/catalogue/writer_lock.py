"""One writer at a time, across threads and processes; not for readers, who never wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import StoreError

LOCK_NAME = "catalogue.lock"
LOCK_TIMEOUT_S = 5.0


class WriterLock:
    """An operating-system lock on a file in the store; the system frees it when a process dies."""

    def __init__(self, folder: Path, timeout_s: float = LOCK_TIMEOUT_S) -> None:
        self.folder = folder
        self.timeout_s = timeout_s
        self._lock = FileLock(str(folder / LOCK_NAME), poll_interval=0.02)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the block; nested blocks are fine. StoreError when another holds it."""
        try:
            self._lock.acquire(timeout=self.timeout_s)
        except Timeout as error:
            raise StoreError(
                f"Another program is writing to the store {self.folder}; "
                "wait until it is done, then try again."
            ) from error
        except OSError as error:
            raise StoreError(
                f"Cannot write to the store {self.folder}: {error.strerror or error}; "
                "check the folder's permissions and the free space."
            ) from error
        try:
            yield
        finally:
            self._lock.release()
