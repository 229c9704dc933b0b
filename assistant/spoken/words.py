"""A transcript as words that know whether a pause follows; not what any of them means."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAUSES = ".,;:!?…，。；：！？、"
_MARKS = _PAUSES + "\"'“”‘’«»()[]{}<>《》「」*~"
_PAUSE_BETWEEN_LETTERS = re.compile("([…，。；：！？、])")


@dataclass(frozen=True)
class SpokenWord:
    """text: as written, without marks around it. key: for comparing. pause_after: a mark stood."""

    text: str
    key: str
    pause_after: bool


def spoken_words(text: str) -> list[SpokenWord]:
    """The words between blanks, without marks at their ends; "9.99" and "t-shirt" are one each."""
    words: list[SpokenWord] = []
    for token in _PAUSE_BETWEEN_LETTERS.sub(r"\1 ", text).split():
        bare = token.strip(_MARKS)
        pause = any(mark in _PAUSES for mark in token[len(token.rstrip(_MARKS)) :])
        if bare:
            words.append(SpokenWord(bare, bare.casefold().replace("’", "'"), pause))
        elif words and pause:
            words[-1] = SpokenWord(words[-1].text, words[-1].key, True)
    return words


def phrase_length(words: list[SpokenWord], at: int, phrase: tuple[str, ...]) -> int:
    """How many words a phrase takes at a place, 0 when it is not said there in one go."""
    after = at + len(phrase)
    if after > len(words) or any(words[at + i].key != part for i, part in enumerate(phrase)):
        return 0
    broken = any(word.pause_after for word in words[at : after - 1])
    return 0 if broken else len(phrase)


def longest_phrase(
    words: list[SpokenWord], at: int, phrases: dict[str, list[tuple[str, ...]]]
) -> int:
    """The length of the longest phrase at a place, 0 for none. phrases: by their first word."""
    candidates = phrases.get(words[at].key, [])
    return max((phrase_length(words, at, phrase) for phrase in candidates), default=0)


def by_first_word(phrases: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases written with blanks, for ``longest_phrase``."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found
