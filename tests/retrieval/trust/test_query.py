"""Photos and texts that are asked with, and how altered they look."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import ModelError
from retrieval.robustness.text_edits import homoglyphs
from retrieval.trust.query import Detector, blurred, load_detector, text_suspicion


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_has_a_suspicion_between_0_and_1(text: str) -> None:
    assert 0 <= text_suspicion(text) <= 1


@pytest.mark.parametrize(
    "text", ["red dress", "naïve café", "红色长裙", "красное платье", "x² + 5 €"]
)
def test_honest_writing_of_any_script_is_not_suspect(text: str) -> None:
    assert text_suspicion(text) == 0


def test_disguised_and_hidden_letters_are_suspect() -> None:
    disguised = homoglyphs("red dress", np.random.default_rng(0))
    assert text_suspicion(disguised) > 0.5
    assert text_suspicion("red\u200b\u200bdress") > 0.1


def test_a_blur_is_the_mean_of_each_pixel_and_its_neighbours() -> None:
    picture = np.zeros((1, 3, 5, 5), np.float32)
    picture[..., 2, 2] = 9
    expected = np.zeros((5, 5))
    expected[1:4, 1:4] = 1
    assert np.allclose(blurred(picture), expected)


DETECTOR = Detector(scale=3.0, detail=-2.0, bias=1.0, threshold=0.8)


CHANGES = st.tuples(st.floats(-9, 0), st.floats(-9, 1))


@given(CHANGES, CHANGES)
def test_suspicions_are_shares_that_grow_with_the_change_and_fall_with_the_detail(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    less, more = sorted([one[0], other[0]])
    fine, coarse = sorted([one[1], other[1]])
    changes = np.array([[less, coarse], [more, coarse], [more, fine]])
    for scores in (DETECTOR.suspicion(changes), DETECTOR.lifted(changes)):
        assert ((scores >= 0) & (scores <= 1)).all() and (np.diff(scores) >= 0).all()


@given(CHANGES)
def test_a_picture_is_flagged_in_a_catalogue_where_a_photo_is(change: tuple[float, float]) -> None:
    found = np.array([change])
    (score,), (lifted,) = DETECTOR.suspicion(found), DETECTOR.lifted(found)
    assert (score >= DETECTOR.threshold) == (lifted >= 0.5)


def told(folder: Path, encoder_id: str) -> Any:
    return SimpleNamespace(folder=folder, id=encoder_id, name="some")


def test_an_encoder_reads_its_own_detector_alone(tmp_path: Path) -> None:
    assert load_detector(told(tmp_path, "some@1")) is None
    picture = {"scale": 3, "detail": -2, "bias": 1, "threshold": 0.8}
    written = {"schema": 1, "encoder_id": "other@1", "picture": picture}
    (tmp_path / "suspicion.json").write_text(json.dumps(written), "utf-8")
    assert load_detector(told(tmp_path, "some@1")) == DETECTOR
    assert load_detector(told(tmp_path, "some@2")) is None


@pytest.mark.parametrize("content", ["", "[]", '{"encoder_id": "some@1"}', '{"encoder_id": 3}'])
def test_a_damaged_detector_is_told_in_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "suspicion.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match="fetch the model again"):
        load_detector(told(tmp_path, "some@1"))
