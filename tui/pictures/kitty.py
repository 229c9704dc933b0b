"""Kitty's graphics: the terminal keeps the picture, and characters of the screen stand for it.

A placeholder's marks are its row and column in the picture, its colour is the picture's number.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from PIL import Image

PLACEHOLDER = "\U0010eeee"
CHUNK_CHARACTERS = 4_096
# The first of kitty's rowcolumn-diacritics.txt, which has 297.
MARKS = [
    *(0x305, 0x30D, 0x30E, 0x310, 0x312, 0x33D, 0x33E, 0x33F, 0x346, 0x34A, 0x34B, 0x34C, 0x350),
    *(0x351, 0x352, 0x357, 0x35B, *range(0x363, 0x370), *range(0x483, 0x488), *range(0x592, 0x596)),
    *(*range(0x597, 0x59A), *range(0x59C, 0x5A2), 0x5A8, 0x5A9, 0x5AB, 0x5AC, 0x5AF, 0x5C4),
    *(*range(0x610, 0x618), *range(0x657, 0x65C), 0x65D, 0x65E, *range(0x6D6, 0x6DD)),
    *(*range(0x6DF, 0x6E3), 0x6E4, 0x6E7, 0x6E8, 0x6EB, 0x6EC, 0x730, 0x732, 0x733, 0x735, 0x736),
    *(0x73A, 0x73D, 0x73F, 0x740, 0x741, 0x743, 0x745, 0x747, 0x749, 0x74A, *range(0x7EB, 0x7F2)),
]
MOST_CELLS = len(MARKS)
COLOURS = 256


def placeholders(number: int, columns: int, lines: int) -> tuple[tuple[Segment, ...], ...]:
    """The cells that show a picture of that number, below 2^24."""
    colour = Color.from_rgb(number >> 16 & 255, number >> 8 & 255, number & 255)
    style = Style(color=colour)
    # A segment a cell: a line may be cut anywhere, and marks must stay with their character.
    return tuple(
        tuple(
            Segment(f"{PLACEHOLDER}{chr(MARKS[y])}{chr(MARKS[x])}", style) for x in range(columns)
        )
        for y in range(lines)
    )


def given(picture: Image.Image, number: int, columns: int, lines: int) -> str:
    """What gives a picture to the terminal, to be shown in so many cells; it answers nothing."""
    stream = io.BytesIO()
    picture.quantize(COLOURS).save(stream, "PNG")
    rest = base64.b64encode(stream.getvalue()).decode("ascii")
    keys = f"a=T,U=1,f=100,q=2,i={number},c={columns},r={lines},"
    parts = []
    while rest or keys:
        chunk, rest = rest[:CHUNK_CHARACTERS], rest[CHUNK_CHARACTERS:]
        parts.append(f"\x1b_G{keys}m={int(bool(rest))};{chunk}\x1b\\")
        keys = ""
    return "".join(parts)


def forgotten(number: int) -> str:
    """What makes the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"
