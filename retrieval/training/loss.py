"""Losses between pictures and texts with several right answers; not for weights or schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def softmax_loss(
    cosines: torch.Tensor, scale: torch.Tensor, match: torch.Tensor, mismatch: torch.Tensor
) -> torch.Tensor:
    """InfoNCE in which matches do not compete with each other, over the rows of (n, m) cosines.

    Each match is set against the mismatches of its row only: softplus(logsumexp(mismatches) -
    match), weighted by `match` (n, m) in 0 to 1. `mismatch`: (n, m) bool. Pairs that are neither
    are left out. Rows without a match do not count. After van den Oord et al. 2018 and the
    L_out of Khosla et al. 2020.
    """
    import torch
    import torch.nn.functional as F

    logits = cosines * scale
    wrong = torch.logsumexp(logits.masked_fill(~mismatch, -1e4), dim=1, keepdim=True)
    weight = match.sum(1)
    per_row = (F.softplus(wrong - logits) * match).sum(1) / weight.clamp(min=1e-6)
    counted = (weight > 0).float() * weight.clamp(max=1.0)
    return (per_row * counted).sum() / counted.sum().clamp(min=1e-6)


def sigmoid_loss(
    cosines: torch.Tensor,
    scale: torch.Tensor,
    bias: torch.Tensor,
    match: torch.Tensor,
    mismatch: torch.Tensor,
) -> torch.Tensor:
    """Pairwise sigmoid loss of SigLIP (Zhai et al. 2023), summed over pairs, a row on average.

    The probability of a match is sigmoid(scale * cosine + bias). Pairs with neither are left out.
    """
    import torch.nn.functional as F

    logits = cosines * scale + bias
    right = -(F.logsigmoid(logits) * match)
    wrong = -(F.logsigmoid(-logits) * mismatch.float())
    return (right / match.sum(1, keepdim=True).clamp(min=1.0) + wrong).sum() / len(cosines)


def smoothed_cross_entropy(
    logits: torch.Tensor,
    label: torch.Tensor,
    other: torch.Tensor,
    share: torch.Tensor,
    smoothing: float,
) -> torch.Tensor:
    """Cross-entropy of mixed pictures: `share` of each is of class `label`, the rest of `other`."""
    import torch.nn.functional as F

    first = F.cross_entropy(logits, label, label_smoothing=smoothing, reduction="none")
    second = F.cross_entropy(logits, other, label_smoothing=smoothing, reduction="none")
    return (share * first + (1 - share) * second).mean()
