"""The query detector with gradients, for those who attack it; what a shop uses is `trust.query`.

Whoever knows of the blur attacks the blurred picture too (`Squeezed`), which is how a detector must
be measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.trust.query import BLUR_PX, LEAST, Detector, changes_of

if TYPE_CHECKING:
    import torch

    from retrieval.robustness.pixel_tower import PixelTower


def squeezed(pixels: torch.Tensor) -> torch.Tensor:
    """`trust.query.blurred` of pixels (n, 3, h, w), with gradients."""
    import torch.nn.functional as F

    edge = BLUR_PX // 2
    padded = F.pad(pixels, (edge, edge, edge, edge), mode="reflect")
    return F.avg_pool2d(padded, BLUR_PX, stride=1)


class Squeezed:
    """The tower as whoever knows the detector attacks it: plain and blurred vectors in one."""

    def __init__(self, tower: PixelTower) -> None:
        self._tower = tower

    def __call__(self, pixels: torch.Tensor) -> torch.Tensor:
        """The mean of both, (n, n_dims), length one."""
        import torch.nn.functional as F

        return F.normalize(self._tower(pixels) + self._tower(squeezed(pixels)), dim=-1)


def log_odds(
    detector: Detector,
    looks: torch.Tensor,
    soft: torch.Tensor,
    detail: torch.Tensor,
) -> torch.Tensor:
    """(n,) of a detector, with gradients. looks, soft: (n, d) vectors plain and blurred."""
    import torch

    distances = torch.clamp(1 - (looks * soft).sum(1), min=LEAST)
    found = detector.scale * distances.log() + detector.detail * detail.clamp(min=LEAST).log()
    return found + detector.bias


def blur_changes(tower: PixelTower, pixels: torch.Tensor) -> NDArray[np.float64]:
    """(n, 2) as `trust.query.encode_with_changes` gives them."""
    plain, soft = tower.vectors_of(pixels), tower.vectors_of(squeezed(pixels))
    detail = tower.detail_of(pixels - squeezed(pixels))
    return changes_of(plain.cpu().numpy(), soft.cpu().numpy(), detail.cpu().numpy())
