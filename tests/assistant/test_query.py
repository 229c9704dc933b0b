"""Queries: what may be asked, and how a weight is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QueryError
from assistant.query import Query, WeightedPicture, parse_weighted


def test_a_query_for_nothing_is_refused() -> None:
    with pytest.raises(QueryError, match="Nothing to look for"):
        Query(text="   ")


def test_filters_alone_are_a_query() -> None:
    assert Query(filters=["price<40"]).filters == ["price<40"]


def test_a_single_string_where_a_list_belongs_is_refused() -> None:
    with pytest.raises(QueryError, match="takes a list"):
        Query(images="photo.jpg")


def test_pictures_get_weight_one_unless_told() -> None:
    query = Query(images=["a.jpg", WeightedPicture("b.jpg", 0.5)])
    assert [image.weight for image in query.weighted_images] == [1.0, 0.5]


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("a.jpg", ("a.jpg", 1.0)),
        ("a.jpg:0.7", ("a.jpg", 0.7)),
        ("a.jpg:-1", ("a.jpg", -1.0)),
        (r"C:\photos\a.jpg", (r"C:\photos\a.jpg", 1.0)),
        (r"C:\photos\a.jpg:2", (r"C:\photos\a.jpg", 2.0)),
        ("sku:red", ("sku:red", 1.0)),
        (":3", (":3", 1.0)),
    ],
)
def test_a_weight_follows_the_last_colon(argument: str, expected: tuple[str, float]) -> None:
    assert parse_weighted(argument) == expected


def test_a_file_with_a_colon_and_number_in_its_name_is_that_file(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg:0.7"
    file.touch()
    assert parse_weighted(str(file)) == (str(file), 1.0)


@pytest.mark.parametrize("weight", ["0", "nan", "inf", "-inf", "0.0"])
def test_a_weight_that_weighs_nothing_or_everything_is_refused(weight: str) -> None:
    with pytest.raises(QueryError, match="weight"):
        parse_weighted(f"a.jpg:{weight}")


@given(st.text())
def test_any_argument_is_split_or_refused_never_a_crash(argument: str) -> None:
    try:
        value, weight = parse_weighted(argument)
    except QueryError:
        return
    assert argument.startswith(value)
    assert weight == weight


def test_an_argument_longer_than_any_file_name_is_taken_as_it_is() -> None:
    long = "x" * 100_000 + ":2"
    assert parse_weighted(long) == ("x" * 100_000, 2.0)
