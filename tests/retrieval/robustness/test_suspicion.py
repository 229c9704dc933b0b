from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.robustness.balls import Ball
from retrieval.robustness.detector_trials import detector_trials
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from retrieval.robustness.suspicion import squeezed, text_suspicion
from retrieval.robustness.text_edits import homoglyphs
from retrieval.robustness.together_trials import together_trials, typed_with
from retrieval.robustness.worst_case import Effort, white_box

QUICK = BenchSettings(n_steps=6, n_targets=0, linf_levels=(4.0,))


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


def test_a_blur_keeps_plain_pictures_and_passes_gradients() -> None:
    plain = torch.full((1, 3, 9, 9), 0.25, requires_grad=True)
    blurred = squeezed(plain)
    assert torch.allclose(blurred, plain) and blurred.shape == plain.shape
    blurred.sum().backward()
    assert plain.grad is not None and (plain.grad > 0).all()


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
