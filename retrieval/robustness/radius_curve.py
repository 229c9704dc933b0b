"""What is left of recall as an L-infinity radius grows, by the white-box attacks; not the attacks.

A picture that a smaller radius loses is lost to a larger one, and need not be attacked again. The
same holds for pictures that another encoder's attack made (`starts`), when they lose here as well.
Gradients may be taken in bfloat16: what they find is then judged in float32, and whatever was lost
by rounding alone is attacked once more in float32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.balls import Ball
from retrieval.robustness.intervals import recall_at, recall_interval
from retrieval.robustness.ledger import KS
from retrieval.robustness.pixel_tower import PixelTower
from retrieval.robustness.questions import Questions
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.subject import Subject
from retrieval.robustness.worst_case import GOALS, Effort, white_box
from retrieval.training.robust.towers import has_fast_bfloat16

if TYPE_CHECKING:
    import torch

Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Curve:
    """level (255ths) -> (n,) ranks at worst, and the pictures (n, 3, h, w) that had them."""

    ranks: dict[float, Ranks] = field(default_factory=dict)
    pixels: dict[float, torch.Tensor] = field(default_factory=dict)


def linf_curve(
    asked: RankedPictures,
    levels: Sequence[float],
    effort: Effort,
    *,
    fast: RankedPictures | None = None,
    starts: Mapping[float, torch.Tensor] | None = None,
) -> Curve:
    """The worst of all attacks at each level, ascending.

    fast: the same questions with cheaper, rougher passes, for the attacks' gradients. starts: level
    -> pictures within that radius to begin with.
    """
    curve = Curve()
    ranks, pixels = asked.ranks(), asked.pixels
    everyone = np.arange(len(ranks))
    for level in sorted(levels):
        ball = Ball("linf", level / 255)
        if starts is not None and level in starts:
            tried = starts[level]
            ranks, pixels = _worse(ranks, pixels, everyone, asked.ranks(tried), tried)
        left = everyone[ranks <= max(GOALS)]
        if fast is not None and len(left):
            found = white_box(_part(fast, left), ball, effort)
            true = _part(asked, left).ranks(found.pixels)
            ranks, pixels = _worse(ranks, pixels, left, true, found.pixels)
            left = left[_goals_lost(found.ranks) > _goals_lost(ranks[left])]
        if len(left):
            found = white_box(_part(asked, left), ball, effort)
            ranks, pixels = _worse(ranks, pixels, left, found.ranks, found.pixels)
        curve.ranks[level], curve.pixels[level] = ranks.copy(), pixels.clone()
    return curve


def curve_of(
    subject: Subject,
    questions: Questions,
    levels: Sequence[float],
    effort: Effort,
    starts: Mapping[float, torch.Tensor] | None = None,
) -> Curve:
    """The curve of an encoder, gradients in bfloat16 where the processor is fast in it."""
    asked = subject.ranked(questions)
    fast = None
    if has_fast_bfloat16(subject.encoder.device):
        fast = replace(asked, tower=PixelTower(subject.encoder, bfloat16=True))
    return linf_curve(asked, levels, effort, fast=fast, starts=starts)


def figures(ranks: Ranks) -> dict[str, Any]:
    """n, recall@1, recall@5 and their 95 % intervals."""
    told: dict[str, Any] = {"n": len(ranks)}
    for k in KS if len(ranks) else ():
        told[f"recall@{k}"] = round(recall_at(ranks, k), 4)
        told[f"interval@{k}"] = [round(end, 4) for end in recall_interval(ranks, k)]
    return told


def _goals_lost(ranks: Ranks) -> Ranks:
    """(n,) how many of the adversary's goals a rank meets."""
    return np.asarray(sum((ranks > k).astype(np.int64) for k in GOALS))


def _part(asked: RankedPictures, rows: NDArray[np.int64]) -> RankedPictures:
    import torch

    return asked.part(torch.from_numpy(rows).to(asked.pixels.device))


def _worse(
    ranks: Ranks,
    pixels: torch.Tensor,
    rows: NDArray[np.int64],
    other_ranks: Ranks,
    others: torch.Tensor,
) -> tuple[Ranks, torch.Tensor]:
    """Ranks and pictures, those of some rows replaced by others where these rank worse."""
    import torch

    is_worse = other_ranks > ranks[rows]
    ranks, pixels = ranks.copy(), pixels.clone()
    ranks[rows[is_worse]] = other_ranks[is_worse]
    chosen = torch.from_numpy(rows[is_worse]).to(pixels.device)
    pixels[chosen] = others[torch.from_numpy(is_worse).to(pixels.device)]
    return ranks, pixels
