"""A curve over radii is the worst of every attack, goes on from what others found, and resumes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from retrieval.robustness.questions import Questions
from retrieval.robustness.radius_curve import curve_of, linf_curve
from retrieval.robustness.subject import Subject
from retrieval.robustness.worst_case import Effort

EFFORT = Effort(n_steps=4, n_targets=0)


def test_more_radius_is_never_weaker_and_what_is_claimed_holds_in_float32(
    pocket_subject: Subject, photos: Questions
) -> None:
    curve = curve_of(pocket_subject, photos, (4.0, 1.0), EFFORT)
    asked = pocket_subject.ranked(photos)
    assert list(curve.ranks) == [1.0, 4.0]
    assert (asked.ranks() <= curve.ranks[1.0]).all()
    assert (curve.ranks[1.0] <= curve.ranks[4.0]).all()
    assert (curve.ranks[4.0] > 1).any()
    for level, pixels in curve.pixels.items():
        assert float((pixels - asked.pixels).abs().max()) <= level / 255 + 1e-6
        np.testing.assert_array_equal(asked.ranks(pixels), curve.ranks[level])


def test_pictures_that_already_fool_are_not_attacked_again(
    pocket_subject: Subject, photos: Questions
) -> None:
    asked = pocket_subject.ranked(photos)
    # Of six products the right one must be last: that takes a large radius.
    found = linf_curve(asked, (32.0,), Effort(n_steps=30, n_targets=0))
    lost = found.ranks[32.0] > 5
    assert lost.any()
    passes = 0

    def counted(pixels: torch.Tensor) -> torch.Tensor:
        nonlocal passes
        passes += len(pixels) * torch.is_grad_enabled()
        return asked.tower(pixels)

    some = torch.from_numpy(np.flatnonzero(lost))
    again = linf_curve(
        replace(asked, tower=counted).part(some),
        (32.0,),
        EFFORT,
        starts={32.0: found.pixels[32.0][some]},
    )
    assert passes == 0
    np.testing.assert_array_equal(again.ranks[32.0], found.ranks[32.0][lost])
