"""What an adversary of a ranking maximises, and the rank that tells whether it won; no attack.

A query succeeds at k while a relevant product is among the first k of the whole gallery. With one
relevant product and k = 1 every loss here is the classifier's loss of the same name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

RankLoss = Callable[["torch.Tensor", "torch.Tensor", "torch.Tensor"], "torch.Tensor"]
"""(n, m) logits, (n, m) bool relevant and (n,) row of each query to (n,) losses; larger is worse.

Rows tell which queries of the attack are still there, for losses with a target for each."""


def rank_of_best(logits: torch.Tensor, relevant: torch.Tensor) -> torch.Tensor:
    """(n,) int64 rank, from 1, of the best relevant product of (n, m) logits.

    An irrelevant product with an equal logit counts as nearer: otherwise an encoder that maps
    everything onto one vector would pass for unbreakable. So does one that is not a number.
    """
    best = logits.masked_fill(~relevant, -float("inf")).amax(1, keepdim=True)
    return 1 + (~(logits < best) & ~relevant).sum(1)


def margin(logits: torch.Tensor, relevant: torch.Tensor, k: int = 1) -> torch.Tensor:
    """(n,) best relevant logit minus the k-th best irrelevant one; 0 or less is a lost query."""
    return _best_relevant(logits, relevant) - _kth_irrelevant(logits, relevant, k)


def cross_entropy(logits: torch.Tensor, relevant: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
    """(n,) -log of the softmax share that all relevant products have together."""
    import torch

    right = logits.masked_fill(~relevant, -float("inf"))
    return torch.logsumexp(logits, 1) - torch.logsumexp(right, 1)


def dlr(k: int = 1) -> RankLoss:
    """Difference of logits ratio between best relevant and k-th best irrelevant product.

    -(z_relevant - z_irrelevant(k)) / (z_(1) - z_(k + 2)), z_(i) the i-th largest of all: unchanged
    by scale and shift of the logits, so a large temperature cannot hide the gradient. For k = 1 the
    loss of Croce, Hein 2020 (arXiv:2003.01690, equation 6); flat with two products.
    """

    def loss(logits: torch.Tensor, relevant: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        ordered = logits.sort(dim=1, descending=True).values
        low = ordered[:, min(k + 1, ordered.shape[1] - 1)]
        return -margin(logits, relevant, k) / (ordered[:, 0] - low + 1e-12)

    return loss


def targeted_dlr(target: torch.Tensor) -> RankLoss:
    """DLR towards one irrelevant product for each query; `target` (n,) int64 columns.

    -(z_relevant - z_target) / (z_(1) - (z_(3) + z_(4)) / 2), equation 7 of the same paper.
    """

    def loss(logits: torch.Tensor, relevant: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        ordered = logits.sort(dim=1, descending=True).values
        last = ordered.shape[1] - 1
        low = (ordered[:, min(2, last)] + ordered[:, min(3, last)]) / 2
        wanted = logits.gather(1, target[rows][:, None]).squeeze(1)
        gap = _best_relevant(logits, relevant) - wanted
        return -gap / (ordered[:, 0] - low + 1e-12)

    return loss


def _best_relevant(logits: torch.Tensor, relevant: torch.Tensor) -> torch.Tensor:
    return logits.masked_fill(~relevant, -float("inf")).amax(1)


def _kth_irrelevant(logits: torch.Tensor, relevant: torch.Tensor, k: int) -> torch.Tensor:
    """The k-th best, or the last there is when fewer than k are irrelevant."""
    wrong = logits.masked_fill(relevant, -float("inf"))
    ordered = wrong.topk(min(k, wrong.shape[1]), dim=1).values
    n_wrong = (~relevant).sum(1).clamp(min=1, max=ordered.shape[1])
    return ordered.gather(1, (n_wrong - 1)[:, None]).squeeze(1)
