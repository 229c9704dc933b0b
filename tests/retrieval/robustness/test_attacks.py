"""Attacks on a linear ranking, where the smallest radius that wins is known exactly."""

from __future__ import annotations

import pytest
import torch

from retrieval.robustness.apgd import Outcome, apgd
from retrieval.robustness.balls import Ball, Norm
from retrieval.robustness.rank_losses import RankLoss, cross_entropy, dlr, rank_of_best
from retrieval.robustness.square import square_attack

N, SIDE = 6, 8


class Linear:
    """Two products and a third far off, pixels far from 0 and 1, so the dual norm tells all."""

    def __init__(self) -> None:
        generator = torch.Generator().manual_seed(3)
        self.clean = 0.5 + 0.05 * torch.randn((N, 3, SIDE, SIDE), generator=generator)
        self.weights = torch.randn((2, 3 * SIDE * SIDE), generator=generator)
        first = self.logits(self.clean).argmax(1)
        self.relevant = torch.nn.functional.one_hot(first, 3).bool()
        self.difference = self.weights[0] - self.weights[1]

    def logits(self, pixels: torch.Tensor, rows: torch.Tensor | None = None) -> torch.Tensor:
        near = pixels.flatten(1) @ self.weights.T
        return torch.cat([near, torch.full((len(pixels), 1), -100.0)], dim=1)

    def radius(self, norm: Norm) -> torch.Tensor:
        """(N,) the smallest radius at which the other product can be made to win."""
        gap = (self.clean.flatten(1) @ self.difference).abs()
        return gap / self.difference.norm(p=1 if norm == "linf" else 2)


@pytest.fixture
def linear() -> Linear:
    return Linear()


def attack(linear: Linear, ball: Ball, loss: RankLoss) -> Outcome:
    generator = torch.Generator().manual_seed(0)
    return apgd(
        linear.logits,
        linear.clean,
        linear.relevant,
        ball,
        loss,
        k=1,
        n_steps=30,
        generator=generator,
    )


@pytest.mark.parametrize("norm", ["linf", "l2"])
@pytest.mark.parametrize("loss", [cross_entropy, dlr(1)])
def test_apgd_wins_just_where_winning_is_possible(
    linear: Linear, norm: Norm, loss: RankLoss
) -> None:
    for radius in linear.radius(norm).tolist():
        for share in (0.98, 1.03):
            ball = Ball(norm, radius * share)
            found = attack(linear, ball, loss)
            possible = linear.radius(norm) < ball.radius
            assert (found.ranks > 1).tolist() == possible.tolist()
            assert (ball.distance(found.pixels, linear.clean) <= ball.radius * 1.001).all()


def test_what_an_attack_claims_is_true_of_its_pictures(linear: Linear) -> None:
    ball = Ball("linf", float(linear.radius("linf").median()))
    found = attack(linear, ball, cross_entropy)
    assert torch.equal(rank_of_best(linear.logits(found.pixels), linear.relevant), found.ranks)


@pytest.mark.parametrize("norm", ["linf", "l2"])
def test_square_wins_with_room_to_spare_and_never_where_nobody_can(
    linear: Linear, norm: Norm
) -> None:
    def ask(pixels: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        assert not torch.is_grad_enabled()
        return linear.logits(pixels)

    def lost(radius: float) -> torch.Tensor:
        found = square_attack(
            ask,
            linear.clean,
            linear.relevant,
            Ball(norm, radius),
            k=1,
            n_asks=400,
            generator=torch.Generator().manual_seed(0),
        )
        assert (Ball(norm, radius).distance(found.pixels, linear.clean) <= radius * 1.001).all()
        truly = rank_of_best(linear.logits(found.pixels), linear.relevant)
        assert torch.equal(truly, found.ranks)
        return found.ranks > 1

    smallest = linear.radius(norm)
    assert not lost(float(smallest.min()) * 0.98).any()
    assert lost(float(smallest.max()) * (3 if norm == "linf" else 8)).all()


def test_a_loss_without_a_gradient_is_no_excuse_to_fail(linear: Linear) -> None:
    """A rounded encoder has no gradient: APGD then only tries, and Square still wins."""

    def stairs(pixels: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        values = linear.logits(pixels) * 20
        return values.round().detach() + 0 * values

    ball = Ball("linf", float(linear.radius("linf").max()) * 3)
    white = apgd(
        stairs,
        linear.clean,
        linear.relevant,
        ball,
        dlr(1),
        k=1,
        n_steps=20,
        generator=torch.Generator().manual_seed(1),
    )
    black = square_attack(
        stairs,
        linear.clean,
        linear.relevant,
        ball,
        k=1,
        n_asks=300,
        generator=torch.Generator().manual_seed(1),
    )
    assert (black.ranks > 1).sum() > (white.ranks > 1).sum()
