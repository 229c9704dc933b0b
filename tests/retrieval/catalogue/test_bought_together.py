"""What a shop's file names as bought together is read from its column and found in the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.catalogue.bought_together import bought_with, named_ids
from retrieval.catalogue.export import export
from retrieval.catalogue.ingest import add
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify import verify
from tests.retrieval.catalogue.hash_encoder import HashEncoder

Table = Callable[..., Path]
SHOPIFY = "product.metafields.shopify--discovery--product_recommendation"


def names(store: Store, product_id: str = "1", at_most: int = 5) -> list[str]:
    return [other.id for other in bought_with(store, store.product(product_id), at_most)]


@pytest.mark.parametrize(
    "column",
    [
        *("bought_together", "Frequently Bought Together", "cross_sell_ids", "Cross-sells"),
        *("related_products", "crosssell_skus", "related_product"),
        *("g:related_product", "also_buy", "搭配商品", "attribute:bought_together"),
        *(f"Complementary products ({SHOPIFY}.complementary_products)",),
        *(f"Related products ({SHOPIFY}.related_products)",),
    ],
)
def test_the_usual_column_names_are_known(
    table: Table, store: Store, encoder: HashEncoder, column: str
) -> None:
    report = add(store, table(f"id,title,{column}\n1,Lamp,2\n2,Bulb,\n"), encoder)
    assert (report.added, report.rejected) == (2, 0)
    assert names(store) == ["2"]
    assert names(store, "2") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3;2", ["3", "2"]),
        (" 3 , 2,3 ", ["3", "2"]),
        ("3|2||", ["3", "2"]),
        ('["3", 2]', ["3", "2"]),
        ("id:3, SKU-2", ["3", "SKU-2"]),
        ("often_bought_with:id:3,accessory:id:2", ["3", "2"]),
        ("[3", ["[3"]),
        ("[" * 50_000, ["[" * 50_000]),
        ("", []),
    ],
)
def test_ids_stand_apart_by_what_feeds_put_between_them(text: str, found: list[str]) -> None:
    assert named_ids(text) == found


def test_a_list_in_json_lines_is_a_list(table: Table, store: Store, encoder: HashEncoder) -> None:
    rows = [{"id": 1, "title": "Lamp", "bought_together": [3, "2"]}, {"id": 2}, {"id": 3}]
    add(store, table("\n".join(map(json.dumps, rows)), "shop.jsonl"), encoder)
    assert names(store) == ["3", "2"]


def test_a_woocommerce_export_names_products_by_number(
    table: Table, store: Store, encoder: HashEncoder
) -> None:
    rows = (
        'ID,SKU,Name,Upsells,Cross-sells\n1,L-1,Lamp,L-9,"b-2, id:3"\n'
        "2,B-2,Bulb,,\n3,,Shade,L-9,\n9,L-9,Large lamp,,\n"
    )
    add(store, table(rows), encoder)
    assert names(store) == ["2", "3"]
    assert names(store, "3") == []  # an upsell is bought instead


def test_what_the_store_lacks_and_the_product_itself_are_left_out(
    table: Table, store: Store, encoder: HashEncoder
) -> None:
    add(store, table("id,sku,bought_together\n1,L-1,1;L-1;gone;2;2;3\n2,,\n3,,\n"), encoder)
    assert names(store) == ["2", "3"]
    assert names(store, at_most=1) == ["2"]


def test_ten_thousand_names_and_hostile_ones_find_what_is_there(
    table: Table, store: Store, encoder: HashEncoder
) -> None:
    many = ";".join(f"x{number}" for number in range(10_000))
    evil = "[b]x[/];\x1b[2J;' OR 1=1 --;%;*"
    text = f'id,title,bought_together\n1,Lamp,"{evil};{many};2"\n2,Bulb,\n'
    report = add(store, table(text), encoder)
    assert report.rejected == 0
    assert names(store) == ["2"]


def test_names_of_others_are_no_words_of_the_product(
    table: Table, store: Store, encoder: HashEncoder, tmp_path: Path
) -> None:
    rows = "id,title,colour,bought_together\n1,Lamp,red,bulbous\nbulbous,Bulb,,\n"
    add(store, table(rows), encoder)
    words = {word for (word,) in store.rows("SELECT word FROM word")}
    assert words == {"lamp", "red", "bulb"}
    assert not verify(store)
    export(store, tmp_path / "again.csv")
    with Store.open(tmp_path / "again", create=True) as again:
        add(again, tmp_path / "again.csv", encoder)
        assert names(again) == ["bulbous"]
