"""How much a query looks attacked, from it alone; to be shown, never a reason to drop it.

Pictures: feature squeezing (Xu, Evans, Qi, NDSS 2018, arXiv:1704.01155): an attack that moved the
vector by fine detail loses it under a light blur, an honest photo hardly changes. Whoever knows of
it attacks the blurred picture too (`Squeezed`), which is how it must be measured. Texts: letters of
one script disguised as another's, and characters that no keyboard types.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.search.homoglyphs import without_homoglyphs

if TYPE_CHECKING:
    import torch

    from retrieval.robustness.pixel_tower import PixelTower

BLUR_PX = 3  # the side of the averaging window


def squeezed(pixels: torch.Tensor) -> torch.Tensor:
    """Pixels (n, 3, h, w) averaged over small windows, with gradients."""
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


def picture_suspicion(tower: PixelTower, pixels: torch.Tensor) -> NDArray[np.float64]:
    """(n,) 0 to 2: one minus the cosine of each picture with itself blurred."""
    plain, blurred = tower.vectors_of(pixels), tower.vectors_of(squeezed(pixels))
    return np.asarray(1 - (plain * blurred).sum(1).cpu().numpy(), np.float64)


def text_suspicion(text: str) -> float:
    """0 to 1: the share of characters that are disguised, invisible or stacked upon each other."""
    if not text:
        return 0.0
    plain = without_homoglyphs(text)
    disguised = sum(a != b for a, b in zip(text, plain, strict=True))
    hidden = sum(unicodedata.category(letter) in ("Cf", "Cc", "Co", "Cn") for letter in text)
    marks = [unicodedata.category(letter) == "Mn" for letter in text]
    stacked = sum(a and b for a, b in pairwise(marks))
    return min((disguised + hidden + stacked) / len(text), 1.0)
