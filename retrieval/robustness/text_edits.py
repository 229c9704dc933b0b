"""What happens to a typed text by accident or malice: typos, spacing, case, homoglyphs; pure.

Nothing here looks at an encoder: see `text_attacks` for the worst of many edits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from retrieval.search.homoglyphs import HOMOGLYPHS, without_homoglyphs

Generator = np.random.Generator
TextChange = Callable[[str, Generator], str]

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LATIN = "abcdefghijklmnopqrstuvwxyz"


def neighbours(letter: str) -> str:
    """The keys around a letter on an English keyboard; "" for anything else."""
    for r, row in enumerate(_ROWS):
        place = row.find(letter)
        if place < 0:
            continue
        beside = [row[p] for p in (place - 1, place + 1) if 0 <= p < len(row)]
        for other in _ROWS[max(r - 1, 0) : r] + _ROWS[r + 1 : r + 2]:
            beside += [other[p] for p in (place - 1, place, place + 1) if 0 <= p < len(other)]
        return "".join(beside)
    return ""


def single_edits(text: str, places: Sequence[int], letters: str) -> list[str]:
    """Every deletion, swap, substitution and insertion at the places, the text itself left out."""
    found = dict.fromkeys(
        edited
        for at in places
        for edited in (
            text[:at] + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            *(text[:at] + letter + text[at + 1 :] for letter in letters),
            *(text[:at] + letter + text[at:] for letter in letters),
        )
    )
    found.pop(text, None)
    return [edited for edited in found if edited.strip()]


def typos(n: int) -> TextChange:
    """n slips of the finger: a neighbouring key, a letter left out, doubled or swapped."""

    def change(text: str, rng: Generator) -> str:
        for _ in range(n):
            places = [i for i, letter in enumerate(text) if letter.isalnum()]
            if len(places) < 2:
                return text
            text = _slip(text, int(rng.choice(places)), rng)
        return text

    return change


def _slip(text: str, at: int, rng: Generator) -> str:
    kind = int(rng.integers(4))
    keys = neighbours(text[at].lower())
    if kind == 0 and keys:
        return text[:at] + keys[int(rng.integers(len(keys)))] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]


def spacing(text: str, rng: Generator) -> str:
    """One blank lost, or one put inside a word where there is none to lose."""
    blanks = [i for i, letter in enumerate(text) if letter == " "]
    if blanks:
        at = int(rng.choice(blanks))
        return text[:at] + text[at + 1 :]
    if len(text) < 2:
        return text
    at = int(rng.integers(1, len(text)))
    return f"{text[:at]} {text[at:]}"


def upper_case(text: str, rng: Generator) -> str:
    """All capitals."""
    return text.upper()


def mixed_case(text: str, rng: Generator) -> str:
    """Each letter a capital or not, by chance."""
    return "".join(
        c.upper() if up else c.lower()
        for c, up in zip(text, rng.random(len(text)) < 0.5, strict=True)
    )


def homoglyphs(text: str, rng: Generator) -> str:
    """Every letter that has one replaced by a letter of another script that looks the same."""
    changed = []
    for letter in text:
        looks = HOMOGLYPHS.get(letter.lower(), "")
        changed.append(looks[int(rng.integers(len(looks)))] if looks else letter)
    return "".join(changed)


def negated(text: str, rng: Generator) -> str:
    """The text denied, in its own language."""
    is_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    return f"不要{text}" if is_chinese else f"anything but {text}"


PUT_BACK = "homoglyphs, put back"
ACCIDENTS: dict[str, TextChange] = {
    "typo, 1 slip": typos(1),
    "typo, 2 slips": typos(2),
    "spacing": spacing,
    "upper case": upper_case,
    "mixed case": mixed_case,
    "homoglyphs": homoglyphs,
    PUT_BACK: lambda text, rng: without_homoglyphs(homoglyphs(text, rng)),
}


def changed(texts: Sequence[str], change: TextChange, seed: int) -> list[str]:
    """Every text changed, the same for the same seed whatever the other texts."""
    return [change(text, np.random.default_rng([seed, i])) for i, text in enumerate(texts)]
