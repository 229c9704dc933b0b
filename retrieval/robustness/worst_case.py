"""Several attacks on the same pictures and the worst of them for each; not any attack's steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.apgd import Outcome, apgd
from retrieval.robustness.balls import Ball, Budget
from retrieval.robustness.rank_losses import RankLoss, cross_entropy, dlr, targeted_dlr
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.square import square_attack

if TYPE_CHECKING:
    import torch

B = TypeVar("B", bound=Budget)  # what an attack is allowed
GOALS = (1, 5)  # the k of recall@k that an adversary wants to bring down
BATCH = 50
N_TRIED_ANEW = 20  # of a batch's pictures that a smaller radius lost


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the attacks try. n_targets: products that the targeted loss aims at, one by one."""

    n_steps: int = 100
    n_restarts: int = 1
    n_targets: int = 3
    n_asks: int = 1000
    seed: int = 0


@dataclass(frozen=True)
class Attacked:
    """ranks: (n,) int64, the worst that any step of any attack found, the clean one included.

    pixels: (n, 3, h, w) there. after: attack to (n,) ranks once it and those before it were done.
    n_regained: of pictures that a smaller radius had lost, tried anew, those that held this time.
    """

    ranks: NDArray[np.int64]
    pixels: torch.Tensor
    after: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    n_tried_anew: int = 0
    n_regained: int = 0

    def part(self, rows: slice) -> Attacked:
        """Some of the pictures."""
        return Attacked(self.ranks[rows], self.pixels[rows])


def white_box(
    asked: RankedPictures,
    budget: Budget,
    effort: Effort,
    before: Attacked | None = None,
    goals: Sequence[int] = GOALS,
) -> Attacked:
    """APGD on cross-entropy and targeted DLR for k = 1, on DLR at k for each larger goal.

    Those of AutoAttack's standard version, whose authors put targeted DLR in the place of the
    untargeted; without targets that is run. Each gets what still stands; the rank of a query is the
    worst at any step of any. before: what another attack found that this budget allows as well, a
    smaller radius for instance. What it lost is lost; some of it is attacked anew to see that this
    attack finds the same by itself.
    """
    return _by_batch(_white_box, asked, budget, effort, before, goals)


def black_box(
    asked: RankedPictures,
    ball: Ball,
    effort: Effort,
    before: Attacked | None = None,
    goals: Sequence[int] = GOALS,
) -> Attacked:
    """Square for each goal, from the clean pictures on, never told what other attacks found.

    before: what they found; only the pictures that it left are asked about.
    """
    return _by_batch(_black_box, asked, ball, effort, before, goals)


def transferred(
    asked: RankedPictures, surrogate: RankedPictures, ball: Ball, effort: Effort
) -> Attacked:
    """What another encoder's white-box pictures do here: no look at this encoder at all.

    surrogate: the same queries and products as the other encoder sees them, from the same pixels.
    """
    made = white_box(surrogate, ball, effort)
    ranks = asked.worse_ranks(made.pixels)
    return Attacked(ranks, made.pixels, {"transfer": ranks})


def _white_box(
    asked: RankedPictures,
    budget: Budget,
    effort: Effort,
    seed: int,
    before: Attacked | None,
    goals: Sequence[int],
) -> Attacked:
    import torch

    clean, relevant = asked.pixels, asked.relevant
    clean_ranks = torch.from_numpy(asked.ranks()).to(clean.device)
    worst, after = _so_far(clean, clean_ranks, before), {}
    generator = torch.Generator().manual_seed(seed)

    def attacked(loss: RankLoss, k: int, rows: torch.Tensor) -> Outcome:
        return apgd(
            asked.part(rows).logits,
            clean[rows],
            relevant[rows],
            budget,
            loss,
            k=k,
            n_steps=effort.n_steps,
            generator=generator,
        )

    def go(name: str, loss: RankLoss, k: int, left: torch.Tensor) -> None:
        nonlocal worst
        if len(left):
            worst = worst.worse_of(_spread(attacked(loss, k, left), worst, left))
        after[name] = worst.ranks.cpu().numpy().copy()

    def standing(k: int) -> torch.Tensor:
        return (worst.ranks <= k).nonzero().squeeze(1)

    lost = ((worst.ranks > 1) & (clean_ranks <= 1)).nonzero().squeeze(1)[:N_TRIED_ANEW]
    anew = lost
    for loss in (cross_entropy, dlr(1)):
        if len(anew):
            anew = anew[attacked(loss, 1, anew).ranks <= 1]
    for _ in range(effort.n_restarts):
        go("apgd-ce", cross_entropy, 1, standing(1))
        if not effort.n_targets:
            go("apgd-dlr@1", dlr(1), 1, standing(1))
        for nth in range(min(effort.n_targets, relevant.shape[1] - 1)):
            left = standing(1)
            if not len(left):
                break
            with torch.no_grad():
                wrong = asked.logits(clean[left], left).masked_fill(relevant[left], -float("inf"))
            target = wrong.topk(nth + 1, dim=1).indices[:, nth]
            go("apgd-t", targeted_dlr(target), 1, left)
        for k in goals:
            if k > 1:
                go(f"apgd-dlr@{k}", dlr(k), k, standing(k))
    ranks = worst.ranks.cpu().numpy()
    return Attacked(ranks, worst.pixels, after, len(lost), len(anew))


def _black_box(
    asked: RankedPictures,
    ball: Ball,
    effort: Effort,
    seed: int,
    before: Attacked | None,
    goals: Sequence[int],
) -> Attacked:
    import torch

    clean, relevant = asked.pixels, asked.relevant
    worst = _so_far(clean, torch.from_numpy(asked.ranks()).to(clean.device), before)
    generator = torch.Generator().manual_seed(seed)
    for k in goals:
        left = (worst.ranks <= k).nonzero().squeeze(1)
        if not len(left):
            continue
        found = square_attack(
            asked.part(left).logits,
            clean[left],
            relevant[left],
            ball,
            k=k,
            n_asks=effort.n_asks,
            generator=generator,
        )
        worst = worst.worse_of(_spread(found, worst, left))
    ranks = worst.ranks.cpu().numpy()
    return Attacked(ranks, worst.pixels, {"square": ranks})


def _so_far(clean: torch.Tensor, ranks: torch.Tensor, before: Attacked | None) -> Outcome:
    """The clean pictures, or what was found before where that is worse."""
    import torch

    outcome = Outcome(clean, ranks)
    if before is None:
        return outcome
    found = torch.from_numpy(before.ranks).to(ranks.device)
    return outcome.worse_of(Outcome(before.pixels, found))


def _spread(found: Outcome, whole: Outcome, rows: torch.Tensor) -> Outcome:
    """An outcome of some rows as one of all, the others as they were."""
    pixels, ranks = whole.pixels.clone(), whole.ranks.clone()
    pixels[rows], ranks[rows] = found.pixels, found.ranks
    return Outcome(pixels, ranks)


def _by_batch(
    attack: Callable[[RankedPictures, B, Effort, int, Attacked | None, Sequence[int]], Attacked],
    asked: RankedPictures,
    budget: B,
    effort: Effort,
    before: Attacked | None,
    goals: Sequence[int],
) -> Attacked:
    """The attack on some pictures at a time, each time from a seed of its own."""
    parts = []
    for start in range(0, len(asked.pixels), BATCH):
        rows = slice(start, min(start + BATCH, len(asked.pixels)))
        known = None if before is None else before.part(rows)
        parts.append(attack(asked.part(rows), budget, effort, effort.seed + start, known, goals))
    return _joined(parts)


def _joined(parts: list[Attacked]) -> Attacked:
    import torch

    names: dict[str, Any] = dict.fromkeys(name for part in parts for name in part.after)
    return Attacked(
        np.concatenate([part.ranks for part in parts]),
        torch.cat([part.pixels for part in parts]),
        {
            # a batch that was lost earlier has no later attack: its ranks stay
            name: np.concatenate([part.after.get(name, part.ranks) for part in parts])
            for name in names
        },
        sum(part.n_tried_anew for part in parts),
        sum(part.n_regained for part in parts),
    )
