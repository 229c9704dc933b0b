"""The terms that make an encoder robust; not the attacks that they are taken under."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def anchor_loss(vectors: torch.Tensor, anchors: torch.Tensor) -> torch.Tensor:
    """(n,) squared distances of unit vectors (n, d) to the clean encoder's own, 0 to 4.

    FARE (Schlarmann et al. 2024) for attacked pictures, LEAF (Rocamora et al. 2025) for attacked
    texts. Both papers take the vectors before they are made unit; retrieval sees only their
    direction, so only that is held here.
    """
    return ((vectors - anchors) ** 2).sum(-1)


def class_loss(
    vectors: torch.Tensor,
    class_vectors: torch.Tensor,
    labels: torch.Tensor,
    scale: float,
    smoothing: float = 0.0,
) -> torch.Tensor:
    """(n,) cross-entropies of pictures (n, d) against the texts of classes (c, d).

    TeCoA (Mao et al. 2023), the class texts encoded by the frozen clean text tower.
    """
    import torch.nn.functional as F

    return F.cross_entropy(
        scale * vectors @ class_vectors.T, labels, label_smoothing=smoothing, reduction="none"
    )
