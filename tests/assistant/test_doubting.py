"""`vitrine ask` and `vitrine catalogue scan` over a store with pictures optimised against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.cli.main import run
from tests.poisoned import LIAR, SILENT, moved_towards, sample_picture

if TYPE_CHECKING:
    pass


@pytest.fixture
def store(poisoned_store: Path) -> list[str]:
    return ["--store", str(poisoned_store)]


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_an_answer_tells_scripts_and_people_which_product_is_doubted(
    store: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["ask", "blue mug", "-k", "20", *store]
    assert run([*asked, "--json"]) == 0
    answer = told(capsys)
    assert answer["schema"] == 1 and answer["query"]["suspicion"] == []
    why = {hit["id"]: hit["why"]["suspicion"] for hit in answer["hits"]}
    assert why[LIAR]["believed"] == "words" and "disagrees" in why[LIAR]["reasons"]
    assert 0.5 <= why[LIAR]["score"] <= 1
    assert sum(one is None for one in why.values()) >= 18
    assert run(asked) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "⚠ doubted (" in shown and "ranked by its words alone" in shown


def test_a_scan_lists_them_most_suspect_first(
    store: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["catalogue", "scan", "--json", *store]) == 0
    found = told(capsys)
    by_id = {one["id"]: one["suspicion"] for one in found["doubted"]}
    assert by_id[SILENT]["believed"] == "picture" and "unchecked" in by_id[SILENT]["reasons"]
    scores = [one["suspicion"]["score"] for one in found["doubted"]]
    assert scores == sorted(scores, reverse=True) and found["n_products"] == 694
    assert len(scores) <= 2 + 0.02 * 692
    assert run(["catalogue", "scan", *store]) == 0
    shown = capsys.readouterr().out
    assert f"{LIAR} Blue mug" in shown and "of 694 products are doubted" in shown


def test_a_photo_that_was_altered_is_told_in_a_line(
    store: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    towards = [sample_picture("umbrella-005-1")]
    attacked = moved_towards(sample_picture("mug-004-1"), towards, 4, tmp_path / "attacked.png")
    for path, is_flagged in ((attacked, True), (sample_picture("mug-004-1"), False)):
        assert run(["ask", "--image", str(path), "--json", *store]) == 0
        (one,) = told(capsys)["query"]["suspicion"]
        assert one["is_flagged"] is is_flagged and one["kind"] == "image"
        assert run(["ask", "--image", str(path), *store]) == 0
        assert ("looks altered (" in capsys.readouterr().out) is is_flagged


def test_letters_in_disguise_are_told(store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "umbr\u0435ll\u0430", *store]) == 0
    assert "only look like others" in capsys.readouterr().out


def test_pixels_need_a_detector(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.checkpoints import make_open_clip_folder

    model = make_open_clip_folder(tmp_path / "tiny")
    (tmp_path / "shop.csv").write_text("id,title\na,Mug\n", "utf-8")
    place = ["--store", str(tmp_path / "store")]
    source = str(tmp_path / "shop.csv")
    assert run(["catalogue", "add", source, "--model", str(model), *place]) == 0
    capsys.readouterr()
    assert run(["catalogue", "scan", "--pixels", *place]) != 0
    assert "has no suspicion.json" in capsys.readouterr().err
    assert run(["catalogue", "scan", *place]) == 0
    assert "0 of 1 products are doubted" in capsys.readouterr().out
