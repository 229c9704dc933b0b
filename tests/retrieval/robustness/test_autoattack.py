"""AutoAttack's own code turned to ranking, where it is installed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from retrieval.errors import InputError
from retrieval.robustness.autoattack import Standard, autoattack
from retrieval.robustness.balls import Ball
from retrieval.robustness.questions import Questions
from retrieval.robustness.subject import Subject

QUICK = Standard(n_steps=3, n_targets=1, n_asks=3)


def test_its_pictures_fool_the_ranking_within_the_radius(
    pocket_subject: Subject, photos: Questions
) -> None:
    pytest.importorskip("pyautoattack")
    asked, ball = pocket_subject.ranked(photos), Ball("linf", 8 / 255)
    before = torch.get_rng_state()
    found = autoattack(asked, ball, QUICK)
    assert (ball.distance(found.pixels, asked.pixels) <= ball.radius * 1.001).all()
    assert (found.ranks == 1).sum() <= (asked.ranks() == 1).sum() - 3
    assert torch.equal(torch.get_rng_state(), before)


def test_pictures_with_several_right_products_are_refused(
    pocket_subject: Subject, photos: Questions
) -> None:
    asked = pocket_subject.ranked(photos)
    both = replace(asked, relevant=torch.ones_like(asked.relevant))
    with pytest.raises(InputError, match="one right product"):
        autoattack(both, Ball("linf", 1 / 255), QUICK)
