"""Names that nobody has: brands made of syllables, so that spelling is learnt by sound."""

from __future__ import annotations

import random
from functools import cache

from speech.training.word_lists import wording

CODA_SHARE = 0.35
BARE_ONSET_SHARE = 0.15
SECOND_SYLLABLE_SHARE = 0.6


def coined_name(choice: random.Random) -> str:
    """A name of two or three syllables, such as "Velkaro"."""
    onsets, _, _, endings = _parts()
    syllables = [_syllable(choice, choice.random() < BARE_ONSET_SHARE)]
    if choice.random() < SECOND_SYLLABLE_SHARE:
        syllables.append(_syllable(choice, is_bare=False))
    # An ending begins with its vowel mostly, and so wants a consonant before it.
    last = choice.choice(endings)
    joint = choice.choice(onsets) if last[0] in "aeiou" and not _ends_hard(syllables[-1]) else ""
    return "".join([*syllables, joint, last]).capitalize()


def _syllable(choice: random.Random, is_bare: bool) -> str:
    onsets, vowels, codas, _ = _parts()
    onset = "" if is_bare else choice.choice(onsets)
    coda = choice.choice(codas) if choice.random() < CODA_SHARE else ""
    return onset + choice.choice(vowels) + coda


def _ends_hard(syllable: str) -> bool:
    return syllable[-1] not in "aeiou"


@cache
def _parts() -> tuple[list[str], ...]:
    """Onsets, vowels, codas and endings, each as often as it is listed."""
    return tuple(line.split() for line in wording("syllables"))
