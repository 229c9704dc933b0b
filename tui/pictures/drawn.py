"""A picture to be drawn and a picture drawn; plain data."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment

from tui.pictures.drawing import Drawing


@dataclass(frozen=True)
class Wanted:
    """One picture of a product within so many cells.

    images: all that the product has. place: of one among them, None for the first readable.
    """

    images: tuple[str, ...]
    columns: int
    lines: int
    drawing: Drawing
    place: int | None = None


@dataclass(frozen=True)
class Drawn:
    """A picture as cells; without any lines when there is nothing to see.

    columns: cells of each line. over: for each line what draws pixels over its cells, the cursor
    being at their beginning. number, data: of a picture that the terminal is to keep, and what
    gives it to it. n_bytes: that it costs to keep, here or in the terminal.
    """

    lines: tuple[tuple[Segment, ...], ...] = ()
    columns: int = 0
    place: int = 0
    over: tuple[str, ...] = ()
    number: int = 0
    data: str = ""
    n_bytes: int = 0
