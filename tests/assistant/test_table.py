"""What the table writes for prices, stock and probabilities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.cli.table import clean, format_price, format_probability, format_stock
from retrieval import Product


@pytest.mark.parametrize(
    ("price", "currency", "shown"),
    [
        ("41", "USD", "41.00 USD"),
        ("41.5", "EUR", "41.50 EUR"),
        ("0.125", "USD", "0.125 USD"),
        ("1299", "JPY", "1,299 JPY"),
        ("1234567.89", "", "1,234,567.89"),
        ("1E+3", "USD", "1,000.00 USD"),
    ],
)
def test_prices_keep_their_cents(price: str, currency: str, shown: str) -> None:
    product = Product(id="a", price=Decimal(price), currency=currency)
    assert format_price(product) == shown


def test_an_unknown_price_is_a_dash() -> None:
    assert format_price(Product(id="a")) == "—"


def test_stock_is_said_in_words() -> None:
    assert format_stock(Product(id="a", stock=0)) == "out of stock"
    assert format_stock(Product(id="a", stock=4)) == "in stock (4)"
    assert format_stock(Product(id="a")) == ""


@pytest.mark.parametrize(("probability", "filled"), [(0.0, 0), (0.04, 0), (0.55, 6), (1.0, 10)])
def test_a_probability_reads_without_colour(probability: float, filled: int) -> None:
    shown = format_probability(probability)
    assert shown.count("█") == filled
    assert shown.endswith("%")


def test_catalogue_text_cannot_steer_the_terminal() -> None:
    assert clean("a\x1b[31mb\x07\n c\u202e") == "a[31mb c"
