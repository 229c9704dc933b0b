"""Which products have a word and what BM25 gives for it, from FTS5; not for joining words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence

import apsw
import numpy as np
from numpy.typing import NDArray

# BM25 weights of title, brand, category, attributes, description; see docs/decisions/ranking.md.
COLUMN_WEIGHTS = (4.0, 2.0, 4.0, 4.0, 2.0)
# Remembered (key, score) pairs, 16 bytes each.
PAIRS_REMEMBERED = 2_000_000

Posting = tuple[NDArray[np.int64], NDArray[np.float64]]


class Postings:
    """The full-text index of a store in one state, term by term; make a new one when it changes.

    FTS5 ranks 10,000 products in about 20 ms, at every query. Its BM25 is a sum over terms, so each
    term's share is asked for once and remembered, and queries add arrays.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        last = connection.execute("SELECT max(key) FROM product").get
        self.n_keys = 0 if last is None else int(last) + 1
        # Scratch space for adding up terms: zeros between queries, so that none is allocated.
        self.totals = np.zeros(self.n_keys)
        self._remembered: OrderedDict[str, Posting] = OrderedDict()
        self._n_remembered = 0
        self._sql = (
            "SELECT rowid, rank FROM product_text WHERE product_text MATCH ? AND rank MATCH"
            f" 'bm25({', '.join(map(str, COLUMN_WEIGHTS))})'"
        )

    def n_pairs(self, words: Iterable[str]) -> int | None:
        """How many (key, score) pairs these folded words have; None when SQLite must be asked."""
        n_pairs = 0
        for word in words:
            if word not in self._remembered:
                return None
            n_pairs += len(self._remembered[word][0])
        return n_pairs

    def remember(self, words: Iterable[str]) -> None:
        """Look these folded words up now, to have them at hand."""
        for word in words:
            self.of(word)

    def has(self, word: str, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each of (n,) keys whether that product has a folded word."""
        return found_at(self.of(word)[0], keys)[1]

    def of(self, word: str) -> Posting:
        """Keys (n,) int64, ascending, of products that have a folded word, and its BM25 share (n,).

        Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009; FTS5 has
        k1 = 1.2 and b = 0.75. Larger is better.
        """
        if word in self._remembered:
            self._remembered.move_to_end(word)
            return self._remembered[word]
        rows = self._connection.execute(self._sql, (quoted([word]),)).fetchall()
        table = np.asarray(rows, np.float64).reshape(-1, 2)
        order = np.argsort(table[:, 0], kind="stable")
        posting = (table[order, 0].astype(np.int64), -table[order, 1])
        self._remembered[word] = posting
        self._n_remembered += len(rows)
        while self._n_remembered > PAIRS_REMEMBERED and len(self._remembered) > 1:
            _, (forgotten, _) = self._remembered.popitem(last=False)
            self._n_remembered -= len(forgotten)
        return posting


def found_at(
    ascending: NDArray[np.int64], keys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """(places, found): where each of (n,) keys stands among ascending ones, if it does."""
    if not len(ascending):
        return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
    places = np.minimum(np.searchsorted(ascending, keys), len(ascending) - 1)
    return places, ascending[places] == keys


def quoted(words: Sequence[str]) -> str:
    """Words side by side as one FTS5 string: whatever a person types, it is never query syntax."""
    text = " ".join(words).replace('"', '""').replace("\x00", " ")
    return f'"{text}"'


def has_phrase(connection: apsw.Connection, words: Sequence[str]) -> bool:
    """Whether any product has these folded words side by side."""
    sql = "SELECT 1 FROM product_text WHERE product_text MATCH ? LIMIT 1"
    return connection.execute(sql, (quoted(words),)).get is not None
