"""Together, in one place or each alone: the table that says what a federation is worth.

Central has all data in one place, alone is each shop by itself, all for as many steps as a shop
makes in the federation and stopped on the same held-out queries; not for making a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from retrieval.fusion import Fusion
from retrieval.heads.heads import Heads
from retrieval.training.federated.partition import Dealt, Split, deal
from retrieval.training.federated.recipe import FederatedRecipe, federated_recipe_from
from retrieval.training.federated.together import Federated, train_together
from retrieval.training.heads.loop import train_heads
from retrieval.training.heads.measure import measure_heads
from retrieval.training.heads.prepare import Prepared
from retrieval.training.heads.recipe import HeadsRecipe
from retrieval.training.held_out_pairs import Shop

Figures = dict[str, dict[str, float]]
Tell = Callable[[str, dict[str, Any]], None]
PLAIN, CENTRAL, ALONE, OWN = "plain encoder", "all in one place", "alone", "alone, own queries"
TOGETHER = "together"
_NOISE = {"clipping": "server", "clipping_norm": 0.5}
PRIVATE: dict[str, dict[str, Any]] = {
    "together, FedProx": {"proximal_mu": 0.1},
    "together, masked": {"privacy": {"secure": True}},
    "together, clipped": {"privacy": _NOISE},
    "together, noise 0.01": {"privacy": {**_NOISE, "noise_multiplier": 0.01}},
    "together, noise 0.1": {"privacy": {**_NOISE, "noise_multiplier": 0.1}},
    "together, noise 1": {"privacy": {**_NOISE, "noise_multiplier": 1.0}},
    "together, local noise 0.1": {
        "privacy": {**_NOISE, "clipping": "local", "noise_multiplier": 0.1}
    },
    "together, masked and noise 0.1": {
        "privacy": {**_NOISE, "clipping": "client", "noise_multiplier": 0.1, "secure": True}
    },
}
ROWS = (CENTRAL, ALONE, TOGETHER, *PRIVATE)


@dataclass(frozen=True)
class Dealing:
    """How one data set becomes several shops."""

    n_shops: int = 5
    split: Split = "dirichlet"
    alpha: float = 0.3


def compare(
    ready: Prepared,
    fusion: Fusion,
    recipe: FederatedRecipe,
    dealing: Dealing,
    seeds: Sequence[int],
    rows: Sequence[str] = ROWS,
    tell: Tell | None = None,
) -> dict[str, Any]:
    """Row -> reported shop -> recall@1 and @5, mean and spread (standard deviation) over seeds.

    Every seed deals the photos anew. Federated rows have what they cost as well. "alone" asks every
    shop's heads all queries, "alone, own queries" those of its own kinds, among all products.
    """
    table: dict[str, Any] = {PLAIN: {"reported": measure_heads(ready.reported, None, fusion)}}
    dealt = {seed: _dealt(ready, recipe, dealing, seed) for seed in seeds}
    for row in rows:
        table |= _row(row, ready, fusion, recipe, dealt)
        if tell is not None:
            tell(row, table[row])
    return table


def _dealt(ready: Prepared, recipe: FederatedRecipe, dealing: Dealing, seed: int) -> Dealt:
    return deal(
        ready.data,
        recipe.heads.embedding.n_views,
        ready.shops,
        ready.reported,
        n_shops=dealing.n_shops,
        split=dealing.split,
        alpha=dealing.alpha,
        seed=seed,
    )


def _row(
    row: str, ready: Prepared, fusion: Fusion, recipe: FederatedRecipe, dealt: dict[int, Dealt]
) -> dict[str, Any]:
    if row == CENTRAL:
        heads = [train_heads(_alike(recipe, seed), ready.data, ready.shops).heads for seed in dealt]
        return {row: {"reported": _mean([measure_heads(ready.reported, h, fusion) for h in heads])}}
    if row == ALONE:
        return _alone(ready, fusion, recipe, dealt)
    runs = [
        train_together(shops.shops, _federated(row, recipe, len(shops.shops), seed))
        for seed, shops in dealt.items()
    ]
    figures = [measure_heads(ready.reported, run.heads, fusion) for run in runs]
    last = [measure_heads(ready.reported, run.last, fusion) for run in runs]
    return {
        row: {"reported": _mean(figures), "last round": _mean(last), "cost": _cost(runs, recipe)}
    }


def _alone(
    ready: Prepared, fusion: Fusion, recipe: FederatedRecipe, dealt: dict[int, Dealt]
) -> dict[str, Any]:
    everything, own = [], []
    for seed, shops in dealt.items():
        heads = [
            train_heads(_alike(recipe, seed * 1000 + shop.number), shop.data, shop.held_out).heads
            for shop in shops.shops
        ]
        everything.append(_average([measure_heads(ready.reported, h, fusion) for h in heads]))
        asked = [_measured(part, h, fusion) for part, h in zip(shops.asked, heads, strict=True)]
        own.append(_average(asked))
    return {ALONE: {"reported": _mean(everything)}, OWN: {"reported": _mean(own)}}


def _measured(shops: Sequence[Shop], heads: Heads, fusion: Fusion) -> Figures:
    return measure_heads([shop for shop in shops if any(shop.right)], heads, fusion)


def _alike(recipe: FederatedRecipe, seed: int) -> HeadsRecipe:
    """The recipe of one place that makes as many steps and looks as often as the federation."""
    return replace(
        recipe.heads,
        seed=seed,
        n_steps=recipe.n_steps,
        mine_every_steps=recipe.local_steps,
        look_every_steps=recipe.local_steps,
        patience_looks=recipe.n_rounds + 1,
        blends=recipe.blends,
    )


def _federated(row: str, recipe: FederatedRecipe, n_shops: int, seed: int) -> FederatedRecipe:
    changed = federated_recipe_from(PRIVATE.get(row, {}), replace(recipe, min_shops=n_shops))
    return replace(changed, heads=replace(changed.heads, seed=seed))


def _cost(runs: Sequence[Federated], recipe: FederatedRecipe) -> dict[str, Any]:
    n_rounds = recipe.n_rounds
    return {
        "up_bytes_a_round": round(float(np.mean([run.bytes_up for run in runs])) / n_rounds),
        "down_bytes_a_round": round(float(np.mean([run.bytes_down for run in runs])) / n_rounds),
        "cpu_seconds_a_round": round(float(np.mean([run.cpu_s for run in runs])) / n_rounds, 3),
        "epsilon": runs[0].epsilon,
        "best_round": [run.best_round for run in runs],
        "blend": [run.blend for run in runs],
    }


def _average(each: Sequence[Figures]) -> Figures:
    """Over shops, weighted by how many queries each was asked."""
    names = sorted({name for figures in each for name in figures})
    averaged: Figures = {}
    for name in names:
        rows = [figures[name] for figures in each if name in figures]
        weights = [row["n"] for row in rows]
        averaged[name] = {
            "n": sum(weights) / len(each),
            **{
                of: float(np.average([row[of] for row in rows], weights=weights))
                for of in ("recall@1", "recall@5")
            },
        }
    return averaged


def _mean(runs: Sequence[Figures]) -> Figures:
    """Over seeds."""
    return {
        name: {
            "n": round(float(np.mean([run[name]["n"] for run in runs]))),
            **{
                f"recall@{k}{suffix}": round(
                    float(of([run[name][f"recall@{k}"] for run in runs])), 4
                )
                for k in (1, 5)
                for suffix, of in (("", np.mean), (" spread", np.std))
            },
        }
        for name in runs[0]
    }


def as_markdown(table: dict[str, Any]) -> str:
    """A line a row: recall, then what a round costs all shops together."""
    shops = list(table[PLAIN]["reported"])
    heading = [f"{shop} @1 / @5" for shop in shops]
    lines = [
        "| heads | " + " | ".join([*heading, "kB up a round", "CPU s a round", "epsilon"]) + " |",
        "|---|" + "---:|" * (len(shops) + 3),
    ]
    for name, row in table.items():
        cells = [_recall_cell(row["reported"].get(shop)) for shop in shops]
        cost = row.get("cost")
        epsilon = "" if not cost or cost["epsilon"] is None else f"{cost['epsilon']:,.1f}"
        if cost:
            sent_kb = cost["up_bytes_a_round"] / 1000
            cells += [f"{sent_kb:,.0f}", f"{cost['cpu_seconds_a_round']:.2f}", epsilon]
        else:
            cells += ["", "", ""]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _recall_cell(figures: dict[str, float] | None) -> str:
    if figures is None:
        return ""
    spread = f" ± {figures['recall@1 spread']:.3f}" if "recall@1 spread" in figures else ""
    return f"{figures['recall@1']:.3f}{spread} / {figures['recall@5']:.3f}"
