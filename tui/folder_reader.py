"""Names in a folder that begin so and so, read on a thread; not how they are shown or typed."""

from __future__ import annotations

import asyncio
import heapq
import os
import re
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui.prompt_text import PICTURE_SUFFIXES, SOUND_SUFFIXES

MOST_NAMES = 200  # of a folder that are kept to be chosen among
REMEMBERED_S = 3.0  # a folder read just now is not read again with every letter
_NOT_TYPED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # no line of text can hold it


@dataclass(frozen=True)
class Names:
    """first: in order, a folder's with / at its end. common: the beginning of all n of them."""

    first: tuple[str, ...] = ()
    common: str = ""
    n: int = 0


class FolderReader:
    """One folder at a time, the newest question next: a folder that hangs costs one thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: _Question | None = None
        self._is_reading = False
        self._last: tuple[str, float, tuple[str, ...]] = ("", -REMEMBERED_S, ())

    async def names(self, folder: str, part: str) -> Names | None:
        """Folders and files that the app can take; None when it was asked something newer."""
        loop = asyncio.get_running_loop()
        question = _Question(folder, part, loop, loop.create_future())
        with self._lock:
            dropped, self._waiting = self._waiting, question
            must_start = not self._is_reading
            self._is_reading = True
        if dropped is not None:
            dropped.answer(None)
        if must_start:
            threading.Thread(target=self._run, name="folders", daemon=True).start()
        return await question.future

    def _run(self) -> None:
        while True:
            with self._lock:
                question, self._waiting = self._waiting, None
                if question is None:
                    self._is_reading = False
                    return
            found = beginning_with(question.part, self._read(question.folder))
            with suppress(RuntimeError):  # the app has ended meanwhile
                question.loop.call_soon_threadsafe(question.answer, found)

    def _read(self, folder: str) -> tuple[str, ...]:
        last, read_s, names = self._last
        if last != folder or time.monotonic() - read_s > REMEMBERED_S:
            names = takeable(folder)
            self._last = (folder, time.monotonic(), names)
        return names


@dataclass(frozen=True)
class _Question:
    folder: str
    part: str
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Names | None]

    def answer(self, names: Names | None) -> None:
        """On the event loop; nobody may be waiting any more."""
        if not self.future.done():
            self.future.set_result(names)


def takeable(folder: str) -> tuple[str, ...]:
    """Names of the folders and of the pictures, videos and sounds in one, in no order.

    None of a folder that is not there or must not be read.
    """
    suffixes = (*PICTURE_SUFFIXES, *SOUND_SUFFIXES)
    names = []
    try:
        with os.scandir(Path(folder or ".").expanduser()) as entries:
            for entry in entries:
                if _NOT_TYPED.search(entry.name):
                    continue
                if _is_folder(entry):
                    names.append(f"{entry.name}/")
                elif entry.name.lower().endswith(suffixes):
                    names.append(entry.name)
    except (OSError, ValueError, RuntimeError):  # no such folder, no such path, no home
        return tuple(names)
    return tuple(names)


def beginning_with(part: str, names: tuple[str, ...]) -> Names:
    """Those that begin so; hidden ones only where the dot is typed."""
    found = [name for name in names if name.startswith(part) and (part or not name.startswith("."))]
    if not found:
        return Names()
    lowest, highest = min(found), max(found)
    pairs = enumerate(zip(lowest, highest, strict=False))
    n_common = next((at for at, (one, other) in pairs if one != other), len(lowest))
    common = lowest[:n_common]
    return Names(tuple(heapq.nsmallest(MOST_NAMES, found)), common, len(found))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
