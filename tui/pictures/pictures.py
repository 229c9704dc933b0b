"""The pictures that were drawn and those on their way, for whoever shows them; draws none itself.

On the event loop only, where nothing of this waits.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.message import Message

from tui.pictures.drawing import Drawing
from tui.pictures.drawing_thread import DrawingThread, Pictured
from tui.pictures.drawn import Drawn, Wanted
from tui.pictures.kitty import forgotten

MOST_BYTES = 32 * 1024 * 1024


class Pictures:
    """tell: given the thread's PictureTold, from there. send: writes to the terminal.

    drawing: what pictures are drawn with, None for text alone.
    """

    def __init__(
        self,
        tell: Callable[[Message], object],
        send: Callable[[str], object],
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.drawing: Drawing | None = None
        self._send = send
        self._most_bytes = most_bytes
        self._n_bytes = 0
        self._kept: OrderedDict[Wanted, Drawn] = OrderedDict()  # used last at the end
        self._wanted_by: dict[str, Sequence[Wanted]] = {}
        self._thread = DrawingThread(tell)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Draw no more, and let the terminal forget all."""
        self._thread.close()
        self.forget()

    def find(self, wanted: Wanted) -> Drawn | None:
        """It, where it was drawn; None when it was not yet."""
        drawn = self._kept.get(wanted)
        if drawn is not None:
            self._kept.move_to_end(wanted)
        return drawn

    def want(self, whose: str, wanted: Sequence[Wanted]) -> None:
        """What somebody shows now, instead of what they wanted before."""
        self._wanted_by[whose] = wanted
        together = (one for each in self._wanted_by.values() for one in each)
        self._thread.want([one for one in together if one not in self._kept])

    def take(self, pictured: Pictured) -> None:
        """Keep what was drawn; what was not used for the longest time makes room."""
        wanted, drawn = pictured.wanted, pictured.drawn
        self._thread.taken(wanted)
        if wanted in self._kept:
            self._drop(wanted)
        self._kept[wanted] = replace(drawn, data="")
        self._n_bytes += drawn.n_bytes
        if drawn.data:
            self._send(drawn.data)
        while self._n_bytes > self._most_bytes and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def forget(self) -> None:
        """Keep none of them."""
        for wanted in list(self._kept):
            self._drop(wanted)

    def _drop(self, wanted: Wanted) -> None:
        drawn = self._kept.pop(wanted)
        self._n_bytes -= drawn.n_bytes
        if drawn.number:
            self._send(forgotten(drawn.number))
