"""The inner maximisation over pixels: what the training pictures become; not the final judge.

Projected gradient descent in the L-inf ball (Madry et al. 2018) from a random start, which with one
step is the fast variant of Wong et al. 2020. The step shrinks linearly, so that a few steps end
near a maximum without APGD's bookkeeping (Croce & Hein 2020).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def drawn_radii(
    n: int, largest: float, clean_share: float, generator: torch.Generator
) -> torch.Tensor:
    """(n, 1, 1, 1) epsilons: 0 for about `clean_share` of them, else a quarter of `largest` to it.

    Small radii among large ones keep what is asked most often, the clean picture, from being given
    up for the worst case.
    """
    import torch

    radii = largest * (0.25 + 0.75 * torch.rand(n, generator=generator))
    radii[torch.rand(n, generator=generator) < clean_share] = 0.0
    return radii.view(n, 1, 1, 1)


def attack_pixels(
    loss_of: Callable[[torch.Tensor], torch.Tensor],
    pixels: torch.Tensor,
    radii: torch.Tensor,
    n_steps: int,
    step_share: float,
    generator: torch.Generator,
) -> torch.Tensor:
    """Pixels (n, 3, h, w) from 0 to 1, within radii (n, 1, 1, 1) of those given, of higher loss.

    loss_of: (n, 3, h, w) -> a scalar that is a sum over pictures.
    """
    import torch

    low, high = (pixels - radii).clamp(min=0), (pixels + radii).clamp(max=1)
    noise = torch.rand(pixels.shape, generator=generator).to(pixels.device)
    attacked = low + (high - low) * noise
    for step in range(n_steps):
        attacked = attacked.detach().requires_grad_(True)
        (gradient,) = torch.autograd.grad(loss_of(attacked), attacked)
        size = step_share * 2 * (n_steps - step) / (n_steps * (n_steps + 1))
        with torch.no_grad():
            attacked = attacked + size * radii * gradient.sign()
            attacked = torch.minimum(torch.maximum(attacked, low), high)
    return attacked.detach()
