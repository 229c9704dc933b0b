"""Queries by picture against a whole gallery, as logits of their pixels; not the attacks on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.rank_losses import rank_of_best

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class RankedPictures:
    """n pictures asked of m products.

    tower: (n, 3, h, w) pixels in [0, 1] to (n, d) unit vectors, with gradients. gallery: (m, d).
    pixels: (n, 3, h, w). relevant: (n, m) bool, at least one true a row. scale: of the cosines.
    words: (n, d) unit vectors of texts asked with the pictures, both weighing the same.
    """

    tower: Callable[[torch.Tensor], torch.Tensor]
    gallery: torch.Tensor
    pixels: torch.Tensor
    relevant: torch.Tensor
    scale: float
    words: torch.Tensor | None = None

    def logits(self, pixels: torch.Tensor, rows: torch.Tensor | None = None) -> torch.Tensor:
        """(n, m) scaled cosines with every product. rows: which pictures these are; all if None."""
        import torch.nn.functional as F

        vectors = self.tower(pixels)
        if self.words is not None:
            words = self.words if rows is None else self.words[rows]
            vectors = F.normalize(vectors + words, dim=-1)
        return self.scale * vectors @ self.gallery.T

    def part(self, rows: slice | torch.Tensor) -> RankedPictures:
        """Some of the pictures, asked of the same products."""
        return replace(
            self,
            pixels=self.pixels[rows],
            relevant=self.relevant[rows],
            words=None if self.words is None else self.words[rows],
        )

    def ranks(self, pixels: torch.Tensor | None = None, batch: int = 64) -> NDArray[np.int64]:
        """(n,) rank, from 1, of the best relevant product of each picture (the clean ones)."""
        import torch

        asked = self.pixels if pixels is None else pixels
        found = []
        with torch.no_grad():
            for start in range(0, len(asked), batch):
                rows = torch.arange(start, min(start + batch, len(asked)))
                found.append(rank_of_best(self.logits(asked[rows], rows), self.relevant[rows]))
        return torch.cat(found).cpu().numpy() if found else np.zeros(0, np.int64)

    def worse_ranks(self, pixels: torch.Tensor) -> NDArray[np.int64]:
        """(n,) ranks of changed pictures, or of the clean ones where those are worse already."""
        return np.maximum(self.ranks(pixels), self.ranks())
