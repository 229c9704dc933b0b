from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import InputError
from retrieval.robustness.balls import Ball, Norm, Patch

norms = st.sampled_from(["linf", "l2"])


@given(norms, st.floats(1e-3, 3), st.integers(0, 1000))
@settings(max_examples=50)
def test_whatever_is_projected_stays_near_and_is_a_picture(
    norm: Norm, radius: float, seed: int
) -> None:
    generator = torch.Generator().manual_seed(seed)
    clean = torch.rand((3, 3, 8, 8), generator=generator)
    far = clean + torch.randn(clean.shape, generator=generator)
    ball = Ball(norm, radius)
    for moved in (ball.project(far, clean), ball.random_start(clean, generator)):
        assert (ball.distance(moved, clean) <= radius * (1 + 1e-4) + 1e-6).all()
        assert moved.min() >= 0 and moved.max() <= 1


@given(norms)
def test_a_picture_inside_is_left_alone(norm: Norm) -> None:
    clean = torch.full((1, 3, 4, 4), 0.5)
    inside = clean + 0.001
    assert torch.allclose(Ball(norm, 0.1).project(inside, clean), inside)


def test_a_radius_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="above 0"):
        Ball("linf", 0.0)


def test_a_patch_leaves_the_rest_of_the_picture_alone() -> None:
    generator = torch.Generator().manual_seed(0)
    clean = torch.rand((2, 3, 16, 16), generator=generator)
    patch = Patch(0.25)
    found = patch.random_start(clean, generator)
    changed = (found != clean).any(1)
    assert changed[:, 12:, 12:].all() and changed.sum() == 2 * 16
    assert found.min() >= 0 and found.max() <= 1
    with pytest.raises(InputError, match="share"):
        Patch(1.5)
