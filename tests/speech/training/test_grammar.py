"""Sentences: what they hold, how they are written, which are never said."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.training.grammar import Grammar, Shop, is_held_out, with_articles, written
from speech.training.spoken_numbers import in_chinese, in_words

SHOP = Shop(
    brands=("Quillmere",),
    titles=("Long Red Silk Dress by Quillmere",),
    chinese_titles=("红色长裙",),
    never=("yes please", "Maroon, please."),
)


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    grammar, choice = Grammar(SHOP), random.Random(3)
    return [grammar.draw(choice).text for _ in range(4000)]


def test_the_same_generator_draws_the_same_sentences() -> None:
    grammar = Grammar(SHOP)
    first = [grammar.draw(random.Random(n)) for n in range(50)]
    assert first == [grammar.draw(random.Random(n)) for n in range(50)]


def test_sentences_cover_wishes_refinements_prices_digits_and_words_of_no_shop(
    sentences: list[str],
) -> None:
    everything = "\n".join(sentences)
    for part in ("under twenty ", "more like this", "the second one", "not ", "for my "):
        assert part in everything
    assert "long red silk dress by quillmere" in sentences
    assert re.search(r"^(zero|one|two) (three|four|five)", everything, re.MULTILINE)
    assert len({word for text in sentences for word in text.split()}) > 1500


def test_written_text_has_no_punctuation_and_no_open_slot(sentences: list[str]) -> None:
    assert all(re.fullmatch(r"[a-zI0-9' -]+", text) for text in sentences)


def test_a_sentence_kept_for_a_test_is_never_drawn(sentences: list[str]) -> None:
    assert "yes please" not in sentences
    assert "maroon please" not in sentences


def test_chinese_sentences_are_made_around_the_titles_given() -> None:
    grammar, choice = Grammar(SHOP), random.Random(3)
    drawn = {grammar.draw_chinese(choice).text for _ in range(300)}
    assert "我想买红色长裙" in drawn
    assert all(re.fullmatch(r"\w+", text) for text in drawn)


@pytest.mark.parametrize(
    ("spoken", "text"),
    [
        ("Um, I'm looking for a T-shirt by Nordvane.", "um I'm looking for a t-shirt by nordvane"),
        ("i think it is", "I think it is"),
        ("  more,   please! ", "more please"),
    ],
)
def test_text_is_written_as_the_model_writes_it(spoken: str, text: str) -> None:
    assert written(spoken) == text


def test_an_article_fits_the_word_after_it() -> None:
    assert with_articles("a orange kettle and a mug") == "an orange kettle and a mug"


def test_some_sentences_are_held_out_whatever_their_case(sentences: list[str]) -> None:
    share = sum(map(is_held_out, set(sentences))) / len(set(sentences))
    assert 0.02 < share < 0.07
    assert all(is_held_out(text) == is_held_out(text.upper()) for text in sentences)


@given(st.integers(min_value=2, max_value=9999))  # the normaliser leaves "one" as it is
@settings(deadline=None)
def test_a_number_in_words_is_the_number_that_whispers_normaliser_reads(number: int) -> None:
    assert normaliser()(in_words(number)) == str(number)


@cache
def normaliser() -> Any:
    from whisper.normalizers import EnglishTextNormalizer

    return EnglishTextNormalizer()


@pytest.mark.parametrize(
    ("number", "text"),
    [(7, "七"), (10, "十"), (42, "四十二"), (105, "一百零五"), (350, "三百五十")],
)
def test_a_number_in_chinese(number: int, text: str) -> None:
    assert in_chinese(number) == text
