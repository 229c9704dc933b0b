"""Texts in which a term of the shop stands where the letters of the sound spell it; no judging.

The decoder wrote something else there, or nothing: what a term replaces is found by how well each
text's letters fit the sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from speech.recognizer.spelling import SpelledSound
from speech.recognizer.vocabulary import MAX_SPAN_WORDS, Vocabulary, key_of

MIN_LIKENESS = 60.0  # of 100, of a term to the likest stretch of letters
MAX_LIKE = 40  # terms to choose from, many of which were heard already
MAX_TERMS = 6
MAX_TEXTS_READ = 2
MAX_FOUND = 4


def respelled(
    texts: Sequence[str], spelled: SpelledSound, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Texts whose letters fit better than those of the text they were made of, likest first.

    texts: what was heard, best first. Of each of at most 4 there are two, since a model may have
    learnt its terms in small letters.
    """
    read = list(dict.fromkeys(texts))[:MAX_TEXTS_READ]
    terms = _spelled_terms(spelled.likeliest, vocabulary, heard=read[0])
    made = {
        (*words[:first], term, *words[last:]): (text, first)
        for text in read
        for words in [text.split()]
        for term in terms
        for first in range(len(words) + 1)
        for last in range(first, min(first + MAX_SPAN_WORDS, len(words)) + 1)
    }
    fits = spelled.log_probabilities_of([*read, *map(" ".join, made)])
    before = dict(zip(read, fits, strict=False))
    better = [
        (-fit, words, first)
        for (words, (text, first)), fit in zip(made.items(), fits[len(read) :], strict=True)
        if fit > before[text]
    ]
    return tuple(
        " ".join([*words[:first], term, *words[first + 1 :]])
        for _, words, first in sorted(better)[:MAX_FOUND]
        for term in dict.fromkeys((words[first], words[first].lower()))
    )


def _spelled_terms(letters: str, vocabulary: Vocabulary, heard: str) -> list[str]:
    """Terms that the letters resemble somewhere and that were not heard, likest first."""
    from rapidfuzz import fuzz, process

    likest: list[Any] = process.extract(
        key_of(letters),
        vocabulary.long_keys,
        scorer=fuzz.partial_ratio,
        score_cutoff=MIN_LIKENESS,
        limit=MAX_LIKE,
    )
    terms = [vocabulary.terms[n] for _, _, n in likest]
    return [term for term in terms if term.casefold() not in heard.casefold()][:MAX_TERMS]
