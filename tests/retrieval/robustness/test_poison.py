"""Poisoned catalogues on the real pocket, and the defences against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from retrieval.robustness.balls import Ball
from retrieval.robustness.detection import roc
from retrieval.robustness.poison_trials import PLANS, poison_trials
from retrieval.robustness.poisoning import poison_pictures
from retrieval.robustness.questions import Questions, Shop
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from samples import SAMPLES_DIR
from tests.retrieval.robustness.conftest import KINDS


@given(
    st.lists(st.integers(-20, 20), min_size=1, max_size=30),
    st.lists(st.integers(-20, 20), min_size=1, max_size=30),
)
def test_a_threshold_keeps_its_promise_of_false_alarms(
    attacked: list[int], honest: list[int]
) -> None:
    found = roc(np.array(attacked, float), np.array(honest, float))
    assert (np.array(honest) >= found.threshold).mean() <= 0.05
    assert found.caught == pytest.approx((np.array(attacked) >= found.threshold).mean(), abs=1e-4)
    alarms = [a for a, _ in found.points]
    assert alarms == sorted(alarms) and found.points[-1] == (1.0, pytest.approx(1.0, abs=1.0))
    assert 0 <= found.auc <= 1


def pictures_of(kinds: Sequence[str], numbers: Sequence[str]) -> tuple[Path, ...]:
    return tuple(SAMPLES_DIR / "pictures" / f"{kind}-{n}-1.jpg" for n in numbers for kind in kinds)


def test_a_seller_with_pictures_alone_comes_first_where_nothing_of_his_belongs(
    pocket_subject: Subject, small_shop: Shop
) -> None:
    relevant = np.tile(np.eye(len(KINDS), dtype=bool), (2, 1))
    asked, rest = (
        Questions(small_shop, relevant, pictures=pictures_of(KINDS, numbers))
        for numbers in (("002", "003"), ("004", "005"))
    )
    settings = BenchSettings(n_steps=8, poison_level=32, n_sellers=1)
    trials = {t.adversary: t for t in poison_trials(pocket_subject, asked, rest, settings)}
    stuffed, hub = (trials[name].run() for name in ("stuffed text", "hub, no defence L∞ 32/255"))
    assert hub.details["first_share"] > max(0.2, stuffed.details["first_share"])
    # where the poison is first, what belongs there is not
    assert (hub.ranks > 1).mean() >= hub.details["first_share"] - 1e-3
    assert set(hub.details["scan"]) == {"auc", "threshold", "caught", "points"}


def test_a_mug_is_made_the_first_of_the_dresses_and_of_little_else(
    pocket_subject: Subject, small_shop: Shop
) -> None:
    tower, encoder = pocket_subject.tower, pocket_subject.encoder
    gallery = pocket_subject.gallery(small_shop)
    dresses = encoder.encode_images(pictures_of(["dress"], ["002", "003", "004"]))
    others = encoder.encode_images(pictures_of(KINDS[1:], ["002"]))
    clean = tower.pixels_of(pictures_of(["mug"], ["003"]))
    ball = Ball("linf", 32 / 255)
    made = poison_pictures(
        tower,
        clean,
        torch.from_numpy(dresses),
        torch.from_numpy((dresses @ gallery.T).max(1)),
        ball,
        n_steps=25,
        generator=torch.Generator().manual_seed(0),
    )
    assert float(ball.distance(made, clean)) <= ball.radius + 1e-6

    def won(queries: np.ndarray, pixels: torch.Tensor) -> float:
        found = queries @ tower.vectors_of(pixels).numpy()[0]
        return float((found > (queries @ gallery.T).max(1)).mean())

    assert won(dresses, clean) == 0
    assert won(dresses, made) > max(0.5, won(others, made))


def test_without_others_questions_nobody_can_poison(
    pocket_subject: Subject, photos: Questions
) -> None:
    none = replace(photos, relevant=photos.relevant[:0], pictures=())
    assert not list(poison_trials(pocket_subject, photos, none, BenchSettings()))
    assert len(set(PLANS.values())) == len(PLANS)
