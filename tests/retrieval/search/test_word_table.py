"""The word table: FTS5's own ranking in arrays, and a file that is never trusted for too long."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.search import word_table
from retrieval.search.lexical import lexical_hits, lexical_query
from retrieval.search.postings import COLUMN_WEIGHTS, Postings
from retrieval.search.word_table import FILE_NAME, WordTable, open_words, read_words
from tests.retrieval.search.word_encoder import WordEncoder


def opened(store: Store) -> WordTable:
    return open_words(store.connection, store.path, COLUMN_WEIGHTS, len(store))


def test_every_word_has_the_products_and_scores_that_fts5_gives(shop: Store) -> None:
    by_query = Postings(shop.connection)
    table = read_words(shop.connection, COLUMN_WEIGHTS)
    by_table = Postings(shop.connection, lambda: table)
    words = [word for (word,) in shop.connection.execute("SELECT word FROM word")]
    assert len(words) > 80
    for word in [*words, "dresses", "nowhere", "裙", "हिन्दी"]:
        keys, scores = by_query.of(word)
        table_keys, table_scores = by_table.of(word)
        assert table_keys.tolist() == keys.tolist(), word
        assert np.allclose(table_scores, scores, rtol=1e-5), word


def test_rankings_are_the_same_with_and_without_the_table(shop: Store) -> None:
    table = read_words(shop.connection, COLUMN_WEIGHTS)
    for text in ("red evening dress", "红色长裙", "café mug for laptops"):
        query = lexical_query([text])
        with_table = lexical_hits(Postings(shop.connection, lambda: table), query, 20)
        without = lexical_hits(Postings(shop.connection), query, 20)
        assert with_table.keys.tolist() == without.keys.tolist()
        assert with_table.coverage.tolist() == without.coverage.tolist()


def test_the_file_is_used_while_level_and_made_again_when_stale_or_damaged(
    shop: Store, word_encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_table, "KEPT_FROM_PRODUCTS", 1)
    opened(shop)
    file = shop.path / FILE_NAME
    written = file.read_bytes()

    def fail(*_: object) -> WordTable:
        raise AssertionError("read anew")

    with monkeypatch.context() as level:
        level.setattr(word_table, "read_words", fail)
        assert len(opened(shop).of("dress")[0]) == 3
    file.write_bytes(written[: len(written) // 2])
    assert len(opened(shop).of("dress")[0]) == 3
    flipped = bytearray(file.read_bytes())
    flipped[len(flipped) // 2] ^= 0xFF
    file.write_bytes(flipped)
    assert len(opened(shop).of("dress")[0]) == 3
    add(shop, [Product("gown", "Another dress")], word_encoder)
    assert len(opened(shop).of("dress")[0]) == 4
    assert not list(shop.path.glob("*.part"))


def test_small_stores_leave_no_file_and_empty_ones_have_no_words(
    shop: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    opened(shop)
    assert not (shop.path / FILE_NAME).exists()
    with Store.open(tmp_path_factory.mktemp("empty") / "store", create=True) as empty:
        assert opened(empty).of("dress")[0].tolist() == []
