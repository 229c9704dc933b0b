"""Every word's BM25 shares in a few arrays, kept in a file; not for stores that changed since."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from retrieval.index.lock import index_lock

TABLE_VERSION = 1
FILE_NAME = "words.npz"
# Smaller stores are read out of FTS5 in less than 50 ms, whenever needed.
KEPT_FROM_PRODUCTS = 2_000

# FTS5's own constants (https://sqlite.org/fts5.html, the bm25() function).
BM25_K1 = 1.2
BM25_B = 0.75
BM25_IDF_MIN = 1e-6


@dataclass(frozen=True, slots=True)
class WordTable:
    """The full-text index of a store in one state.

    places: stem to its place. starts: (n_stems + 1,) int64, where each stem's pairs begin.
    keys: (n_pairs,) int32, ascending within a stem. scores: (n_pairs,) float32, BM25 shares.
    """

    places: dict[str, int]
    starts: NDArray[np.int64]
    keys: NDArray[np.int32]
    scores: NDArray[np.float32]

    def of(self, stem: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Keys that have a stem, ascending, and what BM25 gives them for it."""
        place = self.places.get(stem)
        if place is None:
            return np.empty(0, np.int64), np.empty(0)
        pairs = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.keys[pairs].astype(np.int64), self.scores[pairs].astype(np.float64)


def read_words(connection: apsw.Connection, weights: Sequence[float]) -> WordTable:
    """The table out of FTS5, in one pass: about 1.5 s for 100,000 products.

    weights: of the five columns. The formula is FTS5's, term for term: Robertson, Zaragoza: The
    Probabilistic Relevance Framework: BM25 and Beyond, 2009.
    """
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_instance"
        " USING fts5vocab('main', 'product_text', 'instance')"
    )
    names = ("title", "brand", "category", "attributes", "description")
    by_name = dict(zip(names, weights, strict=True))
    case = " ".join(f"WHEN '{name}' THEN {weight}" for name, weight in by_name.items())
    # SQLite joins the numbers of a term into text: far fewer rows cross into Python.
    rows = connection.execute(
        f"SELECT term, group_concat(doc), group_concat(CASE col {case} END)"
        " FROM temp.word_instance GROUP BY term"
    )
    stems, docs, given = [], [], []
    for stem, docs_of_stem, given_of_stem in rows:
        stems.append(str(stem))
        docs.append(str(docs_of_stem))
        given.append(str(given_of_stem))
    n_rows = int(connection.execute("SELECT count(*) FROM product").get)
    return _table(stems, docs, given, n_rows)


def _table(stems: list[str], docs: list[str], given: list[str], n_rows: int) -> WordTable:
    """docs, given: for each stem the products and column weights of its places, as "1,1,4"."""
    if not stems:
        nothing = np.zeros(1, np.int64)
        return WordTable({}, nothing, np.empty(0, np.int32), np.empty(0, np.float32))
    keys = np.fromstring(",".join(docs), np.int64, sep=",")
    weights = np.fromstring(",".join(given), np.float64, sep=",")
    n_places = np.asarray([text.count(",") + 1 for text in docs])
    stem_of = np.repeat(np.arange(len(stems)), n_places)
    lengths = np.bincount(keys)
    if np.any((np.diff(keys) < 0) & (np.diff(stem_of) == 0)):
        # FTS5 lists the places of a stem by product, but SQLite promises no order of its own.
        order = np.lexsort((keys, stem_of))
        keys, weights, stem_of = keys[order], weights[order], stem_of[order]
    # A pair begins where the stem or the product changes.
    first = np.flatnonzero(np.diff(keys, prepend=-1) | np.diff(stem_of, prepend=-1))
    frequency = np.add.reduceat(weights, first)
    keys, stem_of = keys[first], stem_of[first]
    counts = np.bincount(stem_of, minlength=len(stems))
    idf = np.log((n_rows - counts + 0.5) / (counts + 0.5))
    idf = np.where(idf > 0.0, idf, BM25_IDF_MIN)[stem_of]
    share_of_mean = lengths[keys] / (lengths.sum() / n_rows)
    norm = BM25_K1 * (1.0 - BM25_B + BM25_B * share_of_mean)
    scores = idf * frequency * (BM25_K1 + 1.0) / (frequency + norm)
    return WordTable(
        {stem: place for place, stem in enumerate(stems)},
        np.concatenate([[0], np.cumsum(counts)]),
        keys.astype(np.int32),
        scores.astype(np.float32),
    )


def open_words(
    connection: apsw.Connection, folder: Path, weights: Sequence[float], n_products: int
) -> WordTable:
    """The table from its file when that is level with the store; else read anew, and kept.

    A file that is damaged, or a folder that cannot be written, costs the time of reading only.
    """
    state = _state(connection, weights)
    path = folder / FILE_NAME
    if n_products < KEPT_FROM_PRODUCTS:
        return read_words(connection, weights)
    table = _load(path, state)
    if table is None:
        table = read_words(connection, weights)
        with index_lock(folder, 0.0) as locked:
            if locked:
                _save(path, table, state)
    return table


def _state(connection: apsw.Connection, weights: Sequence[float]) -> str:
    """What tells one state of one store from all others, and one formula from another."""
    meta = "SELECT value FROM meta WHERE key = 'generation'"
    serials = "SELECT name, seq FROM sqlite_sequence ORDER BY name"
    first = "SELECT id, updated_at FROM product ORDER BY key LIMIT 1"
    told: list[Any] = [TABLE_VERSION, list(weights), connection.execute(meta).get]
    told += [connection.execute(serials).fetchall(), connection.execute(first).fetchall()]
    return json.dumps(told)


def _load(path: Path, state: str) -> WordTable | None:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if bytes(arrays["state"]).decode() != state:
                return None
            stems = bytes(arrays["stems"]).decode().split("\n")
            # Reading a member checks its sum.
            return WordTable(
                {stem: place for place, stem in enumerate(stems)},
                arrays["starts"],
                arrays["keys"],
                arrays["scores"],
            )
    except (
        OSError,
        ValueError,
        KeyError,
        EOFError,
        RuntimeError,
        struct.error,
        zipfile.BadZipFile,
    ):
        return None


def _save(path: Path, table: WordTable, state: str) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as stream:
            np.savez(
                stream,
                state=np.frombuffer(state.encode(), np.uint8),
                stems=np.frombuffer("\n".join(table.places).encode(), np.uint8),
                starts=table.starts,
                keys=table.keys,
                scores=table.scores,
            )
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError:
        # A cache that cannot be kept is made again; the answers are the same.
        aside.unlink(missing_ok=True)
