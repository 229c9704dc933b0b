"""BM25 ranking of a query's words; not for vectors or for correcting words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search.postings import Postings
from retrieval.search.stemming import content_words
from retrieval.search.text import fold_words

# A pasted page is no query: its first words are.
WORDS_MAX = 48
TEXT_MAX_CHARS = 4_000

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Folded words to look for. words: content words, their share found is the coverage.

    grams: further terms that rank but do not count, CJK characters of longer runs.
    unwanted: one tuple of words for each "without"; a product that has all of one drops out.
    """

    words: tuple[str, ...]
    grams: tuple[str, ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()

    def terms(self) -> list[str]:
        """Every word that the ranking looks up."""
        return [*self.words, *self.grams, *(word for group in self.unwanted for word in group)]


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """Ranked products. keys: (n,) int64, best first; bm25: (n,), larger is better."""

    keys: Keys
    bm25: NDArray[np.float64]


NO_HITS = LexicalHits(np.empty(0, np.int64), np.empty(0))


def lexical_query(wanted: Sequence[str], unwanted: Sequence[str] = ()) -> LexicalQuery:
    """What to look for, from the texts of a query and the texts of its "without" parts."""
    folded = [word for text in wanted for word in fold_words(text[:TEXT_MAX_CHARS])][:WORDS_MAX]
    words = content_words(folded)
    grams = [w for w in dict.fromkeys(folded) if len(w) == 1 and not w.isascii()]
    groups = (content_words(fold_words(text[:TEXT_MAX_CHARS])[:WORDS_MAX]) for text in unwanted)
    return LexicalQuery(
        tuple(words),
        tuple(gram for gram in grams if gram not in words),
        tuple(tuple(group) for group in groups if group),
    )


def lexical_hits(
    postings: Postings,
    query: LexicalQuery,
    limit: int,
    allowed: Keys | None = None,
    hidden: Keys | None = None,
) -> LexicalHits:
    """The best `limit` products: those with most of the words first, then by BM25, then by key.

    allowed: ascending keys that filters leave, None for all. hidden: keys not to be found.
    """
    if not query.words or postings.n_keys == 0:
        return NO_HITS
    bm25 = np.zeros(postings.n_keys)
    n_words = np.zeros(postings.n_keys, np.int16)
    found: list[Keys] = []
    for i, word in enumerate((*query.words, *query.grams)):
        keys, scores = postings.of(word)
        bm25[keys] += scores
        if i < len(query.words):
            n_words[keys] += 1
        found.append(keys)
    for group in query.unwanted:
        n_words[keys_with_all(postings, group)] = -1
    if hidden is not None and len(hidden):
        n_words[hidden[hidden < postings.n_keys]] = -1
    # Whoever has most of the words is in the list of each of them, so seldom all lists are needed.
    keys = _enough(found[: len(query.words)], n_words, limit, len(query.words), allowed)
    if query.grams and len(keys) < limit:
        keys = _passing(np.unique(np.concatenate(found)), n_words, allowed)
    order = np.lexsort((keys, -bm25[keys], -n_words[keys]))[:limit]
    return LexicalHits(keys[order], bm25[keys[order]])


def _enough(
    found: list[Keys], n_words: NDArray[np.int16], limit: int, n: int, allowed: Keys | None
) -> Keys:
    """At least `limit` keys that have most words, or all keys found when there are not so many."""
    everything = np.concatenate(found)
    counts = n_words[everything]
    for least in range(n, 0, -1):
        keys = everything[counts >= least]
        if len(keys) >= limit or least == 1:
            keys = _passing(np.unique(keys), n_words, allowed)
            if len(keys) >= limit or least == 1:
                return keys
    return np.empty(0, np.int64)


def _passing(keys: Keys, n_words: NDArray[np.int16], allowed: Keys | None) -> Keys:
    keys = keys[n_words[keys] >= 0]
    if allowed is None or not len(keys):
        return keys
    if not len(allowed):
        return allowed
    places = np.minimum(np.searchsorted(allowed, keys), len(allowed) - 1)
    return keys[allowed[places] == keys]


def keys_with_all(postings: Postings, words: Sequence[str]) -> Keys:
    """Keys of every product that has all of these folded words, ascending."""
    lists = sorted((postings.of(word)[0] for word in words), key=len)
    if not lists:
        return np.empty(0, np.int64)
    common = lists[0]
    for keys in lists[1:]:
        common = common[np.isin(common, keys, assume_unique=True)]
    return common
