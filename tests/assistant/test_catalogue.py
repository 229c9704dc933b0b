"""`vitrine catalogue …` end to end, on a small real encoder and real files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from assistant.cli.main import run
from tests.checkpoints import make_open_clip_folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, vitrine_home: Path) -> Path:
    return make_open_clip_folder(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    Image.new("RGB", (64, 64), "red").save(tmp_path / "red.png")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing more")
    (tmp_path / "shop.csv").write_text(
        "sku,name,price,image,color\n"
        "a,Red mug,4.50 USD,red.png,red\n"
        "b,Blue mug,-3 USD,,blue\n"
        "c,Green mug,6 USD,broken.png,green\n",
        encoding="utf-8",
    )
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def test_the_life_of_a_store(shop: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ["--store", str(shop / "store")]
    source = str(shop / "shop.csv")

    assert run(["catalogue", "add", source, "--model", str(model), "--json", *store]) == 0
    report = told(capsys)
    assert (report["added"], report["rejected"], report["rejected_pictures"]) == (2, 1, 1)
    rejects = Path(report["rejects_path"]).read_text(encoding="utf-8")
    assert "price" in rejects
    assert "broken.png" in rejects

    assert run(["catalogue", "add", source, "--json", *store]) == 0
    again = told(capsys)
    assert (again["added"], again["n_texts"]) == (0, 0)

    (shop / "prices.csv").write_text("sku,price\na,5.25 USD\n", encoding="utf-8")
    assert run(["catalogue", "update", str(shop / "prices.csv"), "--json", *store]) == 0
    assert told(capsys)["updated"] == 1

    assert run(["ask", "red mug", "--json", *store]) == 0
    hits = told(capsys)["hits"]
    assert {hit["id"]: hit["price"] for hit in hits} == {"a": 5.25, "c": 6}

    assert run(["catalogue", "remove", "a", "nothing", *store]) == 0
    assert capsys.readouterr().out == "1 removed. 1 were not there.\n"

    assert run(["catalogue", "export", str(shop / "out.jsonl"), *store]) == 0
    assert "1 products written" in capsys.readouterr().out

    assert run(["catalogue", "info", "--json", *store]) == 0
    assert told(capsys)["n_products"] == 1

    assert run(["catalogue", "rebuild", *store]) == 0
    capsys.readouterr()


def test_verify_is_clean_after_add(
    shop: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(shop / "store")]
    (shop / "shop.csv").write_text("id,title,image\na,Mug,red.png\n", encoding="utf-8")
    assert run(["catalogue", "add", str(shop / "shop.csv"), "--model", str(model), *store]) == 0
    capsys.readouterr()
    assert run(["catalogue", "verify", "--json", *store]) == 0
    report = told(capsys)
    assert report == {"schema": 1, "clean": True, "n_products": 1, "findings": []}


def test_a_store_refuses_another_model_and_names_the_way(
    shop: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(shop / "store")]
    source = str(shop / "shop.csv")
    assert run(["catalogue", "add", source, "--model", str(model), *store]) == 0
    capsys.readouterr()
    assert run(["catalogue", "add", source, "--model", "pocket", *store]) == 2
    assert "vitrine models use pocket" in capsys.readouterr().err


def test_a_model_that_cannot_be_had_is_one_sentence(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    arguments = ["catalogue", "add", str(shop / "shop.csv"), "--store", str(shop / "store")]
    assert run([*arguments, "--model", "hf-hub:nobody/nothing"]) == 2
    streams = capsys.readouterr()
    assert "Traceback" not in streams.err
    assert streams.err.strip()
    assert streams.err.strip().count("\n") == 0


def test_models_lists_pocket_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "--json"]) == 0
    models = told(capsys)["models"]
    assert models[0]["name"] == "pocket"
    assert all(model["licence"] for model in models)


def test_models_use_switches_a_store_and_keeps_it_searchable(
    shop: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(shop / "store")]
    source = str(shop / "shop.csv")
    other = make_open_clip_folder(tmp_path / "other", seed=7)
    assert run(["catalogue", "add", source, "--model", str(model), *store]) == 0
    assert run(["models", "use", str(other), *store]) == 0
    capsys.readouterr()
    assert run(["ask", "red mug", "--json", *store]) == 0
    answer = told(capsys)
    assert answer["models"]["encoder"]["name"] == str(other)
    assert len(answer["hits"]) == 2


@pytest.mark.parametrize("fusion", ["concat", "max", "add"])
def test_a_fusion_is_changed_without_embedding_again(
    fusion: str, shop: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(shop / "store")]
    source = str(shop / "shop.csv")
    assert run(["catalogue", "add", source, "--model", str(model), *store]) == 0
    rebuild = ["catalogue", "rebuild", "--fusion", fusion, "--metric", "euclidean", *store]
    assert run(rebuild) == 0
    capsys.readouterr()
    assert run(["catalogue", "info", "--json", *store]) == 0
    facts = told(capsys)
    assert (facts["fusion"], facts["metric"]) == (fusion, "euclidean")
    assert run(["ask", "red mug", "--json", *store]) == 0
    assert len(told(capsys)["hits"]) == 2


@pytest.mark.parametrize("dtype", ["f32", "i8"])
def test_the_index_takes_other_precisions(
    dtype: str,
    shop: Path,
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = ["--store", str(shop / "store")]
    source = str(shop / "shop.csv")
    monkeypatch.setenv("VITRINE_INDEX_DTYPE", dtype)
    assert run(["catalogue", "add", source, "--model", str(model), *store]) == 0
    capsys.readouterr()
    assert run(["ask", "red mug", "--json", *store]) == 0
    assert len(told(capsys)["hits"]) == 2
