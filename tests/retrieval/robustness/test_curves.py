"""Curves drawn from a measurement's file."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from retrieval.robustness.curves import main
from retrieval.robustness.ledger import CLEAN, Cell, Ledger

SVG = "{http://www.w3.org/2000/svg}"


def ranks(n_right: int) -> np.ndarray:
    return np.array([1] * n_right + [9] * (20 - n_right))


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    ledger = Ledger(tmp_path / "robustness.json", {"linf_levels": [1.0, 2.0]})
    for model, rights in (("pocket", (16, 4, 0)), ("robust <2>", (15, 12, 8))):
        for adversary, level, n_right in zip(
            (CLEAN, "white box L∞ 1/255", "white box L∞ 2/255"), (0, 1, 2), rights, strict=True
        ):
            ball = {"ball": {"norm": "linf", "radius": level / 255}} if level else {}
            ledger.add(Cell(model, "photos", "pixels", adversary, ranks(n_right), details=ball))
        fog = {"groups": ["severity 1"]}
        ledger.add(Cell(model, "photos", "pictures", "fog 1", ranks(10), details=fog))
    ledger.write()
    return tmp_path / "robustness.json"


def test_each_model_has_a_line_in_each_picture_and_words_for_those_who_do_not_see_it(
    measured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(measured), "--out", str(tmp_path / "out")]) == 0
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == ["robust-recall.svg", "corruptions.svg"]
    drawn = ElementTree.parse(tmp_path / "out" / "robust-recall.svg").getroot()
    shown = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {"pocket", "robust <2>", "photos, 20", "0", "1/255", "2/255"} <= set(shown)
    alt = drawn.find(f"{SVG}desc")
    assert alt is not None and alt.text is not None
    assert "robust <2>: 75 % at 0, 60 % at 1/255, 40 % at 2/255" in alt.text
    # three points a line, the lower the recall the lower the point
    heights = [float(dot.attrib["cy"]) for dot in drawn.iter(f"{SVG}circle")]
    assert len(heights) == 6 and heights[:3] == sorted(heights[:3])


def test_a_table_of_defences_has_a_line_for_each_defence(
    measured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(measured.read_text("utf-8"))
    told["worst"], told["means"], told["cells"] = [], [], []
    told["defences"] = [
        {
            "defence": defence,
            "questions": questions,
            "adversary": adversary,
            "n": 20,
            "recall@1": recall,
            "interval@1": [recall - 0.1, recall + 0.1],
        }
        for defence, kept in (("plain", 0.2), ("robust encoder", 0.7))
        for questions, adversary, recall in (
            ("photos", CLEAN, 0.8),
            ("photos", "white box L∞ 1/255", kept),
            ("texts", CLEAN, 0.9),
        )
    ]
    measured.write_text(json.dumps(told), "utf-8")
    assert main([str(measured), "--out", str(tmp_path / "out")]) == 0
    assert Path(capsys.readouterr().out.strip()).name == "five-defences.svg"
    alt = ElementTree.parse(tmp_path / "out" / "five-defences.svg").getroot().find(f"{SVG}desc")
    assert alt is not None and alt.text is not None and "texts" not in alt.text
    assert "robust encoder: 80 % at 0, 70 % at 1/255" in alt.text


@pytest.mark.parametrize("content", ["nonsense", "{}", "[]"])
def test_a_file_of_something_else_is_told(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    assert main([str(path), "--out", str(tmp_path)]) == 2
    assert "other.json" in capsys.readouterr().err


def test_a_measurement_without_curves_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Ledger(tmp_path / "empty.json", {"linf_levels": [1.0]}).write()
    assert main([str(tmp_path / "empty.json"), "--out", str(tmp_path)]) == 2
    assert "no attacked photos" in capsys.readouterr().err
