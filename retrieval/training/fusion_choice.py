"""Fits the gate and chooses the default fusion on held-out queries; not how fusions work."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.fusion import FUSION_FILE, Fusion, as_query, fuse_products
from retrieval.training.held_out_pairs import Shop
from retrieval.training.ranking_figures import ranks_of_right

TEXT_WEIGHTS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
GATE_STEPS, GATE_RATE = 300, 0.02
SCALE = 20.0  # of the cosines in the gate's softmax


def mean_reciprocal_rank(shop: Shop, fusion: Fusion, n_dims: int, folds: slice) -> float:
    """Of the answerable queries of a shop, those of one fold."""
    chosen = [i for i, right in enumerate(shop.right) if right][folds]
    index = fuse_products(shop.texts, shop.pictures, shop.owners, fusion)
    asked = np.stack([as_query(shop.queries[i], fusion, n_dims) for i in chosen])
    ranks = ranks_of_right(asked @ index.T, [set(shop.right[i]) for i in chosen])
    return float((1 / ranks).mean())


def fit_gate(shops: Sequence[Shop], n_dims: int, folds: slice) -> Fusion:
    """A gate of one share a product, fitted by softmax over the products of each shop.

    Starts from equal shares; a weight decay keeps it near them.
    """
    import torch
    import torch.nn.functional as F

    torch.manual_seed(0)
    weight = torch.zeros(1, 2 * n_dims, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    prepared = []
    for shop in shops:
        chosen = [i for i, right in enumerate(shop.right) if right][folds]
        looks = fuse_products(np.zeros_like(shop.texts), shop.pictures, shop.owners, Fusion("add"))
        match = np.zeros((len(chosen), len(shop.texts)), np.float32)
        for row, i in enumerate(chosen):
            match[row, list(shop.right[i])] = 1
        prepared.append(
            [
                torch.from_numpy(np.ascontiguousarray(a, np.float32))
                for a in (shop.texts, looks, shop.queries[chosen], match)
            ]
        )
    optimiser = torch.optim.AdamW([weight, bias], lr=GATE_RATE, weight_decay=0.05)
    for _ in range(GATE_STEPS):
        loss = torch.zeros(())
        for words, pictures, queries, matches in prepared:
            share = torch.sigmoid(torch.cat([words, pictures], 1) @ weight.T + bias)
            index = F.normalize(share * words + (1 - share) * pictures, dim=1)
            odds = torch.log_softmax(SCALE * queries @ index.T, dim=1)
            loss = loss - torch.logsumexp(odds.masked_fill(matches == 0, -1e4), dim=1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return Fusion("gate", 1.0, weight.detach().numpy(), bias.detach().numpy())


def choose_fusion(encoder: Any, shops: Sequence[Shop], folder: Path) -> dict[str, Any]:
    """Fits on one half of the held-out queries, compares on the other, writes fusion.json.

    Returns what was compared: fusion -> mean reciprocal rank, shops weighing the same.
    """
    n_dims = encoder.n_dims
    fitting, comparing = slice(0, None, 2), slice(1, None, 2)

    def mean(fusion: Fusion, folds: slice) -> float:
        return float(np.mean([mean_reciprocal_rank(s, fusion, n_dims, folds) for s in shops]))

    text_weight = max(TEXT_WEIGHTS, key=lambda w: mean(Fusion("add", w), fitting))
    gate = fit_gate(shops, n_dims, fitting)
    candidates = {
        "add": Fusion("add", text_weight),
        "concat": Fusion("concat"),
        "max": Fusion("max"),
        "gate": gate,
    }
    compared = {name: round(mean(fusion, comparing), 4) for name, fusion in candidates.items()}
    best = max(compared, key=lambda name: compared[name])
    # The plain sum unless something is better by more than chance would have it.
    default = best if compared[best] > compared["add"] + 0.005 else "add"
    written = {
        "schema": 1,
        "default": default,
        "text_weight": text_weight,
        "gate": {
            "weight": np.round(np.asarray(gate.gate_weight), 5).tolist(),
            "bias": np.round(np.asarray(gate.gate_bias), 5).tolist(),
        },
        "mean_reciprocal_rank": compared,
    }
    (folder / FUSION_FILE).write_text(json.dumps(written) + "\n", encoding="utf-8")
    return {"default": default, "text_weight": text_weight, "mean_reciprocal_rank": compared}
