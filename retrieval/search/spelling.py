"""Corrects words the store does not know by those it does; not for grammar or languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

import apsw

from retrieval.search.postings import Postings, has_phrase
from retrieval.search.stemming import STOP_WORDS
from retrieval.search.text import fold_words, is_cjk

# Shorter words are too near to too many others.
CORRECTED_MIN_CHARS = 4
TWO_EDITS_MIN_CHARS = 6
# In words up to this length the first letter is right, or two letters changed places.
FIRST_LETTER_CHARS = 5
WORDS_CORRECTED_MAX = 16
WORDS_REMEMBERED = 10_000

_TYPED_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ -]")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text with its corrections. changes: (as typed, as searched), in order."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Typed:
    """One typed word. folded: None when it may not be corrected."""

    start: int
    end: int
    folded: str | None
    known: bool


class Vocabulary:
    """The words of a store in one state; make a new one when its generation changes.

    All words are read only when one is unknown.
    """

    def __init__(self, connection: apsw.Connection, postings: Postings) -> None:
        self._connection = connection
        self._postings = postings
        # Typed words met before: (folded form, None when it may not be corrected; known or not).
        self._seen: dict[str, tuple[str | None, bool]] = {}
        self._counts: dict[str, int] | None = None
        self._choices: list[str] = []

    def knows(self, word: str) -> bool:
        """Whether a product has this folded word, in any inflection that search takes as equal."""
        return len(self._postings.of(word)[0]) > 0

    def correct(self, text: str) -> Corrected:
        """The text with unknown words replaced by the store's nearest.

        One edit is allowed from 4 letters on, two from 6: letters added, left out, changed, or
        swapped with their neighbour (optimal string alignment distance). Words run together are
        split and split ones joined when the store has them so. Known words, stop words, numbers and
        CJK stay; what has no near word stays as well.
        """
        if len(self._seen) > WORDS_REMEMBERED:
            self._seen.clear()
        typed = [self._typed(match) for match in _TYPED_WORD.finditer(text)]
        if all(word.known or word.folded is None for word in typed):
            return Corrected(text)
        pieces: list[str] = []
        changes: list[tuple[str, str]] = []
        place, i = 0, 0
        while i < len(typed):
            word = typed[i]
            end, better = word.end, None
            if i + 1 < len(typed) and (joined := self._joined(text, word, typed[i + 1])):
                end, better, i = typed[i + 1].end, joined, i + 1
            elif word.folded is not None and not word.known and len(changes) < WORDS_CORRECTED_MAX:
                better = self._nearest(word.folded)
            if better is not None:
                pieces += [text[place : word.start], better]
                changes.append((text[word.start : end], better))
                place = end
            i += 1
        return Corrected("".join(pieces) + text[place:], tuple(changes))

    def _typed(self, match: re.Match[str]) -> _Typed:
        written = match.group()
        if written not in self._seen:
            folded = fold_words(written)
            plain = len(folded) == 1 and folded[0].isalpha() and not is_cjk(folded[0])
            known = not plain or folded[0] in STOP_WORDS or self.knows(folded[0])
            self._seen[written] = (folded[0] if plain else None, known)
        return _Typed(match.start(), match.end(), *self._seen[written])

    def _joined(self, text: str, left: _Typed, right: _Typed) -> str | None:
        """One word for two, when one of them is unknown and the store has them joined."""
        if left.folded is None or right.folded is None or (left.known and right.known):
            return None
        if left.folded in STOP_WORDS or right.folded in STOP_WORDS:
            return None
        if not _GAP.fullmatch(text[left.end : right.start]):
            return None
        both = left.folded + right.folded
        return both if self.knows(both) else None

    def _nearest(self, word: str) -> str | None:
        if len(word) < CORRECTED_MIN_CHARS:
            return None
        return self._split(word) or self._one_word(word)

    def _split(self, word: str) -> str | None:
        """Two words that a product has side by side and that were typed as one."""
        counts = self._all_words()
        best: tuple[int, str] | None = None
        for i in range(1, len(word)):
            left, right = word[:i], word[i:]
            n = min(counts.get(left, 0), counts.get(right, 0))
            if n > (best[0] if best else 0) and has_phrase(self._connection, [left, right]):
                best = (n, f"{left} {right}")
        return best[1] if best else None

    def _one_word(self, word: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        counts = self._all_words()
        n_edits = 1 if len(word) < TWO_EDITS_MIN_CHARS else 2
        near = process.extract(
            word, self._choices, scorer=OSA.distance, score_cutoff=n_edits, limit=None
        )
        ranked = [
            (distance, candidate[0] != word[0], -counts[candidate], candidate)
            for candidate, distance, _ in near
            if len(word) > FIRST_LETTER_CHARS or _starts_alike(word, candidate)
        ]
        return min(ranked)[-1] if ranked else None

    def _all_words(self) -> dict[str, int]:
        if self._counts is None:
            rows = self._connection.execute("SELECT word, n_products FROM word")
            self._counts = {str(word): int(n) for word, n in rows}
            self._choices = [
                w for w in self._counts if len(w) > 2 and w.isalpha() and not is_cjk(w)
            ]
        return self._counts


def _starts_alike(word: str, candidate: str) -> bool:
    return word[0] == candidate[0] or word[:2] == candidate[1::-1]
