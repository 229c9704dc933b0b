"""A text as a recogniser may mishear it: words that sound alike, lost small words; not typos.

A rough stand-in for a recogniser's errors, made without one: nothing that a recogniser heard of the
clips that are reported on is trained on. English alone; what sounds alike in Chinese needs a
pronouncing dictionary.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

SMALL_WORDS = frozenset(
    ["a", "an", "the", "of", "in", "for", "with", "some", "my", "is", "to", "and", "on", "at"]
)
LOST_SMALL_WORD_SHARE = 0.25

# What is written -> what is heard, longest first; voiced and unvoiced alike, as noise makes them.
_SOUNDS = (
    *(("tch", "j"), ("dge", "j"), ("sch", "s"), ("igh", ""), ("ough", "")),
    *(("ph", "f"), ("ck", "k"), ("qu", "k"), ("kn", "n"), ("wr", "r"), ("wh", "")),
    *(("sh", "j"), ("ch", "j"), ("th", "t"), ("ng", "n"), ("x", "ks"), ("mb", "m")),
    *(("b", "p"), ("d", "t"), ("g", "k"), ("c", "k"), ("q", "k"), ("v", "f"), ("z", "s")),
    *(("w", ""), ("y", ""), ("h", "")),
)


def sound_of(word: str) -> str:
    """The consonants of an English word as they are heard, roughly: "bed" and "pad" are "pt"."""
    heard = word.lower()
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]|[aeiou]", "", heard))


class Mishearing:
    """Mishears texts for other words of a vocabulary."""

    def __init__(self, texts: Iterable[str]) -> None:
        words = {word for text in texts for word in re.findall(r"[a-z]{2,}", text.lower())}
        self._alike: dict[str, list[str]] = {}
        for word in sorted(words):
            self._alike.setdefault(sound_of(word), []).append(word)

    def alike(self, word: str) -> Sequence[str]:
        """Other words that sound like this one, of about its length."""
        heard = self._alike.get(sound_of(word), []) if sound_of(word) else []
        own = word.lower()
        return [other for other in heard if other != own and abs(len(other) - len(own)) <= 2]

    def misheard(self, text: str, rng: random.Random) -> str:
        """The text with one word misheard where it has one, and perhaps a small word lost."""
        words = text.split(" ")
        places = [i for i, word in enumerate(words) if self.alike(word)]
        if places:
            i = rng.choice(places)
            words[i] = rng.choice(self.alike(words[i]))
        small = [i for i, word in enumerate(words) if word.lower() in SMALL_WORDS]
        if small and len(words) > 2 and rng.random() < LOST_SMALL_WORD_SHARE:
            del words[rng.choice(small)]
        return " ".join(words)
