"""What people say becomes words, limits and refusals, and nothing they mean gets lost."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spoken import PriceLimit, SpokenQuery, understand_spoken
from assistant.spoken.chinese import chinese_number
from assistant.spoken.numbers import TENS, UNITS, amount_at
from assistant.spoken.words import spoken_words
from retrieval.search.filters import parse_filter

THINGS = ["mug", "running shoes", "t-shirt", "Quillmere", "wool blanket", "3.5mm cable", "裙子"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("uh, forty bucks", "40 dollars"),
        ("Um, I'm looking for a blue mug, please.", "a blue mug"),
        ("Could you show me a long red dress from Quillmere please?",
         "a long red dress from Quillmere"),
        ("three seater sofa", "three seater sofa"),
        ("over ear headphones over 16 gigabytes", "over ear headphones over 16 gigabytes"),
        ("no show socks", "no show socks"),
        ("no, the blue one", "the blue one"),
        ("twelve dollars fifty", "12.50 dollars"),
        ("有没有蓝色的杯子", "蓝色的杯子"),
        ("请问，我想买红色长裙", "红色长裙"),
        ("thank you", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_manners_go_and_words_stay(said: str, text: str) -> None:
    assert understand_spoken(said) == SpokenQuery(text)


@pytest.mark.parametrize(
    ("said", "text", "filters"),
    [
        ("a lamp under forty dollars", "a lamp", ["price<40"]),
        ("red mug between twenty and thirty euros", "red mug", ["price>=20", "price<=30"]),
        ("at most 9.99", "", ["price<=9.99"]),
        ("socks for less than a hundred", "socks", ["price<100"]),
        ("a hundred and twenty bucks max", "", ["price<=120"]),
        ("under nine ninety nine", "", ["price<9.99"]),
        ("under one fifty", "", ["price<150"]),
        ("mug for nine point nine nine dollars or less", "mug", ["price<=9.99"]),
        ("under $1,000.50", "", ["price<1000.50"]),
        ("shoes from twenty to thirty dollars in red", "shoes in red", ["price>=20", "price<=30"]),
        ("at least two pockets", "at least two pockets", []),
        ("四十块以下的裙子", "裙子", ["price<=40"]),
        ("一百元以内", "", ["price<=100"]),
        ("一百二十块到两百块之间的台灯", "台灯", ["price>=120", "price<=200"]),
        ("十岁以下的玩具", "十岁以下的玩具", []),
    ],
)
def test_a_limit_on_the_price_becomes_a_filter(said: str, text: str, filters: list[str]) -> None:
    query = understand_spoken(said)
    assert query.text == text
    assert list(query.filters(["USD"])) == filters


@pytest.mark.parametrize(
    ("said", "text", "without"),
    [
        ("running shoes without laces", "running shoes", ["laces"]),
        ("a dress but not red, please", "a dress", ["red"]),
        ("a coat with no hood", "a coat", ["hood"]),
        ("jeans, no hood or laces under 40", "jeans", ["hood", "laces"]),
        ("shoes without laces and under forty dollars", "shoes", ["laces"]),
        ("a bag and I don't want leather", "a bag", ["leather"]),
        ("a mug not in blue", "a mug", ["blue"]),
        ("我想买红色长裙，不要丝绸的", "红色长裙", ["丝绸"]),
    ],
)
def test_a_refusal_becomes_without(said: str, text: str, without: list[str]) -> None:
    query = understand_spoken(said)
    assert (query.text, list(query.without)) == (text, without)


def test_refusing_alone_is_kept_as_words_to_look_for() -> None:
    assert understand_spoken("not red") == SpokenQuery("not red")


def test_a_currency_is_written_only_where_a_shop_has_several() -> None:
    limit = PriceLimit("<", Decimal(40), ("EUR",))
    assert limit.to_filter(["EUR"]) == "price<40"
    assert limit.to_filter(["EUR", "USD"]) == "price<40 EUR"
    assert not limit.differs_from(["EUR", "USD"])
    assert limit.differs_from(["USD"])


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("四十", 40),
        ("一百二", 120),
        ("一百零二", 102),
        ("两千零五", 2005),
        ("三万", 30_000),
        ("百", 100),
    ],
)
def test_chinese_numerals_are_numbers(said: str, number: int) -> None:
    assert chinese_number(said) == number


@given(st.integers(1, 999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    words = spoken_words(f"{in_words(number)} dollars")
    amount = amount_at(words, 0)
    assert amount is not None
    assert (amount.value, amount.n_words) == (number, len(words))


def in_words(number: int) -> str:
    small, tens = list(UNITS), list(TENS)
    if number < 20:
        return small[number]
    if number < 100:
        ones = f" {small[number % 10]}" if number % 10 else ""
        return tens[number // 10 - 2] + ones
    scale, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % scale
    joint = "" if not rest else f" {'and ' if rest < 100 else ''}{in_words(rest)}"
    return f"{in_words(number // scale)} {name}{joint}"


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    query = understand_spoken(text)
    for expression in query.filters():
        parse_filter(expression)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(THINGS),
            st.sampled_from(
                ["uh,", "please", "I'm looking for", "under forty dollars", "without", "but not",
                 "at most 9.99,", "no", "and", "between twenty and thirty euros", "我想买", "hello"]
            ),
        ),
        max_size=9,
    )
)  # fmt: skip
def test_no_content_word_is_lost_whatever_stands_around_it(said: list[str]) -> None:
    query = understand_spoken(" ".join(said))
    wanted = Counter(word for part in said if part in THINGS for word in part.split())
    got = Counter(" ".join((query.text, *query.without)).split())
    assert not wanted - got


@given(st.lists(st.from_regex(r"[b-df-hj-np-tv-z]{3,8}", fullmatch=True), max_size=8))
def test_words_it_has_never_heard_come_through_as_they_are(words: list[str]) -> None:
    assert understand_spoken(" ".join(words)).text == " ".join(
        word for word in words if word not in ("hmm", "mmm")
    )
