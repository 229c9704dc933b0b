"""Which products have a word and what BM25 gives for it, from FTS5; not for joining words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.search.stemming import terms_of
from retrieval.search.word_table import WordTable

# BM25 weights of title, brand, category, attributes, description; see docs/decisions/ranking.md.
COLUMN_WEIGHTS = (4.0, 2.0, 4.0, 4.0, 2.0)
# Remembered (key, score) pairs, 16 bytes each.
PAIRS_REMEMBERED = 2_000_000

Posting = tuple[NDArray[np.int64], NDArray[np.float64]]


class Postings:
    """The full-text index of a store in one state, term by term; make a new one when it changes.

    FTS5 ranks 10,000 products in about 7 ms, at every query. Its BM25 is a sum over terms, so each
    term's share comes from a table, or is asked of FTS5 once and remembered; queries add arrays.
    table: gives the table of this very state when first needed, None to do without.
    """

    def __init__(
        self, connection: apsw.Connection, table: Callable[[], WordTable] | None = None
    ) -> None:
        self._connection = connection
        self._open_table = table
        self._table: WordTable | None = None
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

    def at_hand(self, words: Iterable[str]) -> bool:
        """Whether these folded words can be looked up without asking SQLite."""
        return self._open_table is not None or all(word in self._remembered for word in words)

    def remember(self, words: Iterable[str]) -> None:
        """Look these folded words up now, to have them at hand."""
        for word in words:
            self.of(word)

    def has(self, word: str, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each of (n,) keys whether that product has a folded word."""
        return found_at(self.of(word)[0], keys)[1]

    def unknown_share(self, words: Sequence[str]) -> float:
        """Of these folded words, the share that no product has, 0 to 1."""
        return sum(not len(self.of(word)[0]) for word in words) / max(len(words), 1)

    def of(self, word: str) -> Posting:
        """Keys (n,) int64, ascending, of products that have a folded word, and its BM25 share (n,).

        Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009; FTS5 has
        k1 = 1.2 and b = 0.75. Larger is better.
        """
        if word in self._remembered:
            self._remembered.move_to_end(word)
            return self._remembered[word]
        posting = self._looked_up(word)
        self._remembered[word] = posting
        self._n_remembered += len(posting[0])
        while self._n_remembered > PAIRS_REMEMBERED and len(self._remembered) > 1:
            _, (forgotten, _) = self._remembered.popitem(last=False)
            self._n_remembered -= len(forgotten)
        return posting

    def _looked_up(self, word: str) -> Posting:
        terms = terms_of(word)
        if self._open_table is not None and len(terms) == 1:
            if self._table is None:
                self._table = self._open_table()
            return self._table.of(terms[0])
        rows = self._connection.execute(self._sql, (quoted([word]),)).fetchall()
        found = np.asarray(rows, np.float64).reshape(-1, 2)
        order = np.argsort(found[:, 0], kind="stable")
        return found[order, 0].astype(np.int64), -found[order, 1]


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
