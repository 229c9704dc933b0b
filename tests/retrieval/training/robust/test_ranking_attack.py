"""The judge fools what can be fooled, never what cannot, and pocket at a radius nobody sees."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from retrieval.training.robust.measure import wilson_interval
from retrieval.training.robust.ranking_attack import fooled_by_edits, fooled_by_pixels, margins
from retrieval.training.robust.towers import Towers
from samples import render

N = 8


@pytest.fixture(scope="module")
def shop(pocket_towers: Towers) -> tuple[torch.Tensor, torch.Tensor, list[str]]:
    """Pictures (N, 3, 96, 96), text vectors (N, d) and titles of N sample products."""
    products = render.products()[:600:75][:N]
    drawn = [np.asarray(render.render(p, 9, 96)) for p in products]
    pixels = torch.from_numpy(np.stack(drawn)).permute(0, 3, 1, 2).float() / 255
    titles = [p.title for p in products]
    return pixels, pocket_towers.encode_texts(titles), titles


def test_a_margin_is_the_lead_over_the_best_wrong_product() -> None:
    cosines = torch.tensor([[0.9, 0.5, 0.1], [0.2, 0.2, 0.1], [0.0, 0.3, 0.7]])
    found = margins(cosines, torch.tensor([0, 1, 1]))
    assert found.tolist() == pytest.approx([0.4, 0.0, -0.4])


def test_pocket_is_fooled_at_four_levels_of_255_and_not_by_none(
    pocket_towers: Towers, shop: tuple[torch.Tensor, torch.Tensor, list[str]]
) -> None:
    pixels, gallery, _ = shop
    right = torch.arange(N)
    shares = [
        float(
            fooled_by_pixels(pocket_towers, pixels, gallery, right, level / 255, 5).float().mean()
        )
        for level in (0, 4)
    ]
    assert shares == sorted(shares)
    assert shares[0] <= 0.25
    assert shares[-1] >= 0.75


def test_a_gallery_of_one_product_cannot_be_lost(
    pocket_towers: Towers, shop: tuple[torch.Tensor, torch.Tensor, list[str]]
) -> None:
    pixels, gallery, titles = shop
    right = torch.zeros(2, dtype=torch.long)
    assert not fooled_by_pixels(pocket_towers, pixels[:2], gallery[:1], right, 8 / 255, 3).any()
    rng = random.Random(0)
    assert not fooled_by_edits(pocket_towers, titles[:2], gallery[:1], right, 2, 3, 0.5, rng).any()


def test_more_edits_and_more_candidates_fool_more(
    pocket_towers: Towers, shop: tuple[torch.Tensor, torch.Tensor, list[str]]
) -> None:
    _, gallery, titles = shop

    def fooled(n_edits: int, n_candidates: int) -> int:
        rng = random.Random(1)
        found = fooled_by_edits(
            pocket_towers, titles, gallery, torch.arange(N), n_edits, n_candidates, 0.2, rng
        )
        return int(found.sum())

    assert fooled(0, 1) == 0
    assert fooled(1, 1) <= fooled(2, 24)
    assert fooled(2, 24) > fooled(0, 1)


def test_an_interval_holds_the_share_and_stays_a_share() -> None:
    for kept, n in ((0, 10), (10, 10), (37, 100)):
        low, high = wilson_interval(kept, n)
        assert 0 <= low <= kept / n <= high <= 1
    low, high = wilson_interval(50, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)  # Brown, Cai & DasGupta 2001
