"""Adding, updating and removing products."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from retrieval.catalogue.ingest import IngestReport, add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.progress import Progress
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify import verify
from retrieval.errors import InputError, StoreError
from tests.retrieval.catalogue.hash_encoder import HashEncoder

Picture = Callable[..., Path]


def ids(store: Store) -> list[str]:
    return [product.id for product in store.products()]


def parts(store: Store, product_id: str) -> dict[str, bytes]:
    key = store.key_of(product_id)
    return dict(store.rows("SELECT part, vector FROM embedding WHERE product_key = ?", (key,)))


def rejects(report: IngestReport) -> list[dict[str, Any]]:
    assert report.rejects_path is not None
    return [json.loads(line) for line in report.rejects_path.read_text("utf-8").splitlines()]


def found(store: Store, words: str) -> list[str]:
    rows = store.rows(
        "SELECT id FROM product_text JOIN product ON key = product_text.rowid"
        " WHERE product_text MATCH ? ORDER BY id",
        (words,),
    )
    return [product_id for (product_id,) in rows]


def test_good_rows_land_with_words_attributes_and_vectors_and_bad_ones_are_told(
    store: Store, encoder: HashEncoder, picture: Picture, table: Callable[..., Path]
) -> None:
    picture("a.png")
    source = table(
        "id,title,price,color,image\n"
        "1,Red dresses,$5,Crème,a.png\n2,红色长裙,199元,红色,\n3,Bad,1.299,,\n1,Again,5,,\n"
    )
    report = add(store, source, encoder)
    assert (report.added, report.rejected) == (2, 2)
    assert [(entry["line"], entry["kind"]) for entry in rejects(report)] == [(4, "row"), (5, "row")]
    assert found(store, "dress") == ["1"]
    assert found(store, '"长裙"') == ["2"]
    assert found(store, "creme") == ["1"]
    assert set(parts(store, "1")) == {"text", "image:0"}
    assert set(parts(store, "2")) == {"text"}
    assert store.product("1").images == (str(source.parent / "a.png"),)
    assert verify(store) == []


def test_adding_the_same_again_embeds_and_writes_nothing(
    store: Store, encoder: HashEncoder, picture: Picture
) -> None:
    products = [Product(id="1", title="Lamp", images=(str(picture("a.png")),)), Product(id="2")]
    add(store, products, encoder)
    generation, n_images, n_texts = store.generation, encoder.n_images, encoder.n_texts
    report = add(store, products, encoder)
    assert (report.unchanged, report.added, report.updated) == (2, 0, 0)
    assert store.generation == generation
    assert (encoder.n_images, encoder.n_texts) == (n_images, n_texts)


def test_a_new_price_embeds_nothing_and_a_new_title_only_the_text(
    store: Store, encoder: HashEncoder, picture: Picture
) -> None:
    product = Product(id="1", title="Lamp", images=(str(picture("a.png")),))
    add(store, [product], encoder)
    report = add(store, [replace(product, price=Decimal(5))], encoder)
    assert (report.updated, report.n_texts, report.n_pictures) == (1, 0, 0)
    report = add(store, [replace(product, title="Chair")], encoder)
    assert (report.updated, report.n_texts, report.n_pictures) == (1, 1, 0)
    assert found(store, "lamp") == []
    assert list(store.rows("SELECT word FROM word")) == [("chair",)]
    assert verify(store) == []


def test_a_picture_whose_bytes_change_is_embedded_again(
    store: Store, encoder: HashEncoder, picture: Picture
) -> None:
    images = (str(picture("a.png", "red")), str(picture("b.png", "blue")))
    product = Product(id="1", title="Lamp", images=images)
    add(store, [product], encoder)
    before = parts(store, "1")
    picture("a.png", "green")
    report = add(store, [product], encoder)
    assert (report.updated, report.n_pictures, report.n_texts) == (1, 1, 0)
    after = parts(store, "1")
    assert after["image:0"] != before["image:0"]
    assert after["image:1"] == before["image:1"]


def test_pictures_in_another_order_are_not_embedded_again(
    store: Store, encoder: HashEncoder, picture: Picture
) -> None:
    one, other = str(picture("a.png", "red")), str(picture("b.png", "blue"))
    add(store, [Product(id="1", images=(one, other))], encoder)
    before = parts(store, "1")
    report = add(store, [Product(id="1", images=(other, one))], encoder)
    assert report.n_pictures == 0
    assert parts(store, "1") == {"image:0": before["image:1"], "image:1": before["image:0"]}


def test_an_unreadable_picture_is_left_out_and_its_product_lands(
    store: Store, encoder: HashEncoder, picture: Picture, tmp_path: Path
) -> None:
    good = str(picture("good.png"))
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n but no more")
    (tmp_path / "empty.jpg").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.png")
    names = ("broken.png", "empty.jpg", "pipe.png", "absent.png", "https://example.com/a.png")
    images = (*(name if "://" in name else str(tmp_path / name) for name in names), good)
    report = add(store, [Product(id="1", title="Lamp", images=images)], encoder)
    assert (report.added, report.rejected, report.rejected_pictures) == (1, 0, 5)
    assert {entry["kind"] for entry in rejects(report)} == {"picture"}
    assert any("--allow-urls" in entry["reason"] for entry in rejects(report))
    assert store.product("1").images == (good,)
    assert verify(store) == []


def test_a_picture_mended_later_lands_on_the_next_add(
    store: Store, encoder: HashEncoder, picture: Picture, tmp_path: Path
) -> None:
    products = [Product(id="1", title="Lamp", images=(str(tmp_path / "late.png"),))]
    add(store, products, encoder)
    assert store.product("1").images == ()
    picture("late.png")
    assert add(store, products, encoder).updated == 1
    assert set(parts(store, "1")) == {"text", "image:0"}


def test_a_folder_of_pictures_rejects_what_is_none(
    store: Store, encoder: HashEncoder, picture: Picture, tmp_path: Path
) -> None:
    picture("photos/shoes/red.png")
    (tmp_path / "photos" / "broken.png").write_bytes(b"no")
    report = add(store, tmp_path / "photos", encoder)
    assert (report.added, report.rejected) == (1, 1)
    assert ids(store) == ["shoes/red.png"]


def test_an_update_changes_only_listed_products_and_only_given_fields(
    store: Store, encoder: HashEncoder, table: Callable[..., Path]
) -> None:
    lamp = Product("1", "Lamp", brand="Acme", price=Decimal(5), attributes={"colour": "red"})
    add(store, [lamp, Product(id="2", title="Chair")], encoder)
    source = table("id,price,size\n1,7.50,L\n9,1,S\n")
    report = add(store, source, encoder, mode="update")
    assert (report.updated, report.rejected, report.n_texts) == (1, 1, 0)
    assert "no product '9'" in rejects(report)[0]["reason"]
    expected = replace(lamp, price=Decimal("7.50"), attributes={"colour": "red", "size": "L"})
    assert store.product("1") == expected
    assert ids(store) == ["1", "2"]


def test_an_empty_cell_in_an_update_empties_the_field(
    store: Store, encoder: HashEncoder, table: Callable[..., Path]
) -> None:
    add(store, [Product("1", "Lamp", stock=3, attributes={"colour": "red"})], encoder)
    add(store, table("id,stock,colour\n1,,\n"), encoder, mode="update")
    assert store.product("1") == Product("1", "Lamp")


def test_removing_leaves_nothing_behind(store: Store, encoder: HashEncoder) -> None:
    add(store, [Product("1", "Lamp", attributes={"colour": "red"}), Product("2", "Lamp")], encoder)
    assert remove(store, ["1", "absent", "1"]) == 1
    assert ids(store) == found(store, "lamp") == ["2"]
    assert list(store.rows("SELECT word, n_products FROM word")) == [("lamp", 1)]
    assert list(store.rows("SELECT count(*) FROM attribute")) == [(0,)]
    assert list(store.rows("SELECT count(*) FROM embedding")) == [(1,)]
    assert verify(store) == []


def test_a_key_is_never_given_twice(store: Store, encoder: HashEncoder) -> None:
    add(store, [Product("1")], encoder)
    first = store.key_of("1")
    remove(store, ["1"])
    add(store, [Product("1")], encoder)
    assert store.key_of("1") != first


def test_vectors_of_two_encoders_never_meet(store: Store, encoder: HashEncoder) -> None:
    add(store, [Product("1", "Lamp")], encoder)
    with pytest.raises(StoreError, match="vitrine models use other"):
        add(store, [Product("2", "Chair")], HashEncoder("other-2"))
    assert ids(store) == ["1"]


def test_stopping_keeps_what_is_done_and_the_next_add_goes_on(
    store: Store, encoder: HashEncoder
) -> None:
    products = [Product(str(number), f"Lamp {number}") for number in range(50)]
    seen: list[Progress] = []
    stops = iter([False] * 25 + [True])
    report = add(
        store,
        products,
        encoder,
        progress=seen.append,
        should_stop=lambda: next(stops),
        batch_rows=10,
    )
    assert report.stopped
    assert report.added == 25
    assert seen[-1].total == 50
    report = add(store, products, encoder)
    assert report.added + report.unchanged == 50
    assert encoder.n_texts == 50


def test_a_source_that_breaks_midway_keeps_what_came_before(
    store: Store, encoder: HashEncoder
) -> None:
    def breaking() -> Any:
        yield Product("1", "Lamp")
        raise InputError("the file broke")

    with pytest.raises(InputError, match="broke"):
        add(store, breaking(), encoder)
    assert ids(store) == ["1"]


def test_escapes_and_markup_in_titles_are_kept_as_text(store: Store, encoder: HashEncoder) -> None:
    title = "\x1b[31mRed\x1b]0;title\x07 [bold]lamp[/bold] \u202eevil"
    add(store, [Product("1", title)], encoder)
    assert store.product("1").title == title
    assert found(store, "lamp") == ["1"]
    assert verify(store) == []


def test_pictures_fetched_by_url_are_kept_in_the_store(
    store: Store, encoder: HashEncoder, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import retrieval.pictures.download as download

    data = picture("a.png").read_bytes()
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return data if url.endswith("a.png") else b"<html>not found</html>"

    monkeypatch.setattr(download, "fetch_picture", fetch)
    images = ("https://example.com/a.png", "https://example.com/gone.png")
    products = [Product("1", "Lamp", images=images)]
    report = add(store, products, encoder, allow_urls=True)
    assert (report.n_pictures, report.rejected_pictures) == (1, 1)
    assert sorted(asked) == sorted(images)
    (kept,) = store.product("1").images
    assert Path(kept).parent == store.pictures_folder
    (stored,) = next(store.rows("SELECT json_extract(images, '$[0]') FROM product"))
    assert stored.startswith("pictures")
    add(store, products, encoder, allow_urls=True)
    assert asked.count(images[0]) == 1


def test_products_without_pictures_do_not_wait_for_those_with(
    store: Store, encoder: HashEncoder, picture: Picture
) -> None:
    n_in_store: list[int] = []

    def products() -> Iterator[Product]:
        yield Product("first", images=(str(picture("a.png")), str(picture("b.png", "blue"))))
        for number in range(30):
            n_in_store.append(len(store))
            yield Product(str(number), f"Lamp {number}")

    report = add(store, products(), encoder, batch_rows=5)
    assert n_in_store[-1] >= 25
    assert report.added == 31
    assert verify(store) == []
