from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch

from retrieval.robustness.balls import Ball
from retrieval.robustness.detector_trials import detector_trials
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from retrieval.robustness.suspicion import squeezed
from retrieval.robustness.together_trials import together_trials, typed_with
from retrieval.robustness.worst_case import Effort, white_box
from retrieval.trust.query import blurred

QUICK = BenchSettings(n_steps=6, n_targets=0, linf_levels=(4.0,))


def test_a_blur_keeps_plain_pictures_and_passes_gradients() -> None:
    plain = torch.full((1, 3, 9, 9), 0.25, requires_grad=True)
    blurred = squeezed(plain)
    assert torch.allclose(blurred, plain) and blurred.shape == plain.shape
    blurred.sum().backward()
    assert plain.grad is not None and (plain.grad > 0).all()


def test_what_is_attacked_is_the_blur_that_answers_use() -> None:
    pixels = torch.rand((2, 3, 12, 9), generator=torch.Generator().manual_seed(0))
    assert np.allclose(squeezed(pixels).numpy(), blurred(pixels.numpy()), atol=1e-6)


def test_who_knows_the_detector_is_caught_less(pocket_subject: Subject, photos: Questions) -> None:
    plain, knowing = (trial.run() for trial in detector_trials(pocket_subject, photos, QUICK))
    assert plain.details["roc"]["auc"] > 0.6
    assert knowing.details["roc"]["auc"] < plain.details["roc"]["auc"]
    assert (knowing.ranks > 1).any()


def test_a_photo_with_words_is_attacked_in_both(pocket_subject: Subject, photos: Questions) -> None:
    assert typed_with(photos) == list(photos.shop.groups)
    clean, attacked = (trial.run() for trial in together_trials(pocket_subject, photos, QUICK))
    assert (clean.ranks == 1).mean() >= 0.8
    assert (attacked.ranks > 1).sum() > (clean.ranks > 1).sum()
    assert len(attacked.details["examples"]) == 5


def test_words_beside_the_pictures_count_in_the_logits(
    torch_pocket: Any, pocket_subject: Subject, photos: Questions
) -> None:
    asked = pocket_subject.ranked(photos)
    helpful = torch.from_numpy(torch_pocket.encode_texts(list(photos.shop.texts)))
    helped = replace(asked, words=helpful)
    assert (helped.ranks() == 1).all()
    ball, effort = Ball("linf", 4 / 255), Effort(n_steps=6, n_targets=1)
    with_words, alone = white_box(helped, ball, effort), white_box(asked, ball, effort)
    assert (with_words.ranks == 1).sum() >= (alone.ranks == 1).sum()
    assert (helped.ranks(with_words.pixels) == with_words.ranks).all()
