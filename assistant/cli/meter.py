"""One line of a terminal that shows a microphone's level and the words so far; not recording."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.cells import cell_len
from rich.console import Console
from rich.live import Live
from rich.text import Text

from assistant.cli.telling import printable

QUIETEST_DBFS = -60.0
BAR_CELLS = 16
LOUD_DBFS = -3.0  # from here on a microphone is near to clipping
UPDATES_PER_S = 15


def level_bar(level_dbfs: float) -> tuple[str, str]:
    """The full and the empty cells of a level's bar, BAR_CELLS together."""
    share = (max(level_dbfs, QUIETEST_DBFS) - QUIETEST_DBFS) / -QUIETEST_DBFS
    n_filled = round(min(share, 1.0) * BAR_CELLS)
    return "█" * n_filled, "░" * (BAR_CELLS - n_filled)


def meter_line(
    level_dbfs: float, committed: str, tentative: str, width_cells: int, *, is_open: bool = True
) -> Text:
    """`● ██████░░░░  a long red dr` in at most width_cells: the end of the words is what shows.

    is_open: whether the microphone is; its bar is empty otherwise.
    """
    filled, empty = level_bar(level_dbfs if is_open else QUIETEST_DBFS)
    colour = "red" if level_dbfs > LOUD_DBFS else "green"
    bar = (filled, colour), (empty, "dim")
    dot = ("● ", "red") if is_open else ("○ ", "dim")
    line = Text.assemble(dot, *bar, " ", no_wrap=True)
    words = Text.assemble(committed, (tentative, "dim italic"))
    n_room = max(0, width_cells - line.cell_len)
    while words and cell_len(words.plain) > n_room:
        words = words[1:]
    return line.append_text(words)


class LevelMeter:
    """The line while a microphone is open, gone afterwards; silent where there is no terminal.

    quiet: no line on a terminal either, as scripts want it.
    """

    def __init__(self, console: Console | None = None, *, quiet: bool = False) -> None:
        self._console = console or Console(file=sys.stderr)
        self._is_shown = self._console.is_terminal and not quiet
        self._live: Live | None = None
        self._level_dbfs = float("-inf")
        self._words = ("", "")
        self._is_open = True

    def __enter__(self) -> Self:
        if self._is_shown:
            self._live = Live(
                console=self._console, transient=True, refresh_per_second=UPDATES_PER_S
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def level(self, level_dbfs: float) -> None:
        """The loudness of the last moment."""
        self._level_dbfs = level_dbfs
        self._draw()

    def words(self, committed: str, tentative: str) -> None:
        """The words so far: those that will stay, and right after them those that may change."""
        self._words = (printable(committed), printable(tentative))
        self._draw()

    def finish(self) -> None:
        """The microphone is closed, what it heard is being recognised."""
        self._is_open = False
        self._draw()

    def tell(self, sentence: str) -> None:
        """A line of its own, above the meter where there is one."""
        self._console.print(Text(printable(sentence)), soft_wrap=True)

    def _draw(self) -> None:
        if self._live is not None:
            width_cells = self._console.width - 1
            line = meter_line(self._level_dbfs, *self._words, width_cells, is_open=self._is_open)
            self._live.update(line)
