"""Corruptions, stickers and screenshots as a person would judge them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from retrieval.errors import InputError, ModelError
from retrieval.robustness.corruptions import CORRUPTIONS, SIDE_PX, corrupted
from retrieval.robustness.picture_changes import jpeg, screenshot, sticker
from retrieval.robustness.picture_trials import (
    picture_trials,
    trained_corruptions,
    wrong_words,
)
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from samples import SAMPLES_DIR


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    with Image.open(SAMPLES_DIR / "photos" / "red-dress.jpg") as picture:
        return picture.convert("RGB").resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC)


def difference(a: Image.Image, b: Image.Image) -> float:
    pixels = [np.asarray(each, np.float32) for each in (a, b)]
    return float(np.abs(pixels[0] - pixels[1]).mean())


@pytest.mark.parametrize("kind", CORRUPTIONS)
def test_more_severity_changes_more_and_the_same_seed_the_same(
    photo: Image.Image, kind: str
) -> None:
    mild, severe = (corrupted(photo, kind, severity) for severity in (1, 5))
    assert mild.size == severe.size == photo.size
    # elastic: the first moves the whole, the fifth details; frost: thick ice takes light again
    if kind not in ("elastic transform", "frost"):
        assert difference(photo, severe) > difference(photo, mild) > 0.2
    assert difference(photo, severe) > 2
    assert np.array_equal(corrupted(photo, kind, 5), severe)


@given(
    st.sampled_from(sorted(CORRUPTIONS)),
    st.integers(1, 5),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.sampled_from([0, 128, 255]),
)
@settings(max_examples=15, deadline=None)
def test_a_picture_of_any_shape_and_of_one_colour_is_corrupted_too(
    kind: str, severity: int, size: tuple[int, int], grey: int
) -> None:
    size = (size[0] * 4 + 40, size[1] * 4 + 40)
    found = corrupted(Image.new("RGB", size, (grey,) * 3), kind, severity)
    assert min(found.size) == SIDE_PX and found.mode == "RGB"


def test_an_unknown_corruption_or_severity_is_refused(photo: Image.Image) -> None:
    with pytest.raises(InputError, match="fog"):
        corrupted(photo, "rain", 1)
    with pytest.raises(InputError, match="6"):
        corrupted(photo, "fog", 6)


def test_a_blank_sticker_covers_what_the_word_covers(photo: Image.Image) -> None:
    blank, worded = np.asarray(sticker(photo, "")), np.asarray(sticker(photo, "umbrella"))
    covered = (blank != np.asarray(photo)).any(2)
    written = (worded != blank).any(2)
    assert 0.05 < covered.mean() < 0.15
    assert 0 < written.sum() < covered.sum() and not (written & ~covered).any()
    long = np.asarray(sticker(photo, "an extraordinarily long name for a vegetable, in brine"))
    assert not ((long != blank).any(2) & ~covered).any()


def test_the_word_is_always_of_something_else(photos: Questions) -> None:
    for i, word in enumerate(wrong_words(photos, 0)):
        assert word in photos.shop.groups and word != photos.shop.groups[i]


def test_jpeg_and_screens_keep_a_picture_a_picture(photo: Image.Image) -> None:
    assert jpeg(photo, 20).size == photo.size
    assert 0 < difference(jpeg(photo, 50), photo) < difference(jpeg(photo, 5), photo)
    shown = screenshot(photo)
    assert shown.height > shown.width and shown.mode == "RGB"


def test_noise_that_hides_a_product_is_seen_in_its_recall(
    pocket_subject: Subject, photos: Questions
) -> None:
    trials = {t.adversary: t for t in picture_trials(pocket_subject, photos, BenchSettings())}
    assert len(trials) == 5 + 75
    mild = trials["JPEG quality 50"].run().ranks
    severe = trials["contrast 5"].run().ranks
    assert (mild == 1).sum() >= 4 and severe.sum() > mild.sum()
    assert trials["fog 1"].run().details["groups"] == [
        "fog",
        "15 corruptions, mean",
        "severity 1",
    ]


@pytest.mark.parametrize(
    ("recipe", "named"),
    [
        ('{"trained_corruptions": ["fog", "frost"]}', ("fog", "frost")),
        ('{"steps": 3}', ()),
        (None, ()),
    ],
)
def test_the_recipe_says_which_corruptions_were_trained_on(
    tmp_path: Path, recipe: str | None, named: tuple[str, ...]
) -> None:
    if recipe is not None:
        (tmp_path / "training.json").write_text(recipe, "utf-8")
    assert trained_corruptions(SimpleNamespace(folder=tmp_path)) == named


@pytest.mark.parametrize("recipe", ['{"trained_corruptions": ["rain"]}', "nonsense"])
def test_a_recipe_that_cannot_be_is_told(tmp_path: Path, recipe: str) -> None:
    (tmp_path / "training.json").write_text(recipe, "utf-8")
    with pytest.raises(ModelError, match=r"training\.json"):
        trained_corruptions(SimpleNamespace(folder=tmp_path))


def test_corruptions_trained_on_and_others_are_told_apart(
    torch_pocket: Any, photos: Questions, tmp_path: Path
) -> None:
    (tmp_path / "training.json").write_text('{"trained_corruptions": ["fog"]}', "utf-8")
    subject = Subject("pocket", SimpleNamespace(folder=tmp_path))
    trials = picture_trials(subject, photos, BenchSettings())
    groups = {trial.adversary: trial.run.args[-1].get("groups", []) for trial in trials}
    assert "corruptions trained on, mean" in groups["fog 3"]
    assert "corruptions not trained on, mean" in groups["frost 3"]
