"""Calibration: fitted curves say what happens, and follow the catalogue's size."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import InputError, ModelError
from retrieval.search.calibration import (
    AnswerCurve,
    Calibration,
    Curve,
    area_under_curve,
    default_calibration,
    expected_calibration_error,
    fit_answers,
    fit_calibration,
    load_calibration,
)
from tests.retrieval.search.word_encoder import WordEncoder


def test_a_fit_finds_the_curve_that_made_the_labels_and_is_calibrated() -> None:
    rng = np.random.default_rng(0)
    cosines, coverage = rng.uniform(-0.2, 0.9, 40_000), rng.integers(0, 4, 40_000) / 3
    true = 1 / (1 + np.exp(-(12 * cosines + 3 * coverage - 7)))
    matches = rng.random(40_000) < true
    curve = fit_calibration(cosines, matches, coverage)
    assert curve.scale == pytest.approx(12, rel=0.05)
    assert curve.coverage == pytest.approx(3, rel=0.1)
    assert curve.bias == pytest.approx(-7, rel=0.05)
    stated = [1 / (1 + np.exp(-curve.logit(c, s))) for c, s in zip(cosines, coverage, strict=True)]
    assert expected_calibration_error(np.asarray(stated), matches) < 0.01


def test_separable_pairs_give_a_finite_curve_and_one_kind_of_pair_is_refused() -> None:
    curve = fit_calibration(np.asarray([0.0, 0.1, 0.8, 0.9]), np.asarray([0, 0, 1, 1]))
    assert 0 < curve.scale < 100
    with pytest.raises(InputError):
        fit_calibration(np.asarray([0.1, 0.2]), np.asarray([1, 1]))


def test_the_larger_the_catalogue_the_less_a_cosine_proves() -> None:
    calibration = Calibration(Curve(10, -5), Curve(10, -8), n_products=1_000, match_share=0.002)
    here, large = (calibration.probability(0.6, 0.0, n) for n in (1_000, 100_000))
    odds = (here / (1 - here)) / (large / (1 - large))
    assert odds == pytest.approx(100, rel=0.01)
    assert here == pytest.approx(1 / (1 + np.exp(-1)))


def test_parts_of_a_query_share_their_log_odds_by_weight() -> None:
    calibration = Calibration(Curve(10, -5), Curve(10, -8), n_products=100, match_share=0.01)
    both = calibration.joint([("text", 1.0), ("image", 3.0)], 100).probability([0.6, 0.9], 0.0)
    assert both == pytest.approx(1 / (1 + np.exp(-(0.25 * 1.0 + 0.75 * 1.0))))


def test_whether_there_is_an_answer_is_a_calibrated_curve_over_the_best_hit_and_unknown_words() -> (
    None
):
    rng = np.random.default_rng(1)
    odds, unknown = rng.normal(-1, 2, 20_000), rng.integers(0, 3, 20_000) / 2
    best = 1 / (1 + np.exp(-odds))
    answerable = rng.random(20_000) < 1 / (1 + np.exp(-(0.7 * odds - 3 * unknown + 3)))
    curve = fit_answers(best, unknown, answerable)
    assert (curve.scale, curve.unknown, curve.bias) == pytest.approx((0.7, -3, 3), rel=0.1)
    calibration = Calibration(Curve(10, -5), Curve(10, -8), 100, 0.01, text_answer=curve)
    words = [("text", 1.0)]
    known, strange = (calibration.answerable(words, 0.2, share) for share in (0.0, 1.0))
    assert known > 0.85 > 0.4 > strange
    # Nothing was fitted for pictures here: the best hit speaks for itself.
    assert calibration.answerable([("image", 1.0)], 0.2, 0.0) == pytest.approx(0.2)
    assert calibration.answerable([], 1.0, 0.0) == 1.0
    assert calibration.answerable(words, 0.0, 0.0) == 0.0


def test_calibration_error_and_area_are_the_textbook_ones() -> None:
    assert expected_calibration_error(np.asarray([0.9] * 10), np.asarray([1] * 6 + [0] * 4)) == (
        pytest.approx(0.3)
    )
    assert area_under_curve(np.asarray([0.1, 0.4, 0.35, 0.8]), np.asarray([0, 0, 1, 1])) == 0.75
    assert area_under_curve(np.asarray([0.5, 0.5]), np.asarray([0, 1])) == 0.5
    assert np.isnan(area_under_curve(np.asarray([0.5]), np.asarray([1])))


def test_the_encoders_own_file_is_used_another_encoders_is_not(tmp_path: Path) -> None:
    written = {
        "schema": 1,
        "encoder_id": WordEncoder.id,
        "text": {"scale": 9, "bias": -4, "coverage": 2},
        "image": {"scale": 8, "bias": -3},
        "n_products": 300,
        "match_share": 0.01,
        "ece": 0.02,
        "text_answer": {"scale": 0.7, "unknown": -3, "bias": 4},
    }
    (tmp_path / "calibration.json").write_text(json.dumps(written))
    calibration = load_calibration(WordEncoder(tmp_path))
    assert calibration.calibrated
    assert calibration.text == Curve(9, -4, 2)
    assert calibration.text_answer == AnswerCurve(0.7, -3, 4)
    assert calibration.image_answer == AnswerCurve()
    written["encoder_id"] = "another"
    (tmp_path / "calibration.json").write_text(json.dumps(written))
    assert not load_calibration(WordEncoder(tmp_path)).calibrated
    (tmp_path / "calibration.json").write_text("{")
    with pytest.raises(ModelError, match="damaged"):
        load_calibration(WordEncoder(tmp_path))


def test_without_a_file_the_models_own_scale_speaks_and_says_it_is_not_calibrated() -> None:
    calibration = default_calibration(100.0, 0.0)
    assert not calibration.calibrated
    assert calibration.probability(0.32, 0.0, 1_000) > 0.9
    assert calibration.probability(0.18, 0.0, 1_000) < 0.1
