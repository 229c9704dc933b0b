"""Shopping phrases of no shop in particular, which adapted heads must leave where they were.

A shop's own texts may be of one kind alone (article numbers, say): heads that learn them are free
to move all other words unless those are rehearsed (Robins 1995, Catastrophic forgetting, rehearsal
and pseudorehearsal).
"""

from __future__ import annotations

import random

from retrieval.training.wording.colours import COLOUR_WORDS
from retrieval.training.wording.kinds import KIND_WORDS, PATTERN_WORDS
from retrieval.training.wording.more_kinds import MORE_KIND_WORDS

N_PHRASES = 600
SHAPES = ("{kind}", "{colour} {kind}", "{pattern} {kind}", "{colour} {pattern} {kind}")
CHINESE_SHAPES = ("{kind}", "{colour}{kind}")
CHINESE_SHARE = 0.25


def rehearsal_texts(n: int = N_PHRASES, seed: int = 7) -> list[str]:
    """n distinct phrases, a quarter of them Chinese; the same ones for the same seed."""
    rng = random.Random(seed)
    kinds = [*KIND_WORDS.values(), *MORE_KIND_WORDS.values()]
    colours, patterns = list(COLOUR_WORDS.values()), list(PATTERN_WORDS.values())
    phrases: dict[str, None] = {}
    while len(phrases) < n:
        language = int(rng.random() < CHINESE_SHARE)
        said = {
            name: rng.choice(words[language] or words[0])
            for name, words in (
                ("kind", rng.choice(kinds)),
                ("colour", rng.choice(colours)),
                ("pattern", rng.choice(patterns)),
            )
        }
        phrases[rng.choice(CHINESE_SHAPES if language else SHAPES).format(**said)] = None
    return list(phrases)
