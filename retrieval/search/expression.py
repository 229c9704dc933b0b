"""Query arithmetic in typed text, `2:golden retriever + pool - fruit`; not for meaning or spelling.

The syntax is rclip's (https://github.com/yurijmikhalevich/rclip): signs stand between blanks, a
number and a colon before a part weigh it, quotes keep signs literal. A minus right before a word,
`dress -red`, takes that word away, as web search has taught people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.errors import InputError
from retrieval.search.text import strip_controls

WEIGHT_MAX = 100.0

_TOKEN = re.compile(r'"([^"]*)"|\S+')
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?):(?=\D)\s*")
_MINUS_WORD = re.compile(r"[-−][^\W\d_]")
_PLUS = ("+", "＋")
_MINUS = ("-", "−", "－")


@dataclass(frozen=True, slots=True)
class TextPart:
    """One signed piece of text. weight: above 0 wanted, below 0 unwanted, never 0."""

    text: str
    weight: float = 1.0


def parse_query(text: str) -> list[TextPart]:
    """The signed parts of typed text, in order; plain text is one part, blank text is none.

    InputError when a weight is 0 or above WEIGHT_MAX.
    """
    parts: list[TextPart] = []
    words: list[str] = []
    sign = 1.0

    def close() -> None:
        if words:
            parts.append(_weighted(" ".join(words), sign))
            words.clear()

    tokens = list(_TOKEN.finditer(_joined_weights(strip_controls(text))))
    for i, token in enumerate(tokens):
        written = token.group()
        followed = i + 1 < len(tokens)
        if written in _PLUS + _MINUS and followed:
            close()
            sign = -1.0 if written in _MINUS else 1.0
        elif _MINUS_WORD.match(written):
            parts.append(TextPart(written[1:], -1.0))
        elif token.group(1) is not None:
            words.append(token.group(1).strip())
        else:
            words.append(written)
    close()
    return [part for part in parts if part.text]


def _joined_weights(text: str) -> str:
    """Moves a weight into the quotes that follow it, or out of those that hold it: same part."""
    return re.sub(r'(\d+(?:\.\d+)?):"', r'"\1:', text)


def _weighted(text: str, sign: float) -> TextPart:
    match = _WEIGHT.match(text)
    if match is None:
        return TextPart(text, sign)
    weight = float(match[1])
    if not 0 < weight <= WEIGHT_MAX:
        raise InputError(
            f"The weight in {text!r} must be above 0 and at most {WEIGHT_MAX:g}; "
            "write a minus before what you do not want."
        )
    return TextPart(text[match.end() :].strip(), sign * weight)
