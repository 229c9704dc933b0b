"""The table of five defences on a tiny shop: all are there, and a stopped one goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.robustness import table
from retrieval.robustness.defences import CLEAN_RECIPE, DEFENCES, members_of
from tests.retrieval.training.conftest import tiny_data  # noqa: F401

TINY = {
    "embedding": {"n_views": 1, "n_captions": 2, "n_nonsense": 4, "held_out_share": 0.34},
    "n_steps": 4,
    "batch_pictures": 8,
    "look_every_steps": 4,
    "blends": [1.0],
    "attack": {
        "share": 0.5,
        "n_attacked": 2,
        "n_stickers": 1,
        "n_corrupted": 1,
        "n_misspelt": 1,
        "n_misheard": 1,
        "steps": 1,
        "look_pictures": 1,
        "look_steps": 1,
    },
}


def test_members_take_seeds_and_robust_encoders_in_turn() -> None:
    found = members_of("pocket", {"a": "one", "b": "two", "c": "three"}, [7, 8], CLEAN_RECIPE)
    assert tuple(dict.fromkeys(member.defence for member in found)) == DEFENCES
    assert len({member.name for member in found}) == len(found)
    over = [(m.base, m.heads.seed) for m in found if m.defence == DEFENCES[-1] and m.heads]
    assert over == [("one", 7), ("two", 8), ("three", 7)]
    shares = {m.defence: m.heads.attack.share for m in found if m.heads}
    assert shares == {DEFENCES[1]: 0.0, DEFENCES[2]: 0.5, DEFENCES[4]: 0.5}


def test_the_table_has_every_defence_and_goes_on_where_it_was_stopped(
    tiny_data: Path,  # noqa: F811
    vitrine_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config, out = tmp_path / "recipe.json", tmp_path / "table.json"
    config.write_text(json.dumps(TINY), "utf-8")
    arguments = ["--data", str(tiny_data), "--no-samples", "--config", str(config)]
    arguments += ["--pictures", "2", "--texts", "2", "--steps", "2", "--targets", "0"]
    arguments += ["--linf", "1", "4", "--seeds", "7", "8", "--work", str(tmp_path / "work")]
    arguments += ["--encoder", "r=pocket-robust", "--json", str(out)]

    measured: list[str] = []
    measure = table.measure

    def stopping(name: str, *rest: object) -> None:
        if len(measured) == 4:
            raise KeyboardInterrupt
        measured.append(name)
        measure(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(table, "measure", stopping)
    assert table.main(arguments) == 130
    monkeypatch.setattr(table, "measure", measure)
    stopped = json.loads(out.read_text("utf-8"))
    capsys.readouterr()
    assert table.main(arguments) == 0
    shown = capsys.readouterr().out
    told = json.loads(out.read_text("utf-8"))
    assert measured_cells(told)[: len(stopped["cells"])] == measured_cells(stopped)
    rows = {(row["defence"], row["questions"], row["adversary"]): row for row in told["defences"]}
    for defence in DEFENCES:
        assert defence in shown
        for questions in ("grocery photos", "clothing photos"):
            curve = [
                rows[defence, questions, adversary]["recall@1"]
                for adversary in ("clean", "white box L∞ 1/255", "white box L∞ 4/255")
            ]
            assert curve == sorted(curve, reverse=True)
            assert rows[defence, questions, "7 corruptions never seen, mean"]["n"] == 2
        assert (defence, "grocery texts", "typo, 2 slips") in rows
    assert rows["heads, adversarial", "grocery photos", "clean"]["n_members"] == 2
    assert "validation_attacked_recall@1" in told["heads"]["heads, adversarial, seed 7"]
    before = out.read_bytes()
    assert table.main(arguments) == 0
    assert json.loads(before) == json.loads(out.read_bytes())


def measured_cells(told: dict[str, Any]) -> list[tuple[Any, ...]]:
    names = ("model", "questions", "adversary", "seconds", "ranks")
    return [tuple(cell[name] for name in names) for cell in told["cells"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--encoder", "pocket-robust"], "NAME=FOLDER"),
        (["--encoder", "a=x", "--encoder", "a=y"], "Two robust encoders"),
        (["--no-samples"], "nothing to ask"),
        (["--pictures", "0"], "at least 1"),
        (["--config", "missing.json"], "cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(
    arguments: list[str], says: str, vitrine_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert table.main(arguments) == 2
    assert says in capsys.readouterr().err
