"""Attacked pictures stay within their radius and are worse for the encoder than noise."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.training.robust.losses import anchor_loss
from retrieval.training.robust.picture_attack import attack_pixels, drawn_radii
from retrieval.training.robust.towers import Towers
from samples import render


@pytest.fixture(scope="module")
def pictures() -> torch.Tensor:
    """Six drawn products as pocket sees them."""
    import numpy as np

    drawn = [np.asarray(render.render(p, 5, 96)) for p in render.products()[:600:100]]
    return torch.from_numpy(np.stack(drawn)).permute(0, 3, 1, 2).float() / 255


@given(
    n_steps=st.integers(1, 5),
    share=st.floats(0.1, 4),
    radius=st.floats(0, 0.3),
    seed=st.integers(0, 1000),
)
@settings(max_examples=40, deadline=None)
def test_no_pixel_leaves_its_radius_or_the_picture(
    n_steps: int, share: float, radius: float, seed: int
) -> None:
    generator = torch.Generator().manual_seed(seed)
    pixels = torch.rand(3, 3, 4, 4, generator=generator)
    radii = torch.tensor([0.0, radius / 2, radius]).view(3, 1, 1, 1)
    weights = torch.randn(3, 3, 4, 4, generator=generator)
    attacked = attack_pixels(
        lambda x: (weights * x**2).sum(), pixels, radii, n_steps, share, generator
    )
    assert bool(((attacked - pixels).abs() <= radii + 1e-6).all())
    assert bool(((attacked >= 0) & (attacked <= 1)).all())
    assert torch.equal(attacked[0], pixels[0])


def test_a_linear_loss_is_driven_to_the_corner_of_the_ball() -> None:
    pixels = torch.full((2, 3, 5, 5), 0.5)
    radii = torch.full((2, 1, 1, 1), 0.1)
    weights = torch.randn(2, 3, 5, 5, generator=torch.Generator().manual_seed(1))
    attacked = attack_pixels(
        lambda x: (weights * x).sum(), pixels, radii, 4, 2.0, torch.Generator().manual_seed(2)
    )
    assert torch.allclose(attacked, 0.5 + 0.1 * weights.sign())


def test_the_attack_moves_pocket_far_more_than_noise_of_the_same_size(
    pocket_towers: Towers, pictures: torch.Tensor
) -> None:
    anchors = pocket_towers.encode_pixels(pictures)
    radii = torch.full((len(pictures), 1, 1, 1), 2 / 255)
    attacked = attack_pixels(
        lambda x: anchor_loss(pocket_towers.encode_pixels(x), anchors).sum(),
        pictures,
        radii,
        3,
        1.25,
        torch.Generator().manual_seed(0),
    )
    noisy = (pictures + radii * torch.randn(pictures.shape).sign()).clamp(0, 1)
    moved = anchor_loss(pocket_towers.encode_pixels(attacked), anchors).mean()
    shaken = anchor_loss(pocket_towers.encode_pixels(noisy), anchors).mean()
    assert float(moved) > 3 * float(shaken)


def test_about_the_asked_share_of_pictures_stays_clean() -> None:
    radii = drawn_radii(4000, 4 / 255, 0.2, torch.Generator().manual_seed(0)).view(-1)
    assert 0.17 < float((radii == 0).float().mean()) < 0.23
    assert float(radii.max()) <= 4 / 255
    assert float(radii[radii > 0].min()) >= 1 / 255 - 1e-6
