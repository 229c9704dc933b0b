"""BM25 over the store's full-text index; not for vectors or for correcting words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.search.filters import CompiledFilters
from retrieval.search.stemming import content_words
from retrieval.search.text import fold_words

# BM25 weights of title, brand, category, attributes, description.
COLUMN_WEIGHTS = (8.0, 4.0, 4.0, 4.0, 1.0)
# A pasted page is no query: its first words are.
WORDS_MAX = 48


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Folded words to look for. words: content words, their share found is the coverage.

    grams: further terms that rank but do not count, CJK characters of longer runs.
    unwanted: one tuple of words for each "without"; a product that has all of one drops out.
    """

    words: tuple[str, ...]
    grams: tuple[str, ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """Ranked products. keys: (n,) int64, best first; bm25: (n,), larger is better."""

    keys: NDArray[np.int64]
    bm25: NDArray[np.float64]


NO_HITS = LexicalHits(np.empty(0, np.int64), np.empty(0))


def lexical_query(wanted: Sequence[str], unwanted: Sequence[str] = ()) -> LexicalQuery:
    """What to look for, from the texts of a query and the texts of its "without" parts."""
    folded = [word for text in wanted for word in fold_words(text[:4_000])][:WORDS_MAX]
    words = content_words(folded)
    grams = [word for word in dict.fromkeys(folded) if len(word) == 1 and word not in words]
    without = (content_words(fold_words(text[:4_000])[:WORDS_MAX]) for text in unwanted)
    return LexicalQuery(
        tuple(words),
        tuple(gram for gram in grams if not gram.isascii()),
        tuple(tuple(words) for words in without if words),
    )


def lexical_hits(
    connection: apsw.Connection,
    query: LexicalQuery,
    limit: int,
    allowed: CompiledFilters | None = None,
) -> LexicalHits:
    """The best `limit` products for the query: those with all words first, then by BM25.

    Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009 (FTS5's k1 is
    1.2, its b 0.75). Ties by smaller key.
    """
    if not query.words:
        return NO_HITS
    any_of = " OR ".join(_quoted((*query.words, *query.grams)))
    all_of = " AND ".join(_quoted(query.words))
    if len(query.words) == 1 and not query.grams:
        return _run(connection, all_of, query, limit, allowed)
    full = _run(connection, all_of, query, limit, allowed)
    if len(full.keys) >= limit:
        return full
    partial = _run(connection, any_of, query, limit, allowed)
    rest = ~np.isin(partial.keys, full.keys)
    return LexicalHits(
        np.concatenate([full.keys, partial.keys[rest]])[:limit],
        np.concatenate([full.bm25, partial.bm25[rest]])[:limit],
    )


def keys_with_all(connection: apsw.Connection, words: Sequence[str]) -> NDArray[np.int64]:
    """Keys of every product that has all of these folded words, ascending."""
    rows = connection.execute(
        "SELECT rowid FROM product_text WHERE product_text MATCH ? ORDER BY rowid",
        (" AND ".join(_quoted(words)),),
    )
    return np.fromiter((int(key) for (key,) in rows), np.int64)


def has_phrase(connection: apsw.Connection, words: Sequence[str]) -> bool:
    """Whether any product has these folded words side by side."""
    phrase = '"' + " ".join(word.replace('"', '""') for word in words) + '"'
    sql = "SELECT 1 FROM product_text WHERE product_text MATCH ? LIMIT 1"
    return connection.execute(sql, (phrase,)).get is not None


def _quoted(words: Sequence[str]) -> list[str]:
    """Words as FTS5 strings: whatever a person types, it is never query syntax."""
    return ['"' + word.replace('"', '""') + '"' for word in words]


def _run(
    connection: apsw.Connection,
    match: str,
    query: LexicalQuery,
    limit: int,
    allowed: CompiledFilters | None,
) -> LexicalHits:
    if query.unwanted:
        without = " OR ".join(f"({' AND '.join(_quoted(words))})" for words in query.unwanted)
        match = f"({match}) NOT ({without})"
    weights = ", ".join(str(weight) for weight in COLUMN_WEIGHTS)
    sql = (
        "SELECT rowid, rank FROM product_text"
        f" WHERE product_text MATCH ? AND rank MATCH 'bm25({weights})'"
    )
    bound: list[str | int | float] = [match]
    if allowed is not None:
        sql += f" AND rowid IN ({allowed.sql})"
        bound.extend(allowed.bound)
    rows = connection.execute(f"{sql} ORDER BY rank LIMIT ?", (*bound, limit)).fetchall()
    if not rows:
        return NO_HITS
    keys = np.asarray([row[0] for row in rows], np.int64)
    bm25 = -np.asarray([row[1] for row in rows], np.float64)
    order = np.lexsort((keys, -bm25))
    return LexicalHits(keys[order], bm25[order])
