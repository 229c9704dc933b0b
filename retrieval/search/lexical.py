"""BM25 ranking of a query's words; not for vectors or for correcting words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search.postings import Postings, found_at
from retrieval.search.stemming import content_words
from retrieval.search.text import fold_words

# A pasted page is no query: its first words are.
WORDS_MAX = 48
TEXT_MAX_CHARS = 4_000
# Added for each word found, far above any BM25: one sum holds the number of words and the score.
A_WORD = 1e6

# What a Chinese question says besides its object: "I want to buy a …", and particles.
_CHINESE_ASKING = re.compile(
    "^(?:你好|请问|麻烦)?"
    "(?:(?:我|帮我|给我|请)(?:想要|想买|想找|要买|需要|在找|找|买|要)|想要|想买|想找|需要|有没有)?"
    "(?:一下|一[个件条双只顶台把本瓶盒张套])?|[的了吗呢吧]"
)

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
    """Ranked products.

    keys: (n,) int64, best first. bm25: (n,), larger is better. coverage: (n,) share of the query's
    words that the product has, 0 to 1.
    """

    keys: Keys
    bm25: NDArray[np.float64]
    coverage: NDArray[np.float64]


NO_HITS = LexicalHits(np.empty(0, np.int64), np.empty(0), np.empty(0))


def lexical_query(wanted: Sequence[str], unwanted: Sequence[str] = ()) -> LexicalQuery:
    """What to look for, from the texts of a query and the texts of its "without" parts."""
    folded = [word for text in wanted for word in _asked_words(text)][:WORDS_MAX]
    words = content_words(folded)
    grams = [w for w in dict.fromkeys(folded) if len(w) == 1 and not w.isascii()]
    groups = (content_words(_asked_words(text)[:WORDS_MAX]) for text in unwanted)
    return LexicalQuery(
        tuple(words),
        tuple(gram for gram in grams if gram not in words),
        tuple(tuple(group) for group in groups if group),
    )


def _asked_words(text: str) -> list[str]:
    plain = text[:TEXT_MAX_CHARS].strip()
    return fold_words(_CHINESE_ASKING.sub(" ", plain)) or fold_words(plain)


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
    out = [keys_with_all(postings, group) for group in query.unwanted]
    if hidden is not None and len(hidden):
        out.append(hidden)
    passing = _Passing(allowed, np.unique(np.concatenate(out)) if out else None)
    keys, scores = NO_HITS.keys, NO_HITS.bm25
    if min(len(postings.of(word)[0]) for word in query.words) >= limit:
        keys, scores = _with_all_words(postings, query, passing)
    if len(keys) < limit:
        keys, scores = _with_some_words(postings, query, passing, limit)
    order = np.lexsort((keys, -scores))[:limit]
    n_words, bm25 = np.divmod(scores[order], A_WORD)
    return LexicalHits(keys[order], bm25, n_words / len(query.words))


@dataclass(frozen=True, slots=True)
class _Passing:
    """Which keys may be found. allowed: None for all; out: never these. Both ascending."""

    allowed: Keys | None
    out: Keys | None

    def __call__(self, keys: Keys) -> Keys:
        if self.allowed is not None:
            keys = keys[found_at(self.allowed, keys)[1]]
        return keys if self.out is None else keys[~found_at(self.out, keys)[1]]


def _with_all_words(
    postings: Postings, query: LexicalQuery, passing: _Passing
) -> tuple[Keys, NDArray[np.float64]]:
    """Keys that have every word, and their scores: a look at the rarest word's products only."""
    lists = [postings.of(word) for word in query.words]
    keys = passing(min((keys for keys, _ in lists), key=len))
    for others, _ in lists:
        keys = keys[found_at(others, keys)[1]]
    totals = np.full(len(keys), A_WORD * len(lists))
    for term in (*query.words, *query.grams):
        others, scores = postings.of(term)
        places, found = found_at(others, keys)
        totals[found] += scores[places[found]]
    return keys, totals


def _with_some_words(
    postings: Postings, query: LexicalQuery, passing: _Passing, limit: int
) -> tuple[Keys, NDArray[np.float64]]:
    """At least `limit` keys that have most words, or all when there are not so many; scores."""
    totals = postings.totals
    lists: list[Keys] = []
    try:
        for i, term in enumerate((*query.words, *query.grams)):
            keys, scores = postings.of(term)
            lists.append(keys)
            totals[keys] += scores + A_WORD if i < len(query.words) else scores
        found = np.concatenate(lists)
        scores = totals[found]
        for least in range(len(query.words), -1, -1):
            # A key is found once for each of its words.
            keys = found[scores >= least * A_WORD]
            if len(keys) >= limit or least == 0:
                keys = passing(np.unique(keys))
                if len(keys) >= limit or least == 0:
                    break
        return keys, totals[keys]
    finally:
        for keys in lists:
            totals[keys] = 0.0


def keys_with_all(postings: Postings, words: Sequence[str]) -> Keys:
    """Keys of every product that has all of these folded words, ascending."""
    lists = sorted((postings.of(word)[0] for word in words), key=len)
    if not lists:
        return np.empty(0, np.int64)
    common = lists[0]
    for keys in lists[1:]:
        common = common[np.isin(common, keys, assume_unique=True)]
    return common
