"""Which words of a growing utterance are settled: those that successive hypotheses agree on.

LocalAgreement (Liu et al. 2020, Machacek et al. 2023), on words without case and punctuation. It
decides about words; it hears nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from speech.errors import AudioError


@dataclass(frozen=True)
class AgreementSettings:
    """When words are settled.

    n_hypotheses: so many in succession must agree. min_advance_s: a hypothesis counts only if so
    much more sound was heard than by the one before; min_confidence: and if it is so sure of
    itself. Of 150 clips, many by unknown voices, the final text changed 7 % of the words settled
    without that, 0.8 % with it, and 55 % of all words were settled, not 80. forced_after_s: of
    sound without a settled word, after which all words but the last forced_tail are settled as
    they stand; after twice that, all are.
    """

    n_hypotheses: int = 2
    min_advance_s: float = 0.1
    min_confidence: float = 0.85
    forced_after_s: float = 4.0
    forced_tail: int = 1

    def __post_init__(self) -> None:
        """Raises AudioError: numbers with which nothing would ever be settled, or all at once."""
        if self.n_hypotheses < 2 or self.forced_tail < 0:
            raise AudioError("Agreement needs at least 2 hypotheses and a tail of 0 or more words.")
        if not (self.min_advance_s > 0 and self.forced_after_s > 0):
            raise AudioError("Agreement needs min_advance_s and forced_after_s above 0 seconds.")
        if not 0 <= self.min_confidence <= 1:
            raise AudioError("Agreement needs a min_confidence of 0 to 1.")


@dataclass(frozen=True)
class Revision:
    """committed: words that will not change; tentative: what may follow them, as it seems now."""

    committed: tuple[str, ...]
    tentative: tuple[str, ...]


class Agreement:
    """Follows one utterance. Only ever appends to what is committed."""

    def __init__(self, settings: AgreementSettings | None = None) -> None:
        self.settings = settings or AgreementSettings()
        self._committed: list[str] = []
        self._tails: list[tuple[str, ...]] = []  # the last hypotheses that counted, normalised
        self._heard_s = 0.0  # by the last hypothesis that counted
        self._committed_s = 0.0  # when the last word was committed

    def update(self, words: Sequence[str], heard_s: float, confidence: float = 1.0) -> Revision:
        """Take in a hypothesis of all words so far, from heard_s seconds of the utterance."""
        tail = list(words)[self._n_covered(words) :]
        is_newer = heard_s >= self._heard_s + self.settings.min_advance_s
        if is_newer:
            self._heard_s = heard_s
            n_agreed = 0
            if confidence >= self.settings.min_confidence:
                n_wanted = self.settings.n_hypotheses
                self._tails = [*self._tails, _normalised(tail)][-n_wanted:]
                n_agreed = _n_common(self._tails) if len(self._tails) == n_wanted else 0
            waited_s = heard_s - self._committed_s
            if n_agreed == 0 and waited_s >= self.settings.forced_after_s:
                is_long = waited_s >= 2 * self.settings.forced_after_s
                n_agreed = max(0, len(tail) - (0 if is_long else self.settings.forced_tail))
            if n_agreed:
                tail = self._commit(tail, n_agreed)
        return Revision(tuple(self._committed), tuple(tail))

    def _commit(self, tail: list[str], n_words: int) -> list[str]:
        """Settle the tail's first words; the rest of it."""
        self._committed += tail[:n_words]
        self._committed_s = self._heard_s
        # Of the hypotheses before, the new beginning is the same, or was overruled by force.
        self._tails = [other[n_words:] for other in self._tails]
        return tail[n_words:]

    def _n_covered(self, words: Sequence[str]) -> int:
        """How many words of a hypothesis stand for the committed ones.

        The beginning of the hypothesis with the smallest edit distance to the committed words, so
        that a word split or left out this time neither doubles nor swallows the next one. Among
        equals one that ends with the same word, then the one nearest in length.
        """
        committed, others = _normalised(self._committed), _normalised(words)
        row = list(range(len(others) + 1))
        for n_done, word in enumerate(committed, start=1):
            previous, row = row, [n_done]
            for column, other in enumerate(others, start=1):
                substituted = previous[column - 1] + (word != other)
                row.append(min(substituted, previous[column] + 1, row[column - 1] + 1))

        def badness(n_words: int) -> tuple[int, bool, int]:
            ends_otherwise = others[n_words - 1 : n_words] != committed[-1:]
            return row[n_words], ends_otherwise, abs(n_words - len(committed))

        return min(range(len(row)), key=badness)


def normalised(word: str) -> str:
    """A word without case, punctuation and the forms of one character; vowel signs stay."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")


def _normalised(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(normalised(word) for word in words)


def _n_common(tails: Sequence[tuple[str, ...]]) -> int:
    """How many words all begin with."""
    n_common = 0
    for together in zip(*tails, strict=False):
        if len(set(together)) > 1:
            break
        n_common += 1
    return n_common
