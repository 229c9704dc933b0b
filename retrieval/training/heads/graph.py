"""A graph of products that share attributes, as a regulariser of both heads; not for labels.

Subjects are nodes; an edge weighs as much as the attributes that both hold are rare. The
regulariser is the graph's Laplacian form across the two kinds of vectors, sum over edges of
weight * |picture - text|^2 (Belkin, Niyogi and Sindhwani, Manifold Regularization, JMLR 7, 2006;
across media: Zhai, Peng and Xiao, Learning Cross-Media Joint Representation, IEEE TCSVT 24, 2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.training.subjects import dimension

if TYPE_CHECKING:
    import torch

GRAPH_DIMENSIONS = ("kind", "department", "colour", "pattern", "material", "brand", "variant")


def attribute_graph(facts: Sequence[str], held: NDArray[np.int8]) -> NDArray[np.float32]:
    """(n, n) float32 symmetric edge weights, 0 to 1, the diagonal 0.

    facts: n_facts names. held: (n, n_facts), 1 where a subject has the fact. The weight of an edge
    is the weighted Jaccard index of both attribute sets, each attribute weighing its inverse
    document frequency ln(n / n_holders).
    """
    columns = [i for i, fact in enumerate(facts) if dimension(fact) in GRAPH_DIMENSIONS]
    has = (held[:, columns] == 1).astype(np.float64)
    rarity = np.log(len(has) / np.maximum(has.sum(0), 1.0))
    shared = (has * rarity) @ has.T
    own = has @ rarity
    either = own[:, None] + own[None, :] - shared
    weights = np.where(either > 1e-9, shared / np.maximum(either, 1e-9), 0.0)
    np.fill_diagonal(weights, 0.0)
    return weights.astype(np.float32)


def laplacian_loss(
    pictures: torch.Tensor, texts: torch.Tensor, weights: torch.Tensor
) -> torch.Tensor:
    """Mean squared distance of unit rows (n, d) and (m, d) along edges (n, m); 0 without edges."""
    squared = 2 - 2 * pictures @ texts.T
    return (weights * squared).sum() / weights.sum().clamp(min=1e-6)
