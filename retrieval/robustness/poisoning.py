"""Products whose pictures are made to come first where they do not belong; not the defences.

The seller controls one or a few products: their pictures, within a small radius of innocent ones,
and whether they have a text. A product without text is its picture alone, which gives the seller
the most room. Corpus poisoning as in Zhong et al. 2023 (arXiv:2310.19156), and hubs as in Zhang et
al., Adversarial hubness in multi-modal retrieval, 2024 (arXiv:2412.14113).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.robustness.balls import Ball

if TYPE_CHECKING:
    import torch

    from retrieval.robustness.pixel_tower import PixelTower

MARGIN_SHARPNESS = 40.0  # of cosines; a query counts fully when it is won by about 0.1
COLLUDING_SHARPNESS = 40.0


@dataclass(frozen=True)
class Defence:
    """What the seller knows of the shop's hub bias: its bank (b, d), sharpness and weight."""

    bank: torch.Tensor
    sharpness: float
    weight: float

    def bias(self, products: torch.Tensor) -> torch.Tensor:
        """`hubs.hub_bias` with gradients, weighted: (m,)."""
        import math

        import torch

        scaled = self.sharpness * products @ self.bank.T
        soft = torch.logsumexp(scaled, 1) - math.log(len(self.bank))
        return self.weight * soft / self.sharpness


def poison_pictures(
    tower: PixelTower,
    innocent: torch.Tensor,
    queries: torch.Tensor,
    to_beat: torch.Tensor,
    ball: Ball,
    *,
    n_steps: int,
    generator: torch.Generator,
    defence: Defence | None = None,
) -> torch.Tensor:
    """Pictures (p, 3, h, w) near the innocent ones that together are first for most queries.

    queries: (q, d) unit vectors that the seller expects. to_beat: (q,) score of the best honest
    product for each, the defence's bias already taken off. Projected gradient with momentum on the
    soft count of queries won by any of the p products; the best step is kept.
    """
    import torch

    pixels = ball.random_start(innocent, generator)
    best, best_won = pixels, torch.tensor(-1.0)
    velocity = torch.zeros_like(pixels)
    for i in range(n_steps):
        pixels = pixels.detach().requires_grad_()
        with torch.enable_grad():
            products = tower(pixels)
            scores = queries @ products.T
            if defence is not None:
                scores = scores - defence.bias(products)
            # the best of those that collude, softly, so that each finds queries of its own
            joint = torch.logsumexp(COLLUDING_SHARPNESS * scores, 1) / COLLUDING_SHARPNESS
            won = torch.sigmoid(MARGIN_SHARPNESS * (joint - to_beat)).mean()
            # where nothing is nearly won the count is flat: nearness gives it a slope
            (gradient,) = torch.autograd.grad(won + 0.1 * (joint - to_beat).mean(), pixels)
        if won > best_won:
            best, best_won = pixels.detach(), won.detach()
        velocity = 0.9 * velocity + gradient / (
            gradient.abs().mean((1, 2, 3), keepdim=True) + 1e-12
        )
        step = 2 * ball.radius * (1 - i / n_steps) / 10
        pixels = ball.project(pixels.detach() + step * ball.direction(velocity), innocent)
    return best
