"""Intervals, the file that measurements go on from, and the checks that tell a weak attack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import InputError
from retrieval.robustness.intervals import ratio_interval, recall_at, recall_interval
from retrieval.robustness.ledger import CLEAN, Cell, Ledger
from retrieval.robustness.self_checks import self_checks
from retrieval.robustness.settings import BenchSettings

SETTINGS = BenchSettings(linf_levels=(1.0, 2.0), l2_radii=())


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_a_figure_lies_in_its_interval(ranks: list[int]) -> None:
    for k in (1, 5):
        low, high = recall_interval(np.array(ranks), k)
        assert 0 <= low <= recall_at(np.array(ranks), k) <= high <= 1
        assert low < high


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    held = 0
    for trial in range(200):
        ranks = np.where(rng.random(80) < 0.7, 1, 2)
        low, high = recall_interval(ranks, 1, seed=trial)
        held += low <= 0.7 <= high
    assert 0.88 <= held / 200 <= 0.99


def test_what_is_kept_is_told_of_the_clean_recall() -> None:
    clean, attacked = np.array([1.0] * 8 + [0.0] * 2), np.array([1.0] * 4 + [0.0] * 6)
    kept, low, high = ratio_interval(attacked, clean)
    assert kept == 0.5 and low < 0.5 < high


def cell(
    adversary: str, n_right: int, *, n: int = 50, n_products: int = 100, **details: Any
) -> Cell:
    ranks = np.array([1] * n_right + [50] * (n - n_right))
    return Cell("pocket", "photos", "pixels", adversary, ranks, 0.0, n_products, details)


def ledger_of(*cells: Cell) -> Ledger:
    ledger = Ledger(None, {})
    for each in cells:
        ledger.add(each)
    return ledger


SOUND = {
    CLEAN: 40,
    "white box L∞ 1/255": 20,
    "white box and twice the steps L∞ 1/255": 20,
    "white box L∞ 2/255": 5,
    "white box and Square L∞ 2/255": 5,
    "white box L∞ 64/255": 0,
}


@pytest.mark.parametrize(
    ("adversary", "n_right", "failing"),
    [
        (CLEAN, 40, None),
        ("white box and twice the steps L∞ 1/255", 17, "twice the steps"),
        ("white box and Square L∞ 2/255", 3, "asking alone"),
        ("white box L∞ 64/255", 5, "chance"),
    ],
)
def test_each_sign_of_a_weak_attack_is_seen(
    adversary: str, n_right: int, failing: str | None
) -> None:
    told = {**SOUND, adversary: n_right}
    checks = self_checks(ledger_of(*(cell(name, n) for name, n in told.items())), SETTINGS)
    assert len(checks) == 4
    failed = [check.name for check in checks if not check.passed]
    assert [failing in name for name in failed] == [True] if failing else not failed


@pytest.mark.parametrize(("n_regained", "passes"), [(0, True), (3, False)])
def test_a_larger_radius_that_does_not_fool_the_same_anew_is_seen(
    n_regained: int, passes: bool
) -> None:
    cells = [cell(name, n) for name, n in SOUND.items() if "2/255" not in name]
    anew = cell("white box L∞ 2/255", 5, n_tried_anew=20, n_regained=n_regained)
    checks = self_checks(ledger_of(*cells, anew), SETTINGS)
    (found,) = [check for check in checks if "more radius" in check.name]
    assert found.passed is passes and f"{n_regained} held" in found.seen


def test_the_worst_case_takes_of_each_picture_its_worst_and_smaller_radii_too() -> None:
    def ranked(adversary: str, level: float, ranks: list[int]) -> Cell:
        ball = {"norm": "linf", "radius": level / 255}
        details = {"ball": ball}
        return Cell("m", "photos", "pixels", adversary, np.array(ranks), details=details)

    told = ledger_of(
        Cell("m", "photos", CLEAN, CLEAN, np.array([1, 1, 1, 1])),
        ranked("white box", 1, [1, 9, 1, 1]),
        ranked("transfer", 1, [2, 1, 1, 1]),
        ranked("white box, larger", 2, [1, 1, 1, 9]),
    ).to_json()
    worst = {row["adversary"]: row for row in told["worst"]}
    assert worst["worst of all attacks L∞ 1/255"]["recall@1"] == 0.5
    assert worst["worst of all attacks L∞ 2/255"]["recall@1"] == 0.25
    assert worst["worst of all attacks L∞ 2/255"]["kept@1"][0] == 0.25


def test_a_wrong_word_is_compared_with_a_blank_sticker_photo_by_photo() -> None:
    blank, word = np.array([1] * 40 + [9] * 10), np.array([1] * 38 + [9] * 12)
    (told,) = ledger_of(
        Cell("m", "photos", "pictures", "blank sticker", blank),
        Cell("m", "photos", "pictures", "sticker, wrong word", word),
    ).to_json()["differences"]
    mean, low, high = told["recall@1"]
    assert mean == -0.04 and low < mean < high <= 0
    # in pairs: two independent shares of 50 would differ by 0.16 either way
    assert high - low < 0.12


def test_a_loss_by_corruptions_is_told_as_a_share_of_the_first_models() -> None:
    cells = []
    for model, right in (("pocket", 30), ("robust", 40)):
        for name, n_right in ((CLEAN, 50), ("fog 1", right)):
            ranks = np.array([1] * n_right + [9] * (60 - n_right))
            groups = ["fog", "corruptions trained on, mean"] if model == "robust" else ["fog"]
            details = {} if name == CLEAN else {"groups": groups}
            cells.append(Cell(model, "photos", "pictures", name, ranks, details=details))
    told = {row["difference"]: row for row in ledger_of(*cells).to_json()["differences"]}
    for name in ("fog", "corruptions trained on, mean"):
        row = told[f"loss by {name} over pocket's"]
        assert row["model"] == "robust" and row["recall@1"][0] == 0.5


def test_a_measurement_goes_on_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    first = Ledger(path, {"n": 3})
    first.add_model("pocket", "id-1")
    first.add(cell(CLEAN, 10))
    told = json.loads(path.read_text("utf-8"))["cells"][0]
    assert told["recall@1"] == 0.2 and "interval@1" not in told  # that waits for the end
    again = Ledger(path, {"n": 3})
    assert ("pocket", "photos", CLEAN) in again
    again.add_model("pocket", "id-1")
    assert next(iter(again)).ranks.tolist() == next(iter(first)).ranks.tolist()
    again.write()
    told = json.loads(path.read_text("utf-8"))["cells"][0]
    low, high = told["interval@1"]
    assert low < told["recall@1"] == 0.2 < high and told["kept@1"][0] == 1.0


def test_a_model_that_was_trained_anew_is_measured_anew(tmp_path: Path) -> None:
    first = Ledger(tmp_path / "out.json", {})
    first.add_model("pocket", "id-1")
    first.add(cell(CLEAN, 10))
    again = Ledger(tmp_path / "out.json", {})
    again.add_model("pocket", "id-2")
    assert not list(again)


@pytest.mark.parametrize("content", ["nonsense", "{}", '{"schema": 1}', "[]"])
def test_a_file_of_something_else_is_not_overwritten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match="name another"):
        Ledger(path, {})
    assert path.read_text("utf-8") == content


def test_other_settings_are_told_not_mixed(tmp_path: Path) -> None:
    Ledger(tmp_path / "out.json", {"n_pictures": 50}).write()
    with pytest.raises(InputError, match="n_pictures 50"):
        Ledger(tmp_path / "out.json", {"n_pictures": 100})


def test_a_group_is_told_by_its_mean_over_its_members() -> None:
    ledger = Ledger(None, {})
    ledger.add(Cell("m", "photos", CLEAN, CLEAN, np.array([1] * 48 + [9] * 2)))
    for severity, right in ((1, 40), (2, 20)):
        ranks = np.array([1] * right + [9] * (50 - right))
        details = {"groups": ["fog"]}
        ledger.add(Cell("m", "photos", "pictures", f"fog {severity}", ranks, details=details))
    (mean,) = ledger.to_json()["means"]
    low, high = mean["interval@1"]
    assert mean["recall@1"] == 0.6 and mean["n"] == 50 and low < 0.6 < high
    assert mean["kept@1"][0] == 0.625
