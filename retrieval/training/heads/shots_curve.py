"""Measures what few labelled photos bring, shot by shot; not how heads are adapted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.training.heads.few_shot import (
    AdaptRecipe,
    LabelledShop,
    adapt_heads,
    ranks,
)

SHOTS = (1, 2, 4, 8, 16)
TEST_SHARE = 0.4  # of each class's photos, the last of them
PROBE_STEPS, PROBE_RATE, PROBE_DECAY = 300, 0.02, 1e-3


def shots_curve(
    shop: LabelledShop,
    elsewhere: LabelledShop | None = None,
    shots: Sequence[int] = SHOTS,
    seeds: Sequence[int] = (7, 8, 9),
    recipe: AdaptRecipe | None = None,
) -> dict[str, Any]:
    """Recall@1 on kept-back queries by shots a class, means and spreads over the seeds.

    A class is one set of right products. Compared: the plain encoder (zero-shot), a linear probe on
    its frozen vectors, and adapted heads. elsewhere: another shop, to see what adapting forgets.
    """
    recipe = recipe or AdaptRecipe()
    classes = list(dict.fromkeys(shop.right))
    of_class = [
        np.array([i for i, right in enumerate(shop.right) if right == each]) for each in classes
    ]
    n_test = [max(1, round(len(rows) * TEST_SHARE)) for rows in of_class]
    pools = [rows[: len(rows) - n] for rows, n in zip(of_class, n_test, strict=True)]
    test = shop.only(
        np.concatenate([rows[len(rows) - n :] for rows, n in zip(of_class, n_test, strict=True)])
    )
    curve: dict[str, Any] = {
        "n_classes": len(classes),
        "n_test": len(test.queries),
        "zero-shot": _first(ranks(test)),
        "shots": {},
    }
    if elsewhere is not None:
        curve["elsewhere, plain"] = _first(ranks(elsewhere))
    for n in shots:
        if n > max(len(pool) for pool in pools):
            break
        probe, adapted, kept = [], [], []
        for seed in seeds:
            rng = np.random.default_rng([seed, n])
            rows = np.concatenate([rng.permutation(pool)[:n] for pool in pools])
            labelled = shop.only(rows.astype(np.int64))
            heads = adapt_heads(labelled, "", replace(recipe, seed=seed))
            adapted.append(_first(ranks(test, heads)))
            probe.append(linear_probe(labelled, test, classes))
            if elsewhere is not None:
                kept.append(_first(ranks(elsewhere, heads)))
        found = {"adapted": adapted, "linear probe": probe}
        if kept:
            found["elsewhere, adapted"] = kept
        curve["shots"][str(n)] = {
            name: {"mean": round(float(np.mean(v)), 4), "spread": round(float(np.std(v)), 4)}
            for name, v in found.items()
        }
    return curve


def linear_probe(
    labelled: LabelledShop, test: LabelledShop, classes: Sequence[frozenset[int]]
) -> float:
    """Accuracy of multinomial logistic regression on the frozen vectors of the labelled queries."""
    import torch
    import torch.nn.functional as F

    def labels(shop: LabelledShop) -> NDArray[np.int64]:
        return np.array([classes.index(right) for right in shop.right], np.int64)

    torch.manual_seed(0)
    probe = torch.nn.Linear(labelled.queries.shape[1], len(classes))
    optimiser = torch.optim.AdamW(probe.parameters(), lr=PROBE_RATE, weight_decay=PROBE_DECAY)
    vectors, wanted = torch.from_numpy(labelled.queries), torch.from_numpy(labels(labelled))
    for _ in range(PROBE_STEPS):
        loss = F.cross_entropy(10 * probe(vectors), wanted)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.inference_mode():
        found = probe(torch.from_numpy(test.queries)).argmax(1).numpy()
    return round(float((found == labels(test)).mean()), 4)


def _first(found: NDArray[np.int64]) -> float:
    return round(float((found == 1).mean()), 4)
