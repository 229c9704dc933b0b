"""A thread of its own that draws pictures, what is wanted now first; no screen, no cache."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from tui.pictures.drawn import Drawn, Wanted


@dataclass(frozen=True)
class Allowed:
    """mode: what the setting `thumbnails` says."""

    mode: str


@dataclass(frozen=True)
class Pictured:
    """This was drawn."""

    wanted: Wanted
    drawn: Drawn


class PictureTold(Message, bubble=False):
    """What the thread has to say."""

    def __init__(self, event: Allowed | Pictured) -> None:
        self.event = event
        super().__init__()


class DrawingThread:
    """Tells the setting first. tell: called from this thread."""

    def __init__(self, tell: Callable[[Message], object]) -> None:
        self._tell = tell
        self._changed = threading.Condition()
        self._waiting: list[Wanted] = []
        self._on_its_way: set[Wanted] = set()  # begun, and not yet where it is kept
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Draw these next, in this order; what was wanted before and not begun is dropped."""
        with self._changed:
            self._waiting = [one for one in wanted if one not in self._on_its_way]
            self._changed.notify()

    def taken(self, wanted: Wanted) -> None:
        """What was told of this has arrived; from now on it may be wanted again."""
        with self._changed:
            self._on_its_way.discard(wanted)

    def close(self) -> None:
        """End after the picture being drawn, which is not waited for."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def _run(self) -> None:
        from assistant.settings import settings_or_defaults

        self._tell(PictureTold(Allowed(settings_or_defaults().thumbnails)))
        while (wanted := self._next()) is not None:
            self._tell(PictureTold(Pictured(wanted, _drawn(wanted))))

    def _next(self) -> Wanted | None:
        """Wait for one; None when the app closes."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            wanted = self._waiting.pop(0)
            self._on_its_way.add(wanted)
            return wanted


def _drawn(wanted: Wanted) -> Drawn:
    from tui.pictures.draw import draw  # Pillow, not before the first paint

    try:
        return draw(wanted)
    except Exception:  # whatever one picture does, the next ones are drawn
        return Drawn(place=wanted.place or 0)
