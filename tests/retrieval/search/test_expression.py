"""Query arithmetic: signs and weights where they are meant, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import InputError
from retrieval.search.expression import TextPart, parse_query


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("long red dress", [("long red dress", 1)]),
        (
            "2:golden retriever + pool - fruit",
            [("golden retriever", 2), ("pool", 1), ("fruit", -1)],
        ),
        ("dress - 0.5:long sleeves", [("dress", 1), ("long sleeves", -0.5)]),
        ("dress -red", [("red", -1), ("dress", 1)]),
        ("- fruit", [("fruit", -1)]),
        ('"black - white" + 3:"polka dots"', [("black - white", 1), ("polka dots", 3)]),
        ('"2:golden retriever" + tennis ball', [("golden retriever", 2), ("tennis ball", 1)]),
        ("+ shoes", [("shoes", 1)]),
        ("", []),
        ("   ", []),
    ],
)
def test_signs_between_blanks_and_weights_before_parts_are_read(
    typed: str, parts: list[tuple[str, float]]
) -> None:
    assert parse_query(typed) == [TextPart(text, weight) for text, weight in parts]


@pytest.mark.parametrize(
    "plain",
    ["red t-shirt", "long-sleeved dress", "16:9 tv", "jacket -20 degrees", 'nails 5" long', "c++"],
)
def test_plain_text_stays_one_part(plain: str) -> None:
    assert parse_query(plain) == [TextPart(plain)]


@pytest.mark.parametrize("typed", ["0:dress", "1000:dress"])
def test_a_weight_out_of_range_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="weight"):
        parse_query(typed)


@given(st.text(max_size=200))
def test_no_text_breaks_the_parser_and_no_part_is_empty_or_weightless(text: str) -> None:
    try:
        parts = parse_query(text)
    except InputError:
        return
    assert all(part.text and part.weight != 0 for part in parts)
