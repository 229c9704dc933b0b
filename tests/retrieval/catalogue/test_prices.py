"""Prices as shops write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.catalogue.prices import parse_price
from retrieval.errors import InputError


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("19.99", "19.99", ""),
        ("$1,299.00", "1299.00", "USD"),
        ("€19,99", "19.99", "EUR"),
        ("1.299,00 EUR", "1299.00", "EUR"),
        ("19.99 USD", "19.99", "USD"),
        ("USD 19.99", "19.99", "USD"),
        ("￥199", "199", "CNY"),
        ("199元", "199", "CNY"),
        ("１９９元", "199", "CNY"),
        ("1980円", "1980", "JPY"),
        ("£5", "5", "GBP"),
        ("$1,299", "1299", "USD"),
        ("1 299,50 €", "1299.50", "EUR"),
        ("CHF 1'299.00", "1299.00", "CHF"),
        ("₹12,34,567.50", "1234567.50", "INR"),
        ("1.234.567,89", "1234567.89", ""),
        ("0,299 EUR", "0.299", "EUR"),
        ("0.5", "0.5", ""),
        ("US$ 10", "10", "USD"),
    ],
)
def test_a_price_is_read_as_it_was_meant(text: str, amount: str, currency: str) -> None:
    assert parse_price(text) == (Decimal(amount), currency)


def test_an_empty_cell_has_no_price() -> None:
    assert parse_price("  ") == (None, "")


def test_the_currency_column_says_which_dollar_or_yen() -> None:
    assert parse_price("$10", "CAD") == (Decimal(10), "CAD")
    assert parse_price("¥1980", "JPY") == (Decimal(1980), "JPY")
    assert parse_price("10 kr", "SEK") == (Decimal(10), "SEK")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.299", "two ways"),
        ("1.299 EUR", "two ways"),
        ("KWD 1,250", "two ways"),
        ("-5.00", "negative"),
        ("$-5.00", "negative"),
        ("-$5", "negative"),
        ("(5.00)", "negative"),
        ("5-", "negative"),
        ("10-20", "more than one amount"),
        ("$10 $20", "more than one amount"),
        ("call us", "no amount"),
        ("19.99 bananas", "not an amount"),
        ("$10 EUR", "two currencies"),
        ("10 kr", "SEK, NOK or DKK"),
        ("1,2,3", "not an amount"),
        ("1.2.3,4", "not an amount"),
        ("1e5", "more than one amount"),
        ("9" * 100, "not an amount"),
    ],
)
def test_a_price_that_is_none_or_could_be_two_says_why(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_price(text)


def test_a_price_in_another_currency_than_the_row_is_refused() -> None:
    with pytest.raises(InputError, match="not in EUR"):
        parse_price("19.99 USD", "EUR")


@given(st.text(max_size=30))
def test_any_text_is_a_price_or_a_reason(text: str) -> None:
    try:
        amount, _ = parse_price(text)
    except InputError:
        return
    assert amount is None or amount >= 0


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_both_ways_to_write_thousands_mean_the_same(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_price(english)[0] == parse_price(german)[0] == amount
