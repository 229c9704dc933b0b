"""Fits each kind of mixing on training queries; not for comparing them or for answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.heads.mixing import Mixing, MixingKind
from retrieval.training.heads.mixed_queries import MixedQueries

if TYPE_CHECKING:
    import torch

ADD_WEIGHTS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class MixingRecipe:
    """Of all learned kinds. scale: of the cosines in the softmax over the gallery."""

    n_steps: int = 600
    batch_queries: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    dropout: float = 0.2
    scale: float = 20.0
    n_tokens: int = 4
    width: int = 64
    seed: int = 7


def fit_mixing(kind: MixingKind, queries: Sequence[MixedQueries], recipe: MixingRecipe) -> Mixing:
    """The mixing of a kind that finds the right ones in each gallery; all start as a plain sum."""
    if kind == "max":
        return Mixing("max")
    if kind == "add":
        weights = [
            Mixing("add", {"picture_weight": np.full(1, w, np.float32)}) for w in ADD_WEIGHTS
        ]
        return max(weights, key=lambda mixing: mean_recall(mixing, queries))
    import torch

    torch.manual_seed(recipe.seed)
    n_dims = queries[0].gallery.shape[1]
    network = build_mixing(kind, n_dims, recipe)
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, weight_decay=0.0)
    start = {name: value.detach().clone() for name, value in network.named_parameters()}
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, recipe.n_steps)
    rng = np.random.default_rng(recipe.seed)
    galleries = [torch.from_numpy(each.gallery) for each in queries]
    for step in range(recipe.n_steps):
        which = step % len(queries)
        rows = rng.integers(len(queries[which].texts), size=recipe.batch_queries)
        loss = _loss(network, kind, queries[which], galleries[which], rows, recipe)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        _decay_to(network, start, recipe.weight_decay * optimiser.param_groups[0]["lr"])
    network.eval()
    tensors = {n: v.detach().numpy().copy() for n, v in network.state_dict().items()}
    return Mixing(kind, tensors)


def _decay_to(network: Any, start: dict[str, torch.Tensor], share: float) -> None:
    """Weight decay towards the plain sum instead of towards zero (L2-SP, Li et al. 2018)."""
    import torch

    with torch.no_grad():
        for name, value in network.named_parameters():
            value.lerp_(start[name], share)


def _loss(
    network: Any,
    kind: MixingKind,
    queries: MixedQueries,
    gallery: torch.Tensor,
    rows: np.ndarray,
    recipe: MixingRecipe,
) -> torch.Tensor:
    """-log of the probability, by softmax over the gallery, that a right one comes first."""
    import torch
    import torch.nn.functional as F

    texts, pictures = (torch.from_numpy(v[rows]) for v in (queries.texts, queries.pictures))
    mixed = F.normalize(mixed_by(network, kind, texts, pictures, recipe.dropout), dim=1)
    logits = recipe.scale * mixed @ gallery.T
    logits = logits.masked_fill(torch.from_numpy(queries.open[rows]), -1e4)
    odds = torch.log_softmax(logits, dim=1)
    right = torch.from_numpy(queries.right[rows])
    return -torch.logsumexp(odds.masked_fill(~right, -1e4), dim=1).mean()


def build_mixing(kind: MixingKind, n_dims: int, recipe: MixingRecipe) -> Any:
    """A torch module whose parameters are named as `Mixing.tensors`."""
    import torch
    from torch import nn

    if kind in ("concat", "gate"):
        linear = nn.Linear(2 * n_dims, n_dims)
        with torch.no_grad():
            linear.bias.zero_()
            linear.weight.zero_()
            if kind == "concat":
                linear.weight.copy_(torch.cat([torch.eye(n_dims), torch.eye(n_dims)], dim=1))
        return linear
    parts: Any = nn.ModuleDict()
    for side in ("text", "picture"):
        parts[f"{side}_tokens"] = nn.Linear(n_dims, recipe.n_tokens * recipe.width)
        for role in ("query", "key", "value"):
            parts[f"{side}_{role}"] = nn.Linear(recipe.width, recipe.width, bias=False)
    parts["out"] = nn.Linear(2 * recipe.width, n_dims)
    nn.init.zeros_(parts["out"].weight)
    nn.init.zeros_(parts["out"].bias)
    return parts


def mixed_by(
    network: Any, kind: MixingKind, texts: torch.Tensor, pictures: torch.Tensor, dropout: float
) -> torch.Tensor:
    """As `Mixing.mix` before the length is made 1, with dropout while the network trains."""
    import torch
    import torch.nn.functional as F

    if kind == "concat":
        return network(torch.cat([texts, pictures], dim=1))
    if kind == "gate":
        share = torch.sigmoid(network(torch.cat([texts, pictures], dim=1)))
        return share * texts + (1 - share) * pictures
    width = network["text_query"].weight.shape[0]
    tokens = {
        side: network[f"{side}_tokens"](vectors).view(len(vectors), -1, width)
        for side, vectors in (("text", texts), ("picture", pictures))
    }
    means = []
    for side, other in (("text", "picture"), ("picture", "text")):
        asked, keys = network[f"{side}_query"](tokens[side]), network[f"{other}_key"](tokens[other])
        weights = torch.softmax(asked @ keys.transpose(1, 2) / width**0.5, dim=2)
        attended = F.relu(tokens[side] + weights @ network[f"{other}_value"](tokens[other]))
        means.append(F.dropout(attended.mean(dim=1), dropout, network.training))
    return texts + pictures + network["out"](torch.cat(means, dim=1))


def recall(mixing: Mixing, queries: MixedQueries, k: int = 1) -> np.ndarray:
    """(q,) bool: whether a right one is among the first k of the gallery."""
    similar = mixing.mix(queries.texts, queries.pictures) @ queries.gallery.T
    similar[queries.open] = -np.inf
    best = np.where(queries.right, similar, -np.inf).max(axis=1, keepdims=True)
    found: np.ndarray = (similar > best).sum(axis=1) < k
    return found


def mean_recall(mixing: Mixing, queries: Sequence[MixedQueries], k: int = 1) -> float:
    """Galleries weigh the same."""
    return float(np.mean([recall(mixing, each, k).mean() for each in queries]))
