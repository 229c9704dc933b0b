from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from retrieval.errors import InputError
from retrieval.robustness.balls import Ball
from retrieval.robustness.pixel_tower import PixelTower
from retrieval.robustness.pixel_trials import pixel_trials
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from retrieval.robustness.worst_case import Attacked, Effort, black_box, transferred, white_box

QUICK = Effort(n_steps=8, n_targets=1, n_asks=30)


def test_plain_pixels_give_the_encoders_own_vectors(torch_pocket: Any, photos: Questions) -> None:
    tower = PixelTower(torch_pocket)
    pixels = tower.pixels_of(photos.decoded())
    assert pixels.shape == (6, 3, 96, 96)
    assert pixels.min() >= 0 and pixels.max() <= 1
    own = torch_pocket.encode_images(photos.decoded())
    assert np.abs(tower.vectors_of(pixels).numpy() - own).max() < 1e-4


def test_a_gradient_passes_the_resize_of_a_larger_picture(torch_pocket: Any) -> None:
    large = torch.rand((1, 3, 130, 110), requires_grad=True)
    PixelTower(torch_pocket)(large)[0, 0].backward()
    assert large.grad is not None and large.grad.abs().sum() > 0


def test_a_compiled_encoder_is_refused_in_one_sentence(pocket: Any) -> None:
    assert pocket.backend == "onnx"
    with pytest.raises(InputError, match="torch backend"):
        PixelTower(pocket)


def test_pocket_is_fooled_within_the_radius(pocket_subject: Subject, photos: Questions) -> None:
    asked = pocket_subject.ranked(photos)
    clean = asked.ranks()
    assert (clean == 1).mean() >= 0.8
    ball = Ball("linf", 8 / 255)
    found = white_box(asked, ball, QUICK)
    assert (found.ranks == 1).mean() <= (clean == 1).mean() - 0.5
    assert (ball.distance(found.pixels, asked.pixels) <= ball.radius + 1e-6).all()
    assert (asked.ranks(found.pixels) == found.ranks).all()
    kept = [(ranks == 1).mean() for ranks in found.after.values()]
    assert next(iter(found.after)) == "apgd-ce" and kept == sorted(kept, reverse=True)


def test_a_larger_radius_goes_on_from_a_smaller_and_finds_the_same_anew(
    pocket_subject: Subject, photos: Questions
) -> None:
    asked = pocket_subject.ranked(photos)
    small, large = Ball("linf", 1 / 255), Ball("linf", 8 / 255)
    first = white_box(asked, small, QUICK)
    found = white_box(asked, large, QUICK, first)
    assert (found.ranks >= first.ranks).all()
    assert (large.distance(found.pixels, asked.pixels) <= large.radius + 1e-6).all()
    n_lost = int(((first.ranks > 1) & (asked.ranks() == 1)).sum())
    assert found.n_tried_anew == n_lost and found.n_regained == 0


def test_an_attack_that_cannot_repeat_a_smaller_radius_tells_so(
    pocket_subject: Subject, photos: Questions
) -> None:
    """As if a smaller radius had lost every picture, and this one were far too small to."""
    asked = pocket_subject.ranked(photos)
    lost = Attacked(np.full(6, 6), asked.pixels)
    found = white_box(asked, Ball("linf", 1e-4 / 255), QUICK, lost)
    n_clean = int((asked.ranks() == 1).sum())
    assert found.n_tried_anew == found.n_regained == n_clean > 0
    assert (found.ranks == 6).all()


def test_another_encoders_pictures_count_in_the_worst_case(
    pocket_subject: Subject, photos: Questions
) -> None:
    """An encoder attacked through itself transfers whole: its own white box is the worst case."""
    settings = BenchSettings(n_steps=4, n_targets=1, linf_levels=(8.0,), l2_radii=())
    twin = Subject("twin", pocket_subject.encoder)
    trials = {
        trial.adversary: trial for trial in pixel_trials(pocket_subject, photos, settings, [twin])
    }
    shown = [trials[f"{name} L∞ 8/255"].run() for name in ("white box", "transfer from twin")]
    assert (shown[0].ranks == shown[1].ranks).all()
    assert (
        shown[0].details["ball"]
        == shown[1].details["ball"]
        == {
            "norm": "linf",
            "radius": 8 / 255,
        }
    )


def test_asking_alone_fools_no_more_than_gradients(
    pocket_subject: Subject, photos: Questions
) -> None:
    asked, ball = pocket_subject.ranked(photos), Ball("linf", 4 / 255)
    asking, knowing = black_box(asked, ball, QUICK), white_box(asked, ball, QUICK)
    assert (asking.ranks == 1).sum() >= (knowing.ranks == 1).sum()
    assert (asking.ranks >= asked.ranks()).all()


def test_an_encoder_that_sees_in_half_the_size_is_a_surrogate(
    pocket_subject: Subject, photos: Questions
) -> None:
    """The surrogate's pictures are made in the target's pixels, through a resize of its own."""
    asked = pocket_subject.ranked(photos)

    def coarse(pixels: torch.Tensor) -> torch.Tensor:
        half = torch.nn.functional.interpolate(pixels, (48, 48), mode="bilinear", antialias=True)
        return asked.tower(half)

    surrogate = replace(asked, tower=coarse)
    ball = Ball("linf", 8 / 255)
    found = transferred(asked, surrogate, ball, QUICK)
    assert (ball.distance(found.pixels, asked.pixels) <= ball.radius + 1e-6).all()
    assert (found.ranks >= asked.ranks()).all()
    assert (found.ranks == 1).sum() >= (white_box(asked, ball, QUICK).ranks == 1).sum()
