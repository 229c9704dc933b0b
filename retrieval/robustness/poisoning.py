"""Products whose pictures are made to come first where they do not belong; not the defences.

The seller controls one or a few products: their pictures, within a small radius of innocent ones,
and what their words say. A product without words is its picture alone, which gives the seller the
most room where a shop believes it. Corpus poisoning as in Zhong et al. 2023 (arXiv:2310.19156), and
hubs as in Zhang et al., Adversarial hubness in multi-modal retrieval, 2024 (arXiv:2412.14113).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.robustness.balls import Ball
from retrieval.robustness.suspicion import log_odds, squeezed
from retrieval.trust.hubs import N_NEAREST, WEIGHT
from retrieval.trust.query import Detector
from retrieval.trust.scan import DISAGREES_LIMIT, HUB_LIMIT, Usual
from retrieval.trust.shop import Shop

if TYPE_CHECKING:
    import torch

    from retrieval.robustness.pixel_tower import PixelTower

MARGIN_SHARPNESS = 40.0  # of cosines; a query counts fully when it is won by about 0.1
COLLUDING_SHARPNESS = 40.0
# Of a standard score, or of a detector's log-odds, above what is flagged; and how far below it the
# seller wants to stay, since the shop rounds and sees pictures after its own resize.
OVER_WEIGHT = 0.5
SAFE_SCORE = 0.1

Judge = Callable[["torch.Tensor", "torch.Tensor | None"], float]
"""The pictures' vectors (p, d), and their detector's log-odds (p,), to the share of queries won."""


@dataclass(frozen=True)
class Defence:
    """All that the seller knows of the shop's defences, with gradients.

    near: usual nearness to the bank where the seller's products belong, of all and of the category
    if they claim one. detector: of pictures against their blurred selves, when the shop looks.
    is_doubted: whatever the pixels are, since nothing tells what the picture should be.
    """

    shop: Shop
    near: tuple[Usual, ...]
    detector: Detector | None
    is_doubted: bool

    def score(
        self, queries: torch.Tensor, looks: torch.Tensor, fused: torch.Tensor
    ) -> torch.Tensor:
        """(q, p) what the shop ranks unflagged products by, or doubted ones."""
        import torch

        shown = looks * self.shop.worth("picture") if self.is_doubted else fused
        scores = queries @ shown.T
        if not self.shop.evens or self.shop.near is None:
            return scores
        return scores - WEIGHT * torch.relu(self.nearness(fused) - self.shop.near.centre)

    def nearness(self, fused: torch.Tensor) -> torch.Tensor:
        """(p,) `hubs.nearness`, with gradients."""
        import torch

        bank = torch.from_numpy(self.shop.bank.vectors).to(fused)
        return (fused @ bank.T).topk(min(N_NEAREST, len(bank)), 1).values.mean(1)

    def over(
        self,
        looks: torch.Tensor,
        fused: torch.Tensor,
        texts: torch.Tensor,
        odds: torch.Tensor | None,
    ) -> torch.Tensor:
        """(p,) how far beyond what goes unflagged, 0 where nothing is."""
        import math

        import torch

        if self.is_doubted:
            return torch.zeros(len(looks))
        over = torch.zeros(len(looks), device=looks.device)
        for usual in self.near:
            scores = (self.nearness(fused) - usual.centre) / usual.spread
            over = over + torch.relu(scores - HUB_LIMIT + SAFE_SCORE)
        if self.shop.agreement is not None:
            usual = self.shop.agreement
            against = (usual.centre - (looks * texts).sum(1)) / usual.spread
            over = over + torch.relu(against - DISAGREES_LIMIT + SAFE_SCORE)
        if odds is not None and self.detector is not None:
            limit = math.log(self.detector.threshold / (1 - self.detector.threshold))
            over = over + torch.relu(odds - limit + SAFE_SCORE)
        return over


def poison_pictures(
    tower: PixelTower,
    innocent: torch.Tensor,
    queries: torch.Tensor,
    to_beat: torch.Tensor,
    ball: Ball,
    *,
    n_steps: int,
    generator: torch.Generator,
    texts: torch.Tensor | None = None,
    text_weight: float = 1.0,
    defence: Defence | None = None,
    judge: Judge | None = None,
) -> torch.Tensor:
    """Pictures (p, 3, h, w) near the innocent ones that together are first for most queries.

    queries: (q, d) unit vectors that the seller expects. to_beat: (q,) score of the best honest
    product for each, as the shop ranks. texts: (p, d) unit vectors of the products' words, zero
    for none. judge: share of the queries that pictures win in the real shop, scan and all; the step
    that it likes best is kept, else the one with the most queries softly won. Projected gradient
    with momentum.
    """
    import torch
    import torch.nn.functional as F

    words = torch.zeros((len(innocent), queries.shape[1])) if texts is None else texts
    words = words.to(queries)
    looks_at_blur = defence is not None and defence.detector is not None and not defence.is_doubted
    pixels = ball.random_start(innocent, generator)
    best, best_won = pixels, -1.0
    velocity = torch.zeros_like(pixels)
    for i in range(n_steps):
        pixels = pixels.detach().requires_grad_()
        with torch.enable_grad():
            looks = tower(pixels)
            fused = F.normalize(text_weight * words + looks, dim=-1)
            scores = queries @ fused.T
            over, odds = torch.zeros(()), None
            if defence is not None:
                scores = defence.score(queries, looks, fused)
                if looks_at_blur and defence.detector is not None:
                    soft = squeezed(pixels)
                    detail = tower.detail_of(pixels - soft)
                    odds = log_odds(defence.detector, looks, tower(soft), detail)
                over = defence.over(looks, fused, words, odds).mean()
            # the best of those that collude, softly, so that each finds queries of its own
            joint = torch.logsumexp(COLLUDING_SHARPNESS * scores, 1) / COLLUDING_SHARPNESS
            won = torch.sigmoid(MARGIN_SHARPNESS * (joint - to_beat)).mean()
            # where nothing is nearly won the count is flat: nearness gives it a slope
            gain = won + 0.1 * (joint - to_beat).mean() - OVER_WEIGHT * over
            (gradient,) = torch.autograd.grad(gain, pixels)
        soft_won = float((won - 10 * over).detach())
        real = soft_won if judge is None else judge(looks.detach(), odds) + 1e-3 * soft_won
        if real > best_won:
            best, best_won = pixels.detach(), real
        velocity = 0.9 * velocity + gradient / (
            gradient.abs().mean((1, 2, 3), keepdim=True) + 1e-12
        )
        step = 2 * ball.radius * (1 - i / n_steps) / 10
        pixels = ball.project(pixels.detach() + step * ball.direction(velocity), innocent)
    return best
