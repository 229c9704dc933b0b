"""What is exported comes back the same."""

from __future__ import annotations

import string
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.catalogue.export import export
from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.errors import InputError, StoreError

FORMATS = ("csv", "tsv", "jsonl", "parquet")

texts = st.text(max_size=40)
names = st.text(string.ascii_lowercase + "_é色", min_size=1, max_size=12)
products = st.builds(
    Product,
    id=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20),
    title=texts,
    description=texts,
    category=texts,
    brand=texts,
    price=st.none() | st.decimals(min_value=0, max_value=10**9, places=3),
    currency=st.sampled_from(["", "EUR", "KWD"]),
    stock=st.none() | st.integers(0, 10**6),
    rating=st.none() | st.floats(0, 100),
    url=texts,
    attributes=st.dictionaries(names, texts, max_size=3),
)


@settings(max_examples=10, deadline=None)
@given(st.lists(products, max_size=5))
@pytest.mark.parametrize("suffix", FORMATS)
def test_an_export_is_read_back_as_the_same_products(suffix: str, given: list[Product]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"out.{suffix}"
        with Store.open(Path(folder) / "one", create=True) as store:
            add(store, given, None)
            expected = list(store.products())
            assert export(store, target) == len(expected)
        with Store.open(Path(folder) / "other", create=True) as store:
            report = add(store, target, None)
            assert report.rejected == 0
            assert list(store.products()) == expected


@pytest.mark.parametrize("suffix", FORMATS)
def test_pictures_are_found_again(
    store: Store, picture: Callable[..., Path], tmp_path: Path, suffix: str
) -> None:
    images = (str(picture("a, b; c.png")), str(picture("d|e.png")))
    add(store, [Product("1", images=images), Product("2", images=images[:1])], None)
    export(store, tmp_path / f"out.{suffix}")
    with Store.open(tmp_path / "other", create=True) as other:
        add(other, tmp_path / f"out.{suffix}", None)
        assert list(other.products()) == list(store.products())


def test_a_price_with_three_decimals_is_not_read_as_a_thousand(
    store: Store, tmp_path: Path
) -> None:
    add(store, [Product("1", price=Decimal("1.250"), currency="KWD")], None)
    export(store, tmp_path / "out.csv")
    with Store.open(tmp_path / "other", create=True) as other:
        add(other, tmp_path / "out.csv", None)
        assert other.product("1").price == Decimal("1.25")


def test_a_failed_export_leaves_the_old_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    add(store, [Product("1")], None)
    store.connection.execute("UPDATE product SET images = 'no json'")
    with pytest.raises(StoreError, match="catalogue verify"):
        export(store, target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_an_unknown_kind_and_an_absent_folder_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv, \.tsv, \.jsonl, \.parquet"):
        export(store, tmp_path / "out.xlsx")
    with pytest.raises(InputError, match="Cannot write"):
        export(store, tmp_path / "absent" / "out.csv")
