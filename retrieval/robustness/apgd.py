"""Auto-PGD against a ranking: a white-box attack without a step size to choose; not which losses.

F. Croce, M. Hein, Reliable evaluation of adversarial robustness with an ensemble of diverse
parameter-free attacks, ICML 2020, algorithm 1, with their constants. Written anew for rankings:
progress is judged by the rank of the best relevant product, every iterate counts, and queries that
are already lost leave the batch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from retrieval.robustness.balls import Budget
from retrieval.robustness.rank_losses import RankLoss, rank_of_best

if TYPE_CHECKING:
    import torch

MOMENTUM = 0.75  # share of the new step; the rest continues the one before
FIRST_STEP = 2.0  # radii
FIRST_WINDOW, WINDOW_SHRINKS, SHORTEST_WINDOW = 0.22, 0.03, 0.06  # shares of all steps
ENOUGH_RISES = 0.75  # share of a window's steps that must raise the loss, or the step is halved

Logits = Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]
"""Pixels (n, 3, h, w) in [0, 1] and (n,) which rows of the attack they are, to (n, m) logits."""


@dataclass(frozen=True)
class Outcome:
    """What an attack found. pixels: (n, 3, h, w), each query's worst. ranks: (n,) int64 there."""

    pixels: torch.Tensor
    ranks: torch.Tensor

    def worse_of(self, other: Outcome) -> Outcome:
        """Query by query the one with the worse rank."""
        import torch

        better = other.ranks > self.ranks
        pixels = torch.where(better.view(-1, 1, 1, 1), other.pixels, self.pixels)
        return Outcome(pixels, torch.maximum(self.ranks, other.ranks))


@dataclass
class _State:
    """Of the queries still under attack; every tensor has a row for each."""

    row: torch.Tensor
    clean: torch.Tensor
    relevant: torch.Tensor
    now: torch.Tensor
    before: torch.Tensor
    gradient: torch.Tensor
    loss: torch.Tensor
    best: torch.Tensor
    best_gradient: torch.Tensor
    best_loss: torch.Tensor
    best_loss_at_check: torch.Tensor
    halved_at_check: torch.Tensor
    step: torch.Tensor
    n_rises: torch.Tensor

    def keep(self, wanted: torch.Tensor) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name)[wanted])


def apgd(
    logits: Logits,
    clean: torch.Tensor,
    relevant: torch.Tensor,
    budget: Budget,
    loss: RankLoss,
    *,
    k: int,
    n_steps: int,
    generator: torch.Generator,
) -> Outcome:
    """Push the best relevant product of each picture out of the first k.

    The first iterate is a random picture of the
    budget's edge, so another generator is another restart.
    """
    import torch

    window = max(int(FIRST_WINDOW * n_steps), 1)
    worst = Outcome(clean.clone(), torch.zeros(len(clean), dtype=torch.int64, device=clean.device))

    def look(state: _State, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(n,) losses and their gradient; remembers the pictures that rank worse than before."""
        pixels = pixels.detach().requires_grad_()
        with torch.enable_grad():
            found = logits(pixels, state.row)
            losses = loss(found, state.relevant, state.row)
            gradient = torch.autograd.grad(losses.sum(), pixels)[0]
        ranks = rank_of_best(found.detach(), state.relevant)
        worse = ranks > worst.ranks[state.row]
        worst.ranks[state.row[worse]] = ranks[worse]
        worst.pixels[state.row[worse]] = pixels.detach()[worse]
        return losses.detach(), gradient

    state = _begin(clean, relevant, budget.random_start(clean, generator), budget)
    state.loss, state.gradient = look(state, state.now)
    state.best_loss, state.best_gradient = state.loss.clone(), state.gradient.clone()
    state.best_loss_at_check = state.loss.clone()
    since_check = 0
    for i in range(n_steps):
        state.keep(worst.ranks[state.row] <= k)
        if not len(state.row):
            break
        ahead = _stepped(state, budget, first=i == 0)
        state.before, state.now = state.now, ahead
        last_loss = state.loss
        state.loss, state.gradient = look(state, ahead)
        state.n_rises += (state.loss > last_loss).float()
        better = state.loss > state.best_loss
        state.best[better], state.best_gradient[better] = ahead[better], state.gradient[better]
        state.best_loss = torch.maximum(state.best_loss, state.loss)
        since_check += 1
        if since_check == window:
            _check(state, window)
            shrunk = window - max(int(WINDOW_SHRINKS * n_steps), 1)
            window, since_check = max(shrunk, int(SHORTEST_WINDOW * n_steps), 1), 0
    return worst


def _begin(
    clean: torch.Tensor, relevant: torch.Tensor, start: torch.Tensor, budget: Budget
) -> _State:
    import torch

    n = len(clean)
    zeros = torch.zeros(n, device=clean.device)
    step = torch.full((n, 1, 1, 1), FIRST_STEP * budget.radius, device=clean.device)
    return _State(
        row=torch.arange(n, device=clean.device),
        clean=clean,
        relevant=relevant,
        now=start,
        before=start.clone(),
        gradient=torch.zeros_like(start),
        loss=zeros,
        best=start.clone(),
        best_gradient=torch.zeros_like(start),
        best_loss=zeros,
        best_loss_at_check=zeros,
        halved_at_check=torch.ones(n, dtype=torch.bool, device=clean.device),
        step=step,
        n_rises=zeros.clone(),
    )


def _stepped(state: _State, budget: Budget, *, first: bool) -> torch.Tensor:
    """One projected step with momentum."""
    uphill = budget.project(state.now + state.step * budget.direction(state.gradient), state.clean)
    if first:
        return uphill
    carried = state.now - state.before
    mixed = state.now + MOMENTUM * (uphill - state.now) + (1 - MOMENTUM) * carried
    return budget.project(mixed, state.clean)


def _check(state: _State, window: int) -> None:
    """Halve the step where the loss oscillates or stands still, and go back to the best there."""
    few_rises = state.n_rises <= ENOUGH_RISES * window
    still = ~state.halved_at_check & (state.best_loss_at_check >= state.best_loss)
    halve = few_rises | still
    state.halved_at_check = halve
    state.best_loss_at_check = state.best_loss.clone()
    state.step[halve] /= 2
    state.now = state.now.clone()
    state.now[halve] = state.best[halve]
    state.gradient[halve] = state.best_gradient[halve]
    state.n_rises.zero_()
