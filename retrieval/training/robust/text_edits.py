"""One random edit of a text as fingers, shops and cheats make them; not for choosing the worst."""

from __future__ import annotations

import random

from retrieval.robustness.text_edits import neighbours
from retrieval.search.homoglyphs import HOMOGLYPHS
from retrieval.search.text import is_cjk


def edit_once(text: str, rng: random.Random, homoglyph_share: float = 0.0) -> str:
    """The text one edit away: a character swapped, dropped, doubled, inserted or replaced.

    homoglyph_share: how often a letter is replaced by its look-alike instead, where there is one.
    Chinese characters stay: a slip of Latin keys is not how they go wrong. A text without other
    characters stays as it is.
    """
    typed = [i for i, letter in enumerate(text) if not is_cjk(letter)]
    if not typed:
        return text
    if rng.random() < homoglyph_share:
        places = [i for i, letter in enumerate(text) if letter.lower() in HOMOGLYPHS]
        if places:
            i = rng.choice(places)
            return text[:i] + rng.choice(HOMOGLYPHS[text[i].lower()]) + text[i + 1 :]
    i = rng.choice(typed)
    letter = text[i]
    kind = rng.randrange(5)
    if kind == 0 and i + 1 < len(text) and text[i + 1] != letter:
        return text[:i] + text[i + 1] + letter + text[i + 2 :]
    if kind == 1 and len(text) > 1:
        return text[:i] + text[i + 1 :]
    if kind == 2:
        return text[:i] + letter + text[i:]
    near = neighbours(letter.lower()) or "abcdefghijklmnopqrstuvwxyz "
    other = rng.choice(near)
    return text[:i] + other + text[i + (kind != 3) :]
