"""Spelling: unknown words find the store's, known ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.catalogue.store import Store
from retrieval.search.postings import Postings
from retrieval.search.spelling import Vocabulary


@pytest.fixture
def vocabulary(shop: Store) -> Vocabulary:
    return Vocabulary(shop.connection, Postings(shop.connection))


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("snekaers", "sneakers"),
        ("Red snaekers!", "Red sneakers!"),
        ("bakpack", "backpack"),
        ("backpackk", "backpack"),
        ("drsss", "dress"),
        ("rde", "rde"),  # three letters are too few
        ("sun glasses", "sunglasses"),
        ("sun-glasses", "sunglasses"),
        ("tshirt", "t shirt"),
        ("eveningdress", "evening dress"),
        ("umbrela", "umbrella"),
    ],
)
def test_a_misspelt_word_becomes_the_stores_nearest(
    vocabulary: Vocabulary, typed: str, corrected: str
) -> None:
    assert vocabulary.correct(typed).text == corrected


@pytest.mark.parametrize(
    "kept",
    [
        "red sneakers",
        "Sneaker",
        "dresses",
        "with",
        "café",
        "红色长裙",
        "2024",
        "a4",
        "qwrtzuio",
        "",
    ],
)
def test_known_words_numbers_chinese_and_hopeless_words_stay(
    vocabulary: Vocabulary, kept: str
) -> None:
    corrected = vocabulary.correct(kept)
    assert corrected.text == kept
    assert corrected.changes == ()


def test_corrections_are_told_as_typed_and_as_searched(vocabulary: Vocabulary) -> None:
    corrected = vocabulary.correct("blue Snekaers, bakpack")
    assert corrected.text == "blue sneakers, backpack"
    assert corrected.changes == (("Snekaers", "sneakers"), ("bakpack", "backpack"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=60))
def test_no_text_breaks_the_correction_and_correcting_twice_changes_nothing_known(
    vocabulary: Vocabulary, text: str
) -> None:
    corrected = vocabulary.correct(text)
    for _, searched in corrected.changes:
        assert vocabulary.correct(searched).text == searched
