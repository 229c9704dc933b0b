"""Square attack against a ranking: random squares, scores alone, no gradient; a black-box attack.

M. Andriushchenko, F. Croce, N. Flammarion, M. Hein, Square Attack: a query-efficient black-box
adversarial attack via random search, ECCV 2020 (arXiv:1912.00049), algorithms 1 to 3. It sees what
a shopper sees, how near the products are, and so tells of gradients that are hidden, not absent.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from retrieval.robustness.apgd import Logits, Outcome
from retrieval.robustness.balls import Ball
from retrieval.robustness.rank_losses import margin, rank_of_best

if TYPE_CHECKING:
    import torch

FIRST_SHARE = 0.8  # of the picture's area that the first squares cover
HALVINGS = (10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000)  # asks of 10,000 that halve the share


def square_attack(
    logits: Logits,
    clean: torch.Tensor,
    relevant: torch.Tensor,
    ball: Ball,
    *,
    k: int,
    n_asks: int,
    generator: torch.Generator,
) -> Outcome:
    """Push the best relevant product of each picture out of the first k by asking `n_asks` times.

    The logits are never differentiated.
    """
    import torch

    with torch.no_grad():
        start = _stripes if ball.norm == "linf" else _tiles
        pixels = ball.project(start(clean, ball, generator), clean)
        found = logits(pixels, torch.arange(len(clean)))
        lead = margin(found, relevant, k)
        worst = Outcome(pixels, rank_of_best(found, relevant))
        propose = _square if ball.norm == "linf" else _moved_mass
        for ask in range(1, n_asks):
            left = (worst.ranks <= k).nonzero().squeeze(1)
            if not len(left):
                break
            side = _side(clean.shape[-2:], ask / n_asks)
            proposed = propose(clean[left], worst.pixels[left], ball, side, generator)
            found = logits(proposed, left)
            leads = margin(found, relevant[left], k)
            ranks = rank_of_best(found, relevant[left])
            better = (leads < lead[left]) | (ranks > k)
            taken = left[better]
            worst.pixels[taken], worst.ranks[taken] = proposed[better], ranks[better]
            lead[taken] = leads[better]
    return worst


def _side(size: torch.Size, done: float) -> int:
    """The side of a square after a share of the asks, as the paper's schedule for 10,000."""
    share = FIRST_SHARE / 2 ** sum(done * 10_000 > at for at in HALVINGS)
    height, width = size
    return min(max(round(math.sqrt(share * height * width)), 1), height - 1, width - 1)


def _signs(shape: tuple[int, ...], like: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    import torch

    return (torch.randint(0, 2, shape, generator=generator) * 2 - 1).to(like)


def _corner(size: torch.Size, side: int, generator: torch.Generator) -> tuple[slice, slice]:
    import torch

    top = int(torch.randint(0, size[0] - side + 1, (1,), generator=generator))
    left = int(torch.randint(0, size[1] - side + 1, (1,), generator=generator))
    return slice(top, top + side), slice(left, left + side)


def _stripes(clean: torch.Tensor, ball: Ball, generator: torch.Generator) -> torch.Tensor:
    """Vertical stripes of one pixel, each channel up or down by the whole radius."""
    n, channels, _, width = clean.shape
    return clean + ball.radius * _signs((n, channels, 1, width), clean, generator)


def _square(
    clean: torch.Tensor, now: torch.Tensor, ball: Ball, side: int, generator: torch.Generator
) -> torch.Tensor:
    """One square of each picture, the same place for all, at an end of the ball."""
    rows, columns = _corner(clean.shape[-2:], side, generator)
    signs = _signs((len(clean), clean.shape[1], 1, 1), clean, generator)
    proposed = now.clone()
    proposed[:, :, rows, columns] = clean[:, :, rows, columns] + ball.radius * signs
    return ball.project(proposed, clean)


def _bump(side: int, like: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """(side, side) of length one: two opposite pyramids side by side, lying or standing."""
    import torch

    half = side // 2
    upper, lower = _pyramid(half, side), -_pyramid(side - half, side)
    bump = torch.cat([upper, lower]) if half else lower
    bump = bump / bump.norm()
    lies = bool(torch.randint(0, 2, (1,), generator=generator))
    return (bump if lies else bump.T).to(like)


def _pyramid(height: int, width: int) -> torch.Tensor:
    """(height, width): sums of nested centred rectangles weighing 1 / (i + 1)**2."""
    import torch

    found = torch.zeros(height, width)
    top, left = height // 2, width // 2
    for i in range(max(height // 2, width // 2) + 1):
        rows = slice(max(top - i, 0), min(top + i + 1, height))
        columns = slice(max(left - i, 0), min(left + i + 1, width))
        found[rows, columns] += 1 / (i + 1) ** 2
    return found / found.norm().clamp(min=1e-12)


def _tiles(clean: torch.Tensor, ball: Ball, generator: torch.Generator) -> torch.Tensor:
    """A grid of five by five bumps on the surface of the ball."""
    import torch

    n, channels, height, width = clean.shape
    side = max(min(height, width) // 5, 1)
    moved = torch.zeros_like(clean)
    for top in range(0, height - side + 1, side):
        for left in range(0, width - side + 1, side):
            signs = _signs((n, channels, 1, 1), clean, generator)
            moved[:, :, top : top + side, left : left + side] = (
                _bump(side, clean, generator) * signs
            )
    return clean + ball.radius * ball.at_length_one(moved)


def _moved_mass(
    clean: torch.Tensor, now: torch.Tensor, ball: Ball, side: int, generator: torch.Generator
) -> torch.Tensor:
    """What one window has of the budget goes to another, in the shape of a bump."""
    side = min(max(side, 3) | 1, *clean.shape[-2:])
    moved = now - clean
    rows, columns = _corner(clean.shape[-2:], side, generator)
    from_rows, from_columns = _corner(clean.shape[-2:], side, generator)
    here = moved[:, :, rows, columns]
    outside = moved.clone()
    outside[:, :, rows, columns] = 0
    outside[:, :, from_rows, from_columns] = 0
    # of each channel: what both windows had, and its share of what the ball has left
    free = (ball.radius**2 - moved.square().sum((1, 2, 3), keepdim=True)).clamp(min=0)
    both = moved.square().sum((2, 3), keepdim=True) - outside.square().sum((2, 3), keepdim=True)
    budget = (free / clean.shape[1] + both.clamp(min=0)).sqrt()
    signs = _signs((len(clean), clean.shape[1], 1, 1), clean, generator)
    shape = _bump(side, clean, generator) * signs
    shape = shape + here / here.square().sum((2, 3), keepdim=True).sqrt().clamp(min=1e-12)
    shape = shape / shape.square().sum((2, 3), keepdim=True).sqrt().clamp(min=1e-12)
    outside[:, :, rows, columns] = shape * budget
    return ball.project(clean + ball.radius * ball.at_length_one(outside), clean)
