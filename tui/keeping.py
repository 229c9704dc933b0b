"""A thread that writes the newest text to a file, whole or not at all; not what the text means."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.whole_file import write_whole
from tui.language import worded

PAUSE_S = 0.3  # after a write: of many changes in a row the last is enough


class Keeping:
    """Reads the file once and then keeps it. One program at a time; a second one keeps nothing.

    restored: told the file's text, "" when there is none, from this object's thread. tell: told in
    one sentence what went wrong, from the same thread.
    """

    def __init__(
        self, path: Path, restored: Callable[[str], None], tell: Callable[[str], None]
    ) -> None:
        self._path, self._restored, self._tell = path, restored, tell
        self._changed = threading.Condition()
        self._waiting: Callable[[], str] | None = None
        self._is_closed = False
        self._has_told = False
        self._thread = threading.Thread(target=self._run, name="keeping", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def keep(self, make_text: Callable[[], str]) -> None:
        """Write this next, in place of what still waits; the text is made on the thread."""
        with self._changed:
            self._waiting = make_text
            self._changed.notify()

    def close(self, timeout_s: float = 5.0) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def put_aside(self) -> Path:
        """Rename a file that makes no sense, so that nothing in it is lost; its new path."""
        aside = self._path.with_name(f"{self._path.stem}-damaged-{time.time_ns()}.json")
        self._path.replace(aside)
        return aside

    def _run(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(f"{self._path}.lock", timeout=0)
            with lock:
                self._restored(self._read())
                self._write_until_closed()
        except Timeout:
            self._tell(
                worded(
                    "Another Vitrine is open, and keeps its conversations; this one's end with it."
                )
            )
        except OSError as error:
            folder, cause = self._path.parent, error.strerror or error
            told = "Conversations cannot be kept in {folder} ({cause}); they end with this window."
            self._tell(worded(told, folder=folder, cause=cause))

    def _read(self) -> str:
        try:
            return self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def _write_until_closed(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting is not None or self._is_closed)
                make_text, self._waiting = self._waiting, None
                is_closed = self._is_closed
            if make_text is not None:
                self._write(make_text())
            if is_closed:
                return
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed, PAUSE_S)

    def _write(self, text: str) -> None:
        try:
            write_whole(self._path, text)
        except OSError as error:
            if not self._has_told:  # a full disk is told once, not with every key
                self._has_told = True
                cause = error.strerror or error
                self._tell(worded("The conversations could not be kept ({cause}).", cause=cause))
