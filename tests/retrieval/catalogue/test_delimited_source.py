"""CSV and TSV files, whole and broken."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from retrieval.catalogue.delimited_source import MAX_RECORD_CHARS, count_records, read_delimited
from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import MAX_CELL_CHARS
from retrieval.catalogue.source_row import RejectedRow, SourceRow
from retrieval.errors import InputError

Table = Callable[..., Path]


def read(path: Path, **options: str) -> tuple[list[SourceRow], list[RejectedRow]]:
    rows = list(read_delimited(path, options))
    good = [row for row in rows if isinstance(row, SourceRow)]
    return good, [row for row in rows if isinstance(row, RejectedRow)]


def titles(path: Path) -> list[str]:
    good, bad = read(path)
    assert bad == []
    return [row.product.title for row in good]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_header(table: Table, delimiter: str) -> None:
    assert titles(table(f"id{delimiter}title\n1{delimiter}lamp\n")) == ["lamp"]


@pytest.mark.parametrize(
    "content",
    [
        "id,title\n1,红色长裙\n".encode("utf-8-sig"),
        "id,title\n1,红色长裙\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "id,title\r\n1,红色长裙\r\n".encode("utf-16-be"),
        "id,title,kind,more\n1,红色长裙,,\n".encode("utf-16-le"),
    ],
)
def test_unicode_files_are_read_with_and_without_a_mark(table: Table, content: bytes) -> None:
    assert titles(table(content)) == ["红色长裙"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(table: Table, line_end: str) -> None:
    assert titles(table(line_end.join(["id,title", "1,a", "2,b", ""]))) == ["a", "b"]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends(table: Table) -> None:
    good, bad = read(table('id,title,description\n1,"a, ""b""","one\ntwo"\n2,c,d\n'))
    assert bad == []
    assert good[0].product.title == 'a, "b"'
    assert good[0].product.description == "one\ntwo"
    assert (good[1].line, good[1].product.title) == (4, "c")


def test_an_invalid_row_says_its_line_and_the_others_land(table: Table) -> None:
    good, bad = read(table(b"id,title\n1,caf\xe9\n2,good\n"))
    assert [row.product.title for row in good] == ["good"]
    assert bad[0].line == 2
    assert "UTF-8" in bad[0].reason
    assert bad[0].raw == "1,caf\\xe9"


def test_nuls_are_dropped(table: Table) -> None:
    assert titles(table(b"id,title\n1,a\x00b\n")) == ["ab"]


def test_ragged_rows_are_rejected_but_empty_cells_at_the_end_are_not(table: Table) -> None:
    good, bad = read(table("id,title\n1\n2,a,b\n3,c,,\n\n,\n"))
    assert [row.product.id for row in good] == ["3"]
    assert [row.line for row in bad] == [2, 3]
    assert "1 cells, the header 2" in bad[0].reason


def test_a_cell_above_the_limit_is_rejected_and_one_at_it_is_not(table: Table) -> None:
    good, bad = read(table(f"id,title\n1,{'x' * 200_000}\n2,{'x' * MAX_CELL_CHARS}\n"))
    assert [row.product.id for row in good] == ["2"]
    assert "200,000 characters" in bad[0].reason
    assert len(bad[0].raw) <= 2000


def test_a_quote_that_never_closes_costs_one_row(table: Table) -> None:
    good, bad = read(table('id,title\n1,a\n2,"b\n3,c\n4,d\n'))
    assert [row.product.id for row in good] == ["1", "3", "4"]
    assert [row.line for row in bad] == [3]
    assert "quote" in bad[0].reason


def test_two_stray_quotes_do_not_swallow_the_rows_between(table: Table) -> None:
    good, bad = read(table('id,title,brand\n1,"a,x\n2,b,x\n3,"c,x\n4,d,x\n'))
    assert [row.product.id for row in good] == ["2", "4"]
    assert [row.line for row in bad] == [2, 4]


def test_a_quote_inside_a_word_is_just_a_quote(table: Table) -> None:
    assert titles(table('id,title\n1,5" nail\n2,"5" nail"\n')) == ['5" nail', '5 nail"']


def test_a_quote_open_at_the_end_of_the_file_costs_its_row_only(table: Table) -> None:
    good, bad = read(table('id,title\n1,a\n2,"b'))
    assert [row.product.id for row in good] == ["1"]
    assert "quote" in bad[0].reason


def test_a_line_without_end_is_rejected_without_being_held(table: Table) -> None:
    long = "x" * (3 * MAX_RECORD_CHARS)
    good, bad = read(table(f"id,title\n1,{long}\n2,good\n"))
    assert [row.product.id for row in good] == ["2"]
    assert good[0].line == 3
    assert [row.line for row in bad] == [2]


def test_a_file_of_another_kind_or_without_an_id_is_refused(table: Table) -> None:
    with pytest.raises(InputError, match="Excel"):
        read(table(b"PK\x03\x04rest"))
    with pytest.raises(InputError, match="empty"):
        read(table(""))
    with pytest.raises(InputError, match="--column 'THEIRS=id'"):
        read(table("name,price\na,1\n"))


def test_a_shopify_export_is_understood(table: Table) -> None:
    path = table(
        "Handle,Title,Body (HTML),Vendor,Type,Variant SKU,Variant Inventory Qty,Variant Price,"
        "Image Src,Tags\n"
        "red-shoe,Red shoe,<p>Soft &amp; <b>warm</b></p>,Acme,Shoes,S1,2,19.99,a.jpg,sale\n"
        "red-shoe,,,,,S2,3,21.99,b.jpg,\n"
        "red-shoe,,,,,,,,b.jpg,\n"
        "lamp,Lamp,,,,,,5.00,,\n"
    )
    (shoe, lamp), bad = read(path)
    assert bad == []
    assert shoe.product == Product(
        id="red-shoe",
        title="Red shoe",
        description="Soft & warm",
        category="Shoes",
        brand="Acme",
        price=Decimal("19.99"),
        stock=5,
        images=("a.jpg", "b.jpg"),
        attributes={"tags": "sale", "variant_sku": "S1"},
    )
    assert (lamp.line, lamp.product.id) == (5, "lamp")


def test_a_google_merchant_feed_is_understood(table: Table) -> None:
    header = "id\ttitle\tlink\timage_link\tadditional_image_link\tavailability\tprice\tcolor"
    row = "1\tLamp\thttps://x/1\ta.jpg\tb.jpg,c.jpg\tin_stock\t19.99 USD\tred"
    product = read(table(f"{header}\n{row}\n", "feed.txt"))[0][0].product
    assert product.images == ("a.jpg", "b.jpg", "c.jpg")
    assert (product.price, product.currency, product.stock) == (Decimal("19.99"), "USD", 1)
    assert product.attributes == {"colour": "red"}


def test_a_woocommerce_export_is_understood(table: Table) -> None:
    header = "ID,SKU,Name,Regular price,Categories,Images,In stock?,Attribute 1 name"
    row = '7,S,Lamp,5,"Home > Lamps","https://x/a.jpg, https://x/b.jpg",1,Size'
    product = read(table(f"{header}\n{row}\n"))[0][0].product
    assert (product.id, product.title, product.category) == ("7", "Lamp", "Home > Lamps")
    assert product.images == ("https://x/a.jpg", "https://x/b.jpg")
    assert product.stock == 1


def test_columns_are_mapped_as_the_caller_says(table: Table) -> None:
    path = table("nummer,benennung,farbe,id\n9,Lampe,rot,x\n")
    good, _ = read(path, nummer="id", benennung="title", farbe="color", id="-")
    assert good[0].product.id == "9"
    assert good[0].product.title == "Lampe"
    assert good[0].product.attributes == {"colour": "rot"}
    with pytest.raises(InputError, match="no column 'nope'"):
        read(path, nope="id")


def test_chinese_column_names_are_known(table: Table) -> None:
    product = read(table("商品编号,标题,价格,颜色,库存\n1,长裙,199元,红色,有货\n"))[0][0].product
    assert (product.title, product.currency, product.stock) == ("长裙", "CNY", 1)
    assert product.attributes == {"colour": "红色"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("1,a,1.299,5,4", "two ways"),
        ("1,a,-3,5,4", "negative"),
        ("1,a,3,plenty,4", "stock"),
        ("1,a,3,5,good", "rating"),
        (",a,3,5,4", "id is empty"),
        ("1,a,9999999999999,5,4", "larger"),
        ("1\x1b[31m,a,3,5,4", "control characters"),
    ],
)
def test_a_bad_value_rejects_its_row_with_the_reason(table: Table, cells: str, reason: str) -> None:
    good, bad = read(table(f"id,title,price,stock,rating\n{cells}\n"))
    assert good == []
    assert reason in bad[0].reason


def test_rows_are_counted_without_being_parsed(table: Table) -> None:
    assert count_records(table('id,title\n1,"a\nb"\n2,c')) == 2
    assert count_records(table("id,title\n1,a\n2,c\n")) == 2
