"""Poisoned catalogues on the real pocket, and the defences against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from retrieval.robustness.balls import Ball
from retrieval.robustness.detection import roc
from retrieval.robustness.hubs import evened, hub_bias, hub_suspicion
from retrieval.robustness.poison_trials import PLANS, poison_trials
from retrieval.robustness.poisoning import poison_pictures
from retrieval.robustness.questions import Questions, Shop
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from retrieval.robustness.text_attacks import ranks_of_scores
from samples import SAMPLES_DIR
from tests.retrieval.robustness.conftest import KINDS


def unit(vectors: np.ndarray) -> np.ndarray:
    found: np.ndarray = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return found.astype(np.float32)


@dataclass(frozen=True)
class Crowd:
    """40 products in four groups and 400 queries, each near its own but all leaning one way."""

    products: np.ndarray
    queries: np.ndarray
    own: np.ndarray

    def with_hub(self, of: np.ndarray) -> np.ndarray:
        """The products and one more, in the middle of some queries."""
        return np.vstack([self.products, unit(of.mean(0))])

    @property
    def groups(self) -> list[str]:
        """Of the products and the hub, which claims to be of the first."""
        return [f"group {i % 4}" for i in range(41)]


@pytest.fixture
def crowd() -> Crowd:
    rng = np.random.default_rng(0)
    lean = unit(rng.normal(size=32))
    products = unit(rng.normal(size=(40, 32)))
    own = rng.integers(40, size=400)
    queries = unit(products[own] + 0.15 * rng.normal(size=(400, 32)) + 0.8 * lean)
    return Crowd(products, queries, own)


def test_a_hub_is_pushed_back_and_honest_products_win(crowd: Crowd) -> None:
    bank, asked = crowd.queries[:200], crowd.queries[200:]
    products = crowd.with_hub(crowd.queries)
    relevant = np.eye(41, dtype=bool)[crowd.own[200:]]
    plain = asked @ products.T
    defended = evened(plain, hub_bias(products, bank))
    before, after = ((scores.argmax(1) == 40).mean() for scores in (plain, defended))
    assert before > 0.15 and after < before / 3
    had, has = ((ranks_of_scores(s, relevant) == 1).mean() for s in (plain, defended))
    assert has > had + 0.1


def test_the_scan_suspects_a_hub_of_all_and_a_hub_of_its_group(crowd: Crowd) -> None:
    of_first = crowd.queries[crowd.own % 4 == 0]
    narrow = of_first - 0.3 * crowd.queries.mean(0)
    for products in (crowd.with_hub(crowd.queries), crowd.with_hub(narrow)):
        suspicion = hub_suspicion(products, crowd.queries, crowd.groups)
        assert suspicion.argmax() == 40 and suspicion[40] > 2 * suspicion[:40].max()


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
    stuffed, hub = (trials[name].run() for name in ("stuffed text", "hub L∞ 32/255"))
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
