"""`vitrine bench robustness` as a person runs it, over a data folder of six pictures."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.cli.main import run
from samples import SAMPLES_DIR


def write_rows(path: Path, header: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    grocery, clothing = tmp_path / "data" / "grocery", tmp_path / "data" / "clothing"
    kinds = ("apples", "mug", "umbrella")
    for folder in (grocery, clothing):
        folder.mkdir(parents=True)
        for kind in (*kinds, "dress"):
            for product in ("001", "002"):
                name = f"{kind}-{product}-1.jpg"
                shutil.copy(SAMPLES_DIR / "pictures" / name, folder / name)
    header = ["id", "name", "coarse", "department", "title", "description", "image"]
    products = [
        [str(i), kind, kind, "shop", kind, f"{kind}.", f"{kind}-001-1.jpg"]
        for i, kind in enumerate(kinds)
    ]
    write_rows(grocery / "products.csv", header, products)
    photos = [[f"{kind}-002-1.jpg", str(i)] for i, kind in enumerate(kinds)]
    write_rows(grocery / "val.csv", ["image", "product_id"], photos)
    write_rows(clothing / "validation.csv", ["image", "category"], [["dress-001-1.jpg", "dress"]])
    return tmp_path / "data"


QUICK = ["--no-samples", "--steps", "2", "--asks", "2", "--linf", "4", "--device", "cpu"]


def test_a_model_is_attacked_and_the_run_goes_on_from_its_file(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    command = ["bench", "robustness", "--data", str(data), "--json", str(out), *QUICK]
    assert run([*command, "--only", "pixels"]) == 0
    shown = capsys.readouterr().out
    assert "grocery photos" in shown and "white box L∞ 4/255" in shown
    assert "the curve reaches chance" in shown
    told = json.loads(out.read_text("utf-8"))
    before = {(c["questions"], c["adversary"]): c for c in told["cells"]}
    clean = before["grocery photos", "clean"]
    assert clean["recall@1"] == 1.0 and len(clean["ranks"]) == 3
    assert before["grocery photos", "white box L∞ 64/255"]["recall@1"] == 0.0
    assert ("grocery photos", "transfer from pocket-robust L∞ 4/255") in before
    worst = [row for row in told["worst"] if row["adversary"] == "worst of all attacks L∞ 4/255"]
    assert worst[0]["n_adversaries"] == 4  # white box, more steps, Square, transfer
    # as if it had been stopped before one adversary: that one is run, the others stand
    last = told["cells"].pop()
    out.write_text(json.dumps(told), "utf-8")
    assert run([*command, "--only", "pixels"]) == 0
    after = json.loads(out.read_text("utf-8"))["cells"]
    assert after[:-1] == told["cells"]
    assert after[-1]["adversary"] == last["adversary"] and after[-1]["ranks"] == last["ranks"]


def test_questions_that_there_are_not_are_told(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["bench", "robustness", "--data", str(data), "--ask", "grocery fotos", *QUICK]
    assert run(command) == 2
    assert "grocery photos" in capsys.readouterr().err


def test_nothing_to_ask_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "robustness", "--no-samples"]) == 2
    assert "--data" in capsys.readouterr().err


def test_a_folder_without_the_data_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bench", "robustness", "--data", str(tmp_path), *QUICK]) == 2
    error = capsys.readouterr().err
    assert "products.csv" in error and "Traceback" not in error


def test_impossible_sizes_are_a_mistake(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "robustness", "--data", str(data), "--pictures", "0", *QUICK]) == 2
    assert "n_pictures" in capsys.readouterr().err
