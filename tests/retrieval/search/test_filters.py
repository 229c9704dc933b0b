"""Filters: read from text, exact in SQL."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.errors import InputError
from retrieval.search.filters import IN_STOCK, Filter, FilterFields, among_ids, parse_filter
from tests.retrieval.search.word_encoder import WordEncoder


def allowed(store: Store, *written: str) -> set[str]:
    fields = FilterFields(store.connection)
    compiled = fields.compile([parse_filter(text) for text in written])
    keys = {key for (key,) in store.connection.execute(compiled.sql, compiled.bound)}
    return {p.id for p in store.products_by_key(keys).values()}


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        ("price<40", Filter("price", "<", ("40",))),
        (" Price  <= 40 EUR ", Filter("price", "<=", ("40 EUR",))),
        ("category=shoes > sneakers", Filter("category", "=", ("shoes > sneakers",))),
        ("color in red, blue", Filter("colour", "in", ("red", "blue"))),
        ('colour NOT IN "navy, dark",red', Filter("colour", "not in", ("navy, dark", "red"))),
        ('colour in "navy, dark"，red', Filter("colour", "in", ("navy, dark", "red"))),
        ("brand!=Foo", Filter("brand", "!=", ("Foo",))),
        ("rating≥4", Filter("rating", ">=", ("4",))),
        ("heel height > 5", Filter("heel height", ">", ("5",))),
        ("title~linen", Filter("title", "~", ("linen",))),
    ],
)
def test_filters_are_read_as_people_write_them(written: str, parsed: Filter) -> None:
    assert parse_filter(written) == parsed


def test_ids_are_written_so_that_they_are_read_again() -> None:
    ids = ("m-1", 'a,"b"', "c d", "红，蓝", "≤＝<")
    assert parse_filter(among_ids(ids)) == Filter("id", "in", ids)


@pytest.mark.parametrize(
    "written", ["", "shoes", "=red", "price<", "price<abc", "price~4", "x in ,"]
)
def test_what_is_no_filter_is_refused_in_one_sentence(written: str) -> None:
    with pytest.raises(InputError):
        parse_filter(written)


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_an_input_error(text: str) -> None:
    try:
        parsed = parse_filter(text)
    except InputError:
        return
    assert parsed.values


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        (["price<9.96"], {"sneakers-red"}),
        (["price<=9.95"], {"sneakers-red"}),
        (["price<9.950001"], {"sneakers-red"}),
        (["price<9.9499999"], set()),
        (["price=9.95"], {"sneakers-red"}),
        (["price=9.95 USD"], set()),
        (["price in 9.95,10.95"], {"sneakers-red", "sneakers-blue"}),
        (["brand=AURORA", "colour=Red"], {"dress-red", "scarf-red"}),
        (["category=shoes", "color in red,green"], {"sneakers-red", "sneakers-green"}),
        (["category=shoes", "colour!=red"], {"sneakers-blue", "sneakers-green"}),
        (["title_zh~马克杯", "stock>0"], {"mug-blue", "mug-green"}),
        (["title~umbrella"], {"plain"}),
        (["id=plain"], {"plain"}),
        (["rating>=4", "category=kitchen"], {"mug-green"}),
    ],
)
def test_filters_leave_exactly_what_they_say(
    shop: Store, written: list[str], ids: set[str]
) -> None:
    assert allowed(shop, *written) == ids


def test_unequal_keeps_products_that_say_nothing_and_comparisons_do_not(shop: Store) -> None:
    assert "plain" in allowed(shop, "brand!=Aurora")
    assert "plain" in allowed(shop, "colour not in red,blue,green")
    assert "plain" in allowed(shop, "price!=5")
    assert "plain" not in allowed(shop, "price<1000000")
    assert "plain" not in allowed(shop, "stock>=0")


def test_in_stock_means_at_least_one_piece(shop: Store) -> None:
    assert parse_filter("stock>0") == IN_STOCK
    found = allowed(shop, "stock>0")
    assert "mug-blue" in found
    assert "mug-red" not in found


def test_numbers_in_free_attributes_compare_as_numbers(
    tmp_path: object, shop: Store, word_encoder: WordEncoder
) -> None:
    boots = [
        Product(f"boot-{n}", "Boot", attributes={"Heel Height": f"{n} cm"}) for n in (4, 5, 12)
    ]
    add(shop, boots, word_encoder)
    assert allowed(shop, "heel height>=5") == {"boot-5", "boot-12"}


def test_an_unknown_field_names_the_known_ones(shop: Store) -> None:
    with pytest.raises(InputError, match=r"colr.*price.*category.*colour"):
        allowed(shop, "colr=red")


def test_an_unknown_value_is_told_with_the_known_ones(shop: Store) -> None:
    compiled = FilterFields(shop.connection).compile([parse_filter("category=boats")])
    assert "shoes" in compiled.notices[0]


def test_a_price_beyond_64_bits_is_compared_all_the_same(shop: Store) -> None:
    assert len(allowed(shop, f"price<{Decimal(10) ** 40}")) == 21
    assert allowed(shop, f"price>{Decimal(10) ** 40}") == set()


def test_values_are_bound_never_pasted(shop: Store) -> None:
    assert allowed(shop, "brand=x' OR '1'='1") == set()
    assert allowed(shop, 'category in "a"") OR 1",b') == set()
