"""What the terminal is and can draw, as it says itself; asked while the app runs, never waited for.

Its answers come among the keys. They are taken out there, late ones too, so that none is typed
into the prompt; a terminal that does not answer costs nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual.message import Message

NAME, CELL_PX, CLASSES = "\x1b[>q", "\x1b[16t", "\x1b[c"
ASK = NAME + CELL_PX + CLASSES  # the last one is answered by all, so it ends the answers
SIXEL_CLASS = "4"
MORE_COMES_S = 0.2  # of an answer that was cut; what is no answer is held back as long
MULTIPLEXERS = ("tmux", "screen")
# These show what they do not know as text, or swallow what follows it.
NOT_ASKED_PROGRAMS = frozenset({"Apple_Terminal"})
NOT_ASKED_TERMS = frozenset({"", "dumb", "linux", "cons25", "emacs"})
ANSWER = re.compile(
    r"\x1bP>\|(?P<name>[ -~]{0,64})\x1b\\"
    r"|\x1b\[\?(?P<classes>[\d;]{1,64})c"
    r"|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
)
BEGUN = re.compile(
    r"\x1b(?:P(?:>(?:\|[ -~]{0,64}\x1b?)?)?|\[(?:\?[\d;]{0,64}|6(?:;\d{0,4}(?:;\d{0,4})?)?)?)\Z"
)


@dataclass(frozen=True)
class TerminalFacts:
    """name: with its version, as XTVERSION tells. cell_px: width and height, None if unknown."""

    name: str = ""
    has_sixel: bool = False
    cell_px: tuple[int, int] | None = None

    @property
    def is_multiplexer(self) -> bool:
        """Whether it draws in another terminal, of which it knows little."""
        return self.name.startswith(MULTIPLEXERS)


class TerminalTold(Message, bubble=False):
    """All that the terminal said of itself until now."""

    def __init__(self, facts: TerminalFacts) -> None:
        self.facts = facts
        super().__init__()


class Answers:
    """Takes the answers out of what the terminal sends, wherever it was cut."""

    def __init__(self) -> None:
        self._begun, self._begun_s = "", 0.0
        self._facts = TerminalFacts()
        self._is_complete = False

    def feed(self, text: str) -> tuple[str, list[Message]]:
        """What is left of a text, and what was told in it."""
        text = self._begun + text
        self._begun = ""
        if "\x1b" not in text:
            return text, []
        before = self._facts, self._is_complete
        text = ANSWER.sub(self._taken, text)
        begun = BEGUN.search(text)
        if begun is not None:
            self._begun, self._begun_s = begun[0], time.monotonic()
            text = text[: begun.start()]
        is_new = self._is_complete and before != (self._facts, True)
        return text, [TerminalTold(self._facts)] if is_new else []

    def tick(self) -> str:
        """What was held back for more to come, once it did not."""
        if time.monotonic() - self._begun_s < MORE_COMES_S:
            return ""
        held, self._begun = self._begun, ""
        return held

    def _taken(self, answer: re.Match[str]) -> str:
        if answer["name"] is not None:
            self._facts = replace(self._facts, name=answer["name"])
        elif answer["classes"] is not None:
            has_sixel = SIXEL_CLASS in answer["classes"].split(";")[1:]
            self._facts = replace(self._facts, has_sixel=has_sixel)
            self._is_complete = True
        else:
            width, height = int(answer["width"]), int(answer["height"])
            if 0 < width <= 200 and 0 < height <= 400:
                self._facts = replace(self._facts, cell_px=(width, height))
        return ""


def can_be_asked(environment: Mapping[str, str]) -> bool:
    """Whether the terminal at least ignores a question that it does not know."""
    return (
        environment.get("TERM_PROGRAM", "") not in NOT_ASKED_PROGRAMS
        and environment.get("TERM", "") not in NOT_ASKED_TERMS
    )
