"""How pictures are drawn in this terminal: the best protocol that it has; not the drawing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from tui.terminal_facts import TerminalFacts

CELL_PX = (10, 20)  # of a terminal that does not say: a VT340's, and what Windows Terminal feigns
KITTY = re.compile(r"kitty\((\d+)\.(\d+)")
FIRST_KITTY_WITH_PLACEHOLDERS = (0, 28)


class Protocol(Enum):
    """BLOCKS: half blocks, two pixels a cell, which every terminal with colours has."""

    KITTY = "kitty"
    ITERM2 = "iterm2"
    SIXEL = "sixel"
    BLOCKS = "blocks"


@dataclass(frozen=True)
class Drawing:
    """cell_px: width and height of a cell, as graphics see it."""

    protocol: Protocol
    cell_px: tuple[int, int] = CELL_PX

    @property
    def of_characters(self) -> Drawing:
        """The same, or half blocks where pixels would lie over the text instead of being text.

        Text scrolls, is cut and is painted over as everything else is; pixels are to be sent
        again whenever a line moves.
        """
        return self if self.protocol is Protocol.KITTY else Drawing(Protocol.BLOCKS)


def best_drawing(mode: str, terminal: TerminalFacts, color_system: str | None) -> Drawing | None:
    """What to draw with, None for text alone.

    mode: the setting `thumbnails`. color_system: as Rich names it, None where it does not know.
    """
    if mode == "never" or color_system == "standard":
        return None
    if mode == "blocks" or (terminal.is_multiplexer and mode != "graphics"):
        return Drawing(Protocol.BLOCKS)
    return Drawing(_protocol(terminal, color_system), terminal.cell_px or CELL_PX)


def _protocol(terminal: TerminalFacts, color_system: str | None) -> Protocol:
    # A placeholder's colour is the number of its picture, so it must arrive unchanged.
    if _has_placeholders(terminal.name) and color_system != "256":
        return Protocol.KITTY
    if terminal.name.startswith("iTerm2"):
        return Protocol.ITERM2
    return Protocol.SIXEL if terminal.has_sixel else Protocol.BLOCKS


def _has_placeholders(name: str) -> bool:
    """Whether a picture can be text there; others that know kitty's graphics do not know that."""
    kitty = KITTY.match(name)
    if kitty is not None:
        return (int(kitty[1]), int(kitty[2])) >= FIRST_KITTY_WITH_PLACEHOLDERS
    return name.startswith("ghostty")
