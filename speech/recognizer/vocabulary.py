"""The words a shop wants heard right, and where a text nearly holds them; not the biasing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from speech.spacing import word_gap

STRENGTH_NATS = 2.0
MIN_LIKENESS = 60.0  # of 100: "for gel raven" to "Fjallraven" has 67
MAX_RESPELLINGS = 8
MAX_SPAN_WORDS = 4
MIN_KEY_LETTERS = 4
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Respelling:
    """A text in which words that resemble a term are that term. likeness: 0 to 100."""

    text: str
    term: str
    likeness: float


@dataclass(frozen=True, init=False)
class Vocabulary:
    """Terms that are likelier here than elsewhere: brands, colours, categories.

    terms: each once, spaces tidied, in the order given. strength_nats: what each token of a heard
    term adds to its log-probability; 0 changes nothing. long_keys: letters and digits of the terms
    that have four or more, by their place.
    """

    terms: tuple[str, ...]
    strength_nats: float
    long_keys: dict[int, str] = field(compare=False, repr=False)

    def __init__(self, terms: Iterable[str], strength_nats: float = STRENGTH_NATS) -> None:
        tidy = (_SPACES.sub(" ", term).strip() for term in terms)
        object.__setattr__(self, "terms", tuple(dict.fromkeys(term for term in tidy if term)))
        object.__setattr__(self, "strength_nats", strength_nats)
        object.__setattr__(self, "_hash", hash((self.terms, strength_nats)))
        keys = tuple(key_of(term) for term in self.terms)
        long_keys = {n: key for n, key in enumerate(keys) if len(key) >= MIN_KEY_LETTERS}
        object.__setattr__(self, "long_keys", long_keys)

    def __hash__(self) -> int:
        known: int = self._hash  # type: ignore[attr-defined]
        return known

    def said_in(self, language: str) -> Vocabulary:
        """Without the small Latin words where words have no spaces: brands alone are said there."""
        return _said_without_spaces(self) if word_gap(language) == "" else self

    def respellings(self, text: str) -> tuple[Respelling, ...]:
        """The likest ways to read terms into a text with spaces, at most 8, best first.

        They are proposals for the model to judge: a likeness of letters is no evidence of sound.
        """
        from rapidfuzz import fuzz, process

        words = text.split()
        found: dict[str, Respelling] = {}
        for first in range(len(words)):
            for last in range(first + 1, min(first + MAX_SPAN_WORDS, len(words)) + 1):
                span = key_of("".join(words[first:last]))
                if len(span) < MIN_KEY_LETTERS:
                    continue
                likest: list[Any] = process.extract(
                    span, self.long_keys, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=3
                )
                heard = " ".join(words[first:last]).casefold()
                for _, likeness, index in likest:
                    term = self.terms[index]
                    if term.casefold() in heard:
                        continue
                    read = [*words[:first], term + _ending(words[last - 1]), *words[last:]]
                    one = Respelling(" ".join(read), term, likeness)
                    found.setdefault(one.text, one)
        likest_first = sorted(found.values(), key=lambda one: -one.likeness)
        return tuple(likest_first[:MAX_RESPELLINGS])


@lru_cache(maxsize=8)
def _said_without_spaces(vocabulary: Vocabulary) -> Vocabulary:
    kept = [term for term in vocabulary.terms if not (term.isascii() and term == term.lower())]
    return Vocabulary(kept, vocabulary.strength_nats)


def key_of(text: str) -> str:
    """Letters and digits alone, lower case."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _ending(word: str) -> str:
    """The marks after a word."""
    n_kept = len(word.rstrip(".,;:!?"))
    return word[n_kept:]
