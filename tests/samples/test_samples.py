"""The sample shop is complete, consistent and can be made again; not how search does on it."""

from __future__ import annotations

import csv
import importlib.util
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from samples import CATALOGUE_CSV, QUERIES_CSV, SAMPLES_DIR
from samples.asking import accepted, queries
from samples.product import COLUMNS
from samples.ranges import KINDS
from samples.render import HELD_BACK_VIEW, kinds_of_products, products, render

can_draw = pytest.mark.skipif(
    importlib.util.find_spec("resvg_py") is None, reason="resvg-py draws the pictures"
)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CATALOGUE = _rows(CATALOGUE_CSV)
QUERIES = _rows(QUERIES_CSV)


def test_the_shop_is_large_and_varied() -> None:
    assert len(CATALOGUE) >= 320
    assert len({row["category"] for row in CATALOGUE}) >= 34
    assert len({row["department"] for row in CATALOGUE}) == 8


def test_no_two_products_share_an_id_or_a_title() -> None:
    for column in ("id", "title", "title_zh"):
        assert max(Counter(row[column] for row in CATALOGUE).values()) == 1


def test_prices_are_dollars_and_cents_and_some_things_are_sold_out() -> None:
    for row in CATALOGUE:
        assert Decimal(row["price"]).as_tuple().exponent == -2
        assert Decimal(row["price"]) > 0
        assert row["currency"] == "USD"
        assert 1 <= float(row["rating"]) <= 5
    assert any(row["stock"] == "0" for row in CATALOGUE)


def test_a_long_red_dress_is_there_in_both_languages() -> None:
    dress = next(row for row in CATALOGUE if row["title_zh"] == "红色长裙")
    assert {"long", "red", "dress"} <= set(dress["title"].lower().split())


def test_every_picture_opens_and_half_the_products_have_two() -> None:
    names = [name for row in CATALOGUE for name in row["images"].split(";")]
    for name in names:
        with Image.open(SAMPLES_DIR / name) as picture:
            assert picture.size == (256, 256)
            assert picture.mode == "RGB"
    assert len(names) >= 1.5 * len(CATALOGUE)
    assert {path.name for path in (SAMPLES_DIR / "pictures").iterdir()} == {
        Path(name).name for name in names
    }


def test_the_committed_catalogue_and_queries_are_what_the_scripts_make() -> None:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(product.row() for product in products())
    assert made.getvalue() == CATALOGUE_CSV.read_text(encoding="utf-8")
    assert [query.row() for query in queries()] == [list(row.values()) for row in QUERIES]


def test_queries_point_at_products_and_each_kind_has_enough_of_both_splits() -> None:
    ids = {row["id"] for row in CATALOGUE}
    for row in QUERIES:
        expected = [one for one in row["expected_ids"].split(";") if one]
        assert set(expected) <= ids
        assert bool(expected) == (row["kind"] != "unanswerable")
    counts = Counter((row["kind"], row["split"]) for row in QUERIES)
    for kind in ("title", "attribute", "description", "chinese", "typo", "unanswerable"):
        least = 20 if kind in ("typo", "unanswerable") else 30
        assert min(counts[kind, "validation"], counts[kind, "test"]) >= least


def test_no_query_is_a_title_or_a_description_of_the_shop() -> None:
    texts = {row[c].lower() for row in CATALOGUE for c in ("title", "description")}
    assert not texts & {row["query"].lower() for row in QUERIES}


def test_a_colour_accepts_its_shades_and_silence_accepts_everything() -> None:
    mugs = next(kind for kind in KINDS if kind.category == "mug")
    everything = accepted(mugs)
    assert len(everything) == len(mugs.products)
    assert "mug-001" in accepted(mugs, colour="blue", pattern="striped")
    assert "mug-002" not in accepted(mugs, colour="blue")


def test_every_product_knows_its_category() -> None:
    assert all(kinds_of_products()[p.id].category == p.category for p in products())


@can_draw
def test_drawing_again_gives_the_committed_pictures() -> None:
    for product in products()[::97]:
        for view, name in enumerate(product.images, start=1):
            with Image.open(SAMPLES_DIR / name) as picture:
                committed = np.asarray(picture.convert("RGB"), dtype=np.int16)
            again = np.asarray(render(product, view), dtype=np.int16)
            assert np.abs(committed - again).mean() < 4  # what JPEG compression takes away


@can_draw
def test_a_view_is_always_the_same_and_two_views_differ() -> None:
    product = products()[0]
    first, second = (render(product, HELD_BACK_VIEW, 96) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert first.size == (96, 96)
    assert first.tobytes() != render(product, HELD_BACK_VIEW + 1, 96).tobytes()


@can_draw
def test_every_shape_of_every_category_can_be_drawn() -> None:
    seen = set()
    for product in products():
        if (product.category, product.variant) not in seen:
            seen.add((product.category, product.variant))
            assert render(product, 2, 24).size == (24, 24)
    assert len(seen) >= 200
