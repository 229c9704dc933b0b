"""JSON Lines, Parquet, folders, and products given as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from retrieval.catalogue.product import Product
from retrieval.catalogue.source_row import RejectedRow, SourceRow
from retrieval.catalogue.sources import Source, read_source, source_info
from retrieval.errors import InputError

Table = Callable[..., Path]


def read(source: Source, **mapping: str) -> tuple[list[Product], list[RejectedRow]]:
    rows = list(read_source(source, mapping))
    good = [row.product for row in rows if isinstance(row, SourceRow)]
    return good, [row for row in rows if isinstance(row, RejectedRow)]


def test_json_lines_keep_exact_numbers_lists_and_nested_attributes(table: Table) -> None:
    line = {"sku": 7, "name": "Lamp", "stock": True, "images": ["a.jpg", "b.jpg"]}
    text = json.dumps(line | {"attributes": {"Fabric Type": "wool"}, "tags": ["x", "y"]})
    text = text[:-1] + ', "price": 19.99, "currency": "EUR"}'
    good, bad = read(table(text + "\n", "a.jsonl"))
    assert bad == []
    assert good[0] == Product(
        id="7",
        title="Lamp",
        stock=1,
        price=Decimal("19.99"),
        currency="EUR",
        images=("a.jpg", "b.jpg"),
        attributes={"fabric_type": "wool", "tags": "x, y"},
    )


def test_lines_that_are_no_product_say_why_and_the_rest_lands(table: Table) -> None:
    lines = [
        b'{"id": 1, "title": "a"',
        b"[1]",
        b'{"title": "no id"}',
        b'{"id": 2, "title": "\xff"}',
        b'{"id": 3, "price": NaN}',
        b'{"id": 4, "price": -1}',
        b"{" * 100_000,
        b'{"id": 5, "title": "' + b"x" * 5_000_000 + b'"}',
        b'{"id": 6, "stock": 99999999999999999999}',
        b'{"id": 7, "title": "\\ud800 good"}',
    ]
    good, bad = read(table(b"\n".join(lines), "a.jsonl"))
    assert [product.title for product in good] == ["\ufffd good"]
    assert [row.line for row in bad] == list(range(1, 10))
    reasons = ["not JSON", "not a JSON object", "id", "UTF-8", "NaN", "negative", "", "longer", ""]
    for row, reason in zip(bad, reasons, strict=True):
        assert reason in row.reason


def test_a_json_array_and_an_unknown_kind_are_refused(table: Table, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one object a line"):
        read(table('[{"id": 1}]', "a.json"))
    with pytest.raises(InputError, match="unknown"):
        read(table("x", "a.docx"))
    with pytest.raises(InputError, match="no file"):
        read(tmp_path / "absent.csv")


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = {
        "product_id": pyarrow.array([1, 2, 3]),
        "name": ["a", "b", None],
        "price": pyarrow.array([Decimal("1.50"), Decimal("-1"), None], pyarrow.decimal128(9, 2)),
        "rating": [4.5, 3.0, float("nan")],
        "colours": [["red", "blue"], [], None],
        "blob": [b"\xff", b"", None],
    }
    parquet.write_table(pyarrow.table(rows), tmp_path / "a.parquet", row_group_size=1)
    good, bad = read(tmp_path / "a.parquet", colours="colour")
    assert [product.id for product in good] == ["1", "3"]
    assert good[0].price == Decimal("1.5")
    assert good[0].rating == 4.5
    assert good[0].attributes == {"colour": "red, blue"}
    assert good[1].rating is None
    assert bad[0].line == 2
    assert "negative" in bad[0].reason
    assert source_info(tmp_path / "a.parquet").total == 3


def test_a_damaged_parquet_file_is_refused(table: Table) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(InputError, match="Parquet"):
        read(table(b"PAR1 but no more", "a.parquet"))


def test_a_folder_gives_a_product_a_picture(picture: Callable[..., Path], tmp_path: Path) -> None:
    picture("photos/shoes/red_running-shoe.png")
    picture("photos/lamp.PNG".replace("PNG", "png"))
    picture("photos/.hidden/no.png")
    (tmp_path / "photos" / "notes.txt").write_text("not a picture")
    good, bad = read(tmp_path / "photos")
    assert bad == []
    assert [(p.id, p.title, p.category) for p in good] == [
        ("lamp.png", "lamp", ""),
        ("shoes/red_running-shoe.png", "red running shoe", "shoes"),
    ]
    assert source_info(tmp_path / "photos").total == 2


def test_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no picture"):
        read(tmp_path)


def test_products_themselves_are_a_source() -> None:
    good, bad = read([Product(id=" 1 ", attributes={"Color": "red"}), Product(id="")])
    assert good == [Product(id="1", attributes={"colour": "red"})]
    assert bad[0].line == 2
