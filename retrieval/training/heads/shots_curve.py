"""Measures what few labelled photos bring, shot by shot; not how heads are adapted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.training.heads.few_shot import (
    AdaptRecipe,
    LabelledShop,
    adapt_heads,
    ranks,
)

SHOTS = (1, 2, 4, 8, 16)
SEEDS = (7, 8, 9)
PROBE_STEPS, PROBE_RATE, PROBE_DECAY = 300, 0.02, 1e-3


def shots_curve(
    labelled: LabelledShop,
    test: LabelledShop,
    elsewhere: LabelledShop | None = None,
    shots: Sequence[int] = SHOTS,
    seeds: Sequence[int] = SEEDS,
    recipe: AdaptRecipe | None = None,
    tell: Callable[[int, dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """Recall@1 on the test queries by labels a class, means and standard deviations over the seeds.

    A class is one set of right products; a seed takes its own labels of each class out of
    `labelled`, all where there are fewer. Compared: the plain encoder (zero-shot), a linear probe
    on its frozen vectors, and adapted heads. elsewhere: another shop in the same encoder's vectors,
    to see what adapting forgets. tell: hears each number of shots as it is done.
    """
    recipe = recipe or AdaptRecipe()
    classes = list(dict.fromkeys(labelled.right))
    if len(classes) < 2 or not set(test.right) <= set(classes):
        raise InputError("A curve needs two classes at least, and labels of every class it tests.")
    pools = [
        np.array([i for i, right in enumerate(labelled.right) if right == each], np.int64)
        for each in classes
    ]
    curve: dict[str, Any] = {
        "n_classes": len(classes),
        "n_test": len(test.queries),
        "zero-shot": _first(ranks(test)),
        "shots": {},
    }
    if elsewhere is not None:
        curve["n_elsewhere"] = len(elsewhere.queries)
        curve["elsewhere, plain"] = _first(ranks(elsewhere))
    for n in shots:
        if n > max(len(pool) for pool in pools):
            break
        started = time.process_time()
        found: dict[str, list[float]] = {"adapted": [], "linear probe": []}
        blends = []
        for seed in seeds:
            rng = np.random.default_rng([seed, n])
            rows = np.concatenate([rng.permutation(pool)[:n] for pool in pools])
            given = labelled.only(rows)
            heads = adapt_heads(given, "", replace(recipe, seed=seed))
            blends.append(float(heads.about["blend"]))
            found["adapted"].append(_first(ranks(test, heads)))
            found["linear probe"].append(linear_probe(given, test, classes))
            if elsewhere is not None:
                found.setdefault("elsewhere, adapted", []).append(_first(ranks(elsewhere, heads)))
        curve["shots"][str(n)] = {
            name: {"mean": round(float(np.mean(v)), 4), "spread": round(float(np.std(v)), 4)}
            for name, v in found.items()
        } | {"blends": blends, "cpu_s": round((time.process_time() - started) / len(seeds), 1)}
        if tell is not None:
            tell(n, curve["shots"][str(n)])
    return curve


def kept_back(shop: LabelledShop, share: float) -> tuple[LabelledShop, LabelledShop]:
    """(to label with, to test on): the last `share` of each class's queries, one at least, test.

    A class of one query has nothing to test on: it is left out.
    """
    of_class: dict[frozenset[int], list[int]] = {}
    for row, right in enumerate(shop.right):
        of_class.setdefault(right, []).append(row)
    given, test = [], []
    for rows in of_class.values():
        if len(rows) > 1:
            n_test = min(max(1, round(len(rows) * share)), len(rows) - 1)
            given += rows[: len(rows) - n_test]
            test += rows[len(rows) - n_test :]
    return shop.only(np.array(given, np.int64)), shop.only(np.array(test, np.int64))


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


def as_markdown(curves: dict[str, Any]) -> str:
    """A line for each shop and number of labels; what was found elsewhere before and after."""
    lines = [
        "| shop | labels a class | zero-shot | adapted | linear probe | elsewhere, before; after |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for shop, curve in curves.items():
        for n, figures in curve["shots"].items():
            cells = [
                f"{figures[name]['mean']:.3f} ± {figures[name]['spread']:.3f}"
                for name in ("adapted", "linear probe")
            ]
            after = figures.get("elsewhere, adapted")
            kept = f"{curve['elsewhere, plain']:.3f}; {after['mean']:.3f}" if after else ""
            row = [shop, n, f"{curve['zero-shot']:.3f}", *cells, kept]
            lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines)


def _first(found: NDArray[np.int64]) -> float:
    return round(float((found == 1).mean()), 4)
