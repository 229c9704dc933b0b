"""One random edit of a text as fingers, shops and cheats make them; not for choosing the worst."""

from __future__ import annotations

import random

# Letters that look alike in another script: tokenizers do not fold these, eyes do.
HOMOGLYPHS = {
    "a": "а",
    "c": "с",
    "e": "е",
    "i": "і",
    "j": "ј",
    "k": "κ",
    "n": "п",
    "o": "о",
    "p": "р",
    "s": "ѕ",
    "u": "υ",
    "v": "ν",
    "x": "х",
    "y": "у",
}
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _keys_near() -> dict[str, str]:
    near: dict[str, str] = {}
    places = {key: (r, c) for r, row in enumerate(_KEY_ROWS) for c, key in enumerate(row)}
    for key, (row, column) in places.items():
        near[key] = "".join(
            other
            for other, (r, c) in places.items()
            if other != key and abs(r - row) <= 1 and abs(c - column) <= 1
        )
    return near


KEYS_NEAR = _keys_near()


def edit_once(text: str, rng: random.Random, homoglyph_share: float = 0.0) -> str:
    """The text one edit away: a character swapped, dropped, doubled, inserted or replaced.

    homoglyph_share: how often a letter is replaced by its look-alike instead, where there is one.
    An empty text stays empty.
    """
    if not text:
        return text
    if rng.random() < homoglyph_share:
        places = [i for i, letter in enumerate(text) if letter.lower() in HOMOGLYPHS]
        if places:
            i = rng.choice(places)
            return text[:i] + HOMOGLYPHS[text[i].lower()] + text[i + 1 :]
    i = rng.randrange(len(text))
    letter = text[i]
    kind = rng.randrange(5)
    if kind == 0 and i + 1 < len(text) and text[i + 1] != letter:
        return text[:i] + text[i + 1] + letter + text[i + 2 :]
    if kind == 1 and len(text) > 1:
        return text[:i] + text[i + 1 :]
    if kind == 2:
        return text[:i] + letter + text[i:]
    near = KEYS_NEAR.get(letter.lower()) or "abcdefghijklmnopqrstuvwxyz "
    other = rng.choice(near)
    return text[:i] + other + text[i + (kind != 3) :]
