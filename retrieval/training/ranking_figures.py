"""Ranks of right answers among fused products, and what is told of them; not for which products."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import FUSIONS, Fusion, as_query, fuse_products, load_fusion
from retrieval.search.calibration import area_under_curve

Vectors = NDArray[np.float32]


def ranks_of_right(similar: Vectors, right: Sequence[set[int]]) -> NDArray[np.int64]:
    """(n,) rank, from 1, of the best right column of each row of similarities (n, m)."""
    order = np.argsort(-similar, axis=1, kind="stable")
    return np.array(
        [
            1 + min(int(np.flatnonzero(line == column)[0]) for column in columns)
            for line, columns in zip(order, right, strict=True)
        ]
    )


def recall_figures(ranks: NDArray[np.int64]) -> dict[str, float]:
    """Recall at 1, 5 and 10 and mean reciprocal rank, with how many queries there were."""
    if not len(ranks):
        return {"n": 0}
    return {
        "n": len(ranks),
        **{f"recall@{k}": round(float((ranks <= k).mean()), 4) for k in (1, 5, 10)},
        "mrr": round(float((1 / ranks).mean()), 4),
    }


def fused(
    encoder: Any,
    texts: Vectors,
    pictures: Vectors,
    owners: NDArray[np.int64],
    fusion: Fusion,
    queries: Vectors,
) -> Vectors:
    """Cosines (n_queries, n_products) between queries and fused products."""
    index = fuse_products(texts, pictures, owners, fusion)
    asked = np.stack([as_query(vector, fusion, encoder.n_dims) for vector in queries])
    return np.asarray(asked @ index.T, np.float32)


def fusions_of(folder: Path) -> dict[str, Fusion]:
    """Every fusion that the folder has parameters for."""
    found: dict[str, Fusion] = {}
    for kind in FUSIONS:
        if kind != "gate" or load_fusion(folder).gate_weight is not None:
            found[kind] = load_fusion(folder, kind)
    return found


def auc_of_best(wanted: NDArray[Any], unwanted: NDArray[Any]) -> float:
    labels = np.concatenate([np.ones(len(wanted)), np.zeros(len(unwanted))])
    return round(area_under_curve(np.concatenate([wanted, unwanted]), labels), 4)
