"""Bytes from the terminal to the app's events, whatever the bytes are; reads and draws nothing.

Textual's parser ends its thread, and the app with it, on bytes that are no UTF-8 (X10 mouse
reports), key releases and key numbers that are no characters. Here such a sequence is dropped,
and what the terminal says of itself is taken out first.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import partial

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from tui.terminal_facts import Answers

MOST_CELLS = 2_000  # wider and higher than any terminal


class TerminalInput:
    """Fed as bytes arrive; `tick` is called about ten times a second."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")
        self._parser = XTermParser()
        self._answers = Answers()

    def feed(self, data: bytes, is_last: bool = False) -> list[Message]:
        """The events that these bytes complete."""
        text, told = self._answers.feed(self._decoder.decode(data, is_last))
        return [*told, *self._events(text)]

    def tick(self) -> list[Message]:
        """The events that waited for more bytes too long, such as a lone Escape."""
        found = self._events(self._answers.tick())
        self._collect(self._parser.tick, found)
        return found

    def _events(self, text: str) -> list[Message]:
        found: list[Message] = []
        for character in text:
            self._collect(partial(self._parser.feed, character), found)
        return found

    def _collect(self, parse: Callable[[], Iterable[Message]], found: list[Message]) -> None:
        try:
            found += [event for event in parse() if _makes_sense(event)]
        except Exception:  # of any kind: Textual's own, or of a number too large
            fresh, broken = XTermParser(), self._parser
            fresh.mouse_pixels = broken.mouse_pixels
            fresh.terminal_size = broken.terminal_size
            fresh.terminal_pixel_size = broken.terminal_pixel_size
            self._parser = fresh


def _makes_sense(event: Message) -> bool:
    """Whether the app can do with an event: no half characters, no sizes of a broken report."""
    if isinstance(event, events.Key):
        return not any("\ud800" <= character <= "\udfff" for character in event.character or "")
    if isinstance(event, events.Resize):
        return 0 < event.size.width <= MOST_CELLS and 0 < event.size.height <= MOST_CELLS
    return True
