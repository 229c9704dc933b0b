"""Words: ranked by BM25, most words first, whatever is typed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.catalogue.store import Store
from retrieval.search.lexical import lexical_hits, lexical_query
from retrieval.search.postings import COLUMN_WEIGHTS, Postings, has_phrase
from tests.retrieval.search.coverage import coverage_of, product_words


@pytest.fixture
def postings(shop: Store) -> Postings:
    return Postings(shop.connection)


def found(
    store: Store, postings: Postings, text: str, *, without: str = "", k: int = 30
) -> list[str]:
    query = lexical_query([text], [without] if without else [])
    keys = lexical_hits(postings, query, k).keys.tolist()
    products = store.products_by_key(keys)
    return [products[key].id for key in keys]


def test_products_with_all_words_come_before_those_with_some(
    shop: Store, postings: Postings
) -> None:
    ids = found(shop, postings, "a red evening dress")
    assert ids[0] == "dress-red"
    assert set(ids[1:3]) == {"dress-blue", "dress-green"}
    assert "mug-red" in ids


def test_a_word_in_the_title_counts_more_than_in_the_description(
    shop: Store, postings: Postings
) -> None:
    assert found(shop, postings, "sleeve")[0].startswith(("dress", "backpack"))
    assert found(shop, postings, "shoes running")[0].startswith("sneakers")


def test_inflections_accents_and_chinese_are_found(shop: Store, postings: Postings) -> None:
    assert found(shop, postings, "dresses")[0].startswith("dress")
    assert found(shop, postings, "CAFE")[0].startswith("mug")
    assert found(shop, postings, "红色长裙")[0] == "dress-red"
    assert set(found(shop, postings, "裙")) == {"dress-red", "dress-blue", "dress-green"}


def test_without_takes_products_out_that_have_all_its_words(
    shop: Store, postings: Postings
) -> None:
    assert set(found(shop, postings, "dress", without="red")) == {"dress-blue", "dress-green"}
    assert len(found(shop, postings, "dress", without="red mug")) == 3


def test_scores_are_those_of_fts5(shop: Store, postings: Postings) -> None:
    hits = lexical_hits(postings, lexical_query(["red dress sleeves"]), 30)
    weights = ", ".join(map(str, COLUMN_WEIGHTS))
    rows = dict(
        shop.connection.execute(
            "SELECT rowid, rank FROM product_text WHERE product_text MATCH ?"
            f" AND rank MATCH 'bm25({weights})'",
            ('"red" OR "dress" OR "sleeves"',),
        )
    )
    assert set(hits.keys.tolist()) == set(rows)
    assert np.allclose(hits.bm25, [-rows[key] for key in hits.keys.tolist()])


def test_allowed_and_hidden_keys_are_kept_to_and_the_limit_is_filled(
    shop: Store, postings: Postings
) -> None:
    query = lexical_query(["red dress"])
    every = lexical_hits(postings, query, 30).keys
    allowed = np.sort(every[2:6])
    hits = lexical_hits(postings, query, 3, allowed, np.asarray([every[2]]))
    assert len(hits.keys) == 3
    assert set(hits.keys.tolist()) == set(every[3:6].tolist())
    assert len(lexical_hits(postings, query, 3, np.empty(0, np.int64)).keys) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.one_of(st.text(max_size=50), st.text(alphabet='"*^():{}+-ANDORNETa ', max_size=40)))
def test_no_text_is_query_syntax(shop: Store, postings: Postings, text: str) -> None:
    lexical_hits(postings, lexical_query([text], [text]), 5)
    has_phrase(shop.connection, [text])


@pytest.mark.parametrize(
    "query", ["red dresses for evenings", "cafe mugs", "红色长裙", "sneaker running"]
)
def test_coverage_without_a_store_is_that_of_the_store(
    shop: Store, postings: Postings, query: str
) -> None:
    words = lexical_query([query]).words
    for product in shop.products():
        key = np.asarray([shop.key_of(product.id)])
        of_store = tuple(word for word in words if postings.has(word, key)[0])
        assert coverage_of(words, product_words(product))[0] == of_store
