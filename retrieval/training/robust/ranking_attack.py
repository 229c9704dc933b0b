"""The attacks that the finished encoder is first judged by; not the cheap ones it trains against.

White-box and in float32: pixels through normalisation and tower to the ranking of a whole gallery,
edits of a text by what they do to that ranking. `retrieval.robustness` holds the harder judges.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from retrieval.training.robust.text_edits import edit_once
from retrieval.training.robust.towers import Towers

if TYPE_CHECKING:
    import torch

LOGIT_SCALE = 50.0  # of cosines; steep enough that the nearest wrong products count


def margins(cosines: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """(n,) how far the right product of each row (n, m) is above the best wrong one; right: (n,).

    At most 0 where a wrong product comes first or as near.
    """
    own = cosines.gather(1, right[:, None])[:, 0]
    others = cosines.scatter(1, right[:, None], -2.0).amax(1)
    return own - others


def fooled_by_pixels(
    towers: Towers,
    pixels: torch.Tensor,
    gallery: torch.Tensor,
    right: torch.Tensor,
    epsilon: float,
    n_steps: int,
    seed: int = 0,
    batch: int = 50,
) -> torch.Tensor:
    """(n,) bool: whether any step of PGD brings a wrong product to the front, clean ones included.

    pixels: (n, 3, h, w), 0 to 1. gallery: (m, d) of unit length. right: (n,) rows of it. Two runs
    of n_steps from random starts in the L-inf ball, one up the cross-entropy (which looks at all
    products), one down the margin (at the nearest wrong one), as AutoAttack's pair does.
    """
    import torch
    import torch.nn.functional as F

    def cross_entropy(cosines: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        return F.cross_entropy(LOGIT_SCALE * cosines, own, reduction="sum")

    def lost_margin(cosines: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        return -margins(cosines, own).sum()

    generator = torch.Generator().manual_seed(seed)
    fooled = []
    towers.clip.eval().requires_grad_(False)
    for start in range(0, len(pixels), batch):
        part, own = pixels[start : start + batch], right[start : start + batch]
        with torch.no_grad():
            done = margins(towers.encode_pixels(part) @ gallery.T, own) <= 0
        for objective in (cross_entropy, lost_margin):
            left = (~done).nonzero()[:, 0]
            if epsilon > 0 and len(left):
                done[left] = _climbed(
                    towers, part[left], gallery, own[left], epsilon, n_steps, generator, objective
                )
        fooled.append(done)
    return torch.cat(fooled)


def _climbed(
    towers: Towers,
    pixels: torch.Tensor,
    gallery: torch.Tensor,
    right: torch.Tensor,
    epsilon: float,
    n_steps: int,
    generator: torch.Generator,
    objective: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
) -> torch.Tensor:
    """(n,) bool of one run; a picture that is fooled once is left alone."""
    import torch

    fooled = torch.zeros(len(pixels), dtype=torch.bool, device=pixels.device)
    low, high = (pixels - epsilon).clamp(min=0), (pixels + epsilon).clamp(max=1)
    noise = torch.rand(pixels.shape, generator=generator).to(pixels.device)
    attacked = low + (high - low) * noise
    for step in range(n_steps + 1):
        left = (~fooled).nonzero()[:, 0]
        if not len(left):
            break
        here = attacked[left].requires_grad_(True)
        cosines = towers.encode_pixels(here) @ gallery.T
        fooled[left] = margins(cosines.detach(), right[left]) <= 0
        if step == n_steps:
            break
        (gradient,) = torch.autograd.grad(objective(cosines, right[left]), here)
        size = epsilon * (0.5 if step < n_steps // 2 else 0.125)
        moved = here.detach() + size * gradient.sign()
        attacked[left] = torch.minimum(torch.maximum(moved, low[left]), high[left])
    return fooled


def random_edits(text: str, n_edits: int, homoglyph_share: float, rng: random.Random) -> str:
    """The text after n edits that nobody chose."""
    for _ in range(n_edits):
        text = edit_once(text, rng, homoglyph_share)
    return text


def fooled_by_edits(
    towers: Towers,
    texts: Sequence[str],
    gallery: torch.Tensor,
    right: torch.Tensor,
    n_edits: int,
    n_candidates: int,
    homoglyph_share: float,
    rng: random.Random,
) -> torch.Tensor:
    """(n,) bool: whether any of the tried spellings, up to n edits away, loses the right product.

    A greedy search: of n_candidates random edits that with the smallest margin is edited further.
    """
    import torch

    towers.clip.eval()
    with torch.no_grad():
        fooled = margins(towers.encode_texts(texts) @ gallery.T, right) <= 0
        worst = list(texts)
        for _ in range(n_edits):
            rows = [i for i, done in enumerate(fooled.tolist()) if not done]
            if not rows:
                break
            tried = [
                edit_once(worst[i], rng, homoglyph_share) for i in rows for _ in range(n_candidates)
            ]
            cosines = torch.cat(
                [towers.encode_texts(tried[s : s + 256]) for s in range(0, len(tried), 256)]
            )
            own = right[rows].repeat_interleave(n_candidates)
            margin = margins(cosines @ gallery.T, own).view(len(rows), n_candidates)
            for place, (row, best) in enumerate(zip(rows, margin.argmin(1).tolist(), strict=True)):
                worst[row] = tried[place * n_candidates + best]
            fooled[rows] = margin.amin(1) <= 0
    return fooled
