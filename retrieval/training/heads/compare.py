"""`python -m retrieval.training.heads.compare ENCODER`: plain against heads of several recipes.

The table that says whether heads help, and which part of the recipe does; not for making a file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.fusion import Fusion, load_fusion
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.loop import train_heads
from retrieval.training.heads.measure import measure_heads
from retrieval.training.heads.recipe import HeadsRecipe, recipe_from
from retrieval.training.held_out_pairs import Shop

_RESIDUAL: dict[str, Any] = {"hidden_widths": [256], "residual": True, "dropout": 0.3}
_RESIDUAL_SHAPE = {"text": _RESIDUAL, "image": _RESIDUAL}
RECIPES: dict[str, dict[str, Any]] = {
    "seed design, sigmoid": {},
    "seed design, InfoNCE": {"loss": "infonce"},
    "residual, sigmoid": {"shape": _RESIDUAL_SHAPE},
    "residual, InfoNCE": {"shape": _RESIDUAL_SHAPE, "loss": "infonce"},
    "residual, no graph": {"shape": _RESIDUAL_SHAPE, "graph_weight": 0.0},
    "residual, nothing mined": {"shape": _RESIDUAL_SHAPE, "mined_share": 0.0},
}


def compare(
    data: EmbeddedData,
    shops: Sequence[Shop],
    reported: Sequence[Shop],
    fusion: Fusion,
    recipes: dict[str, HeadsRecipe],
    seeds: Sequence[int],
    tell: Callable[[str, dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """Name -> reported shop -> recall@1 and @5, mean and spread (standard deviation) over seeds."""
    from dataclasses import replace

    table: dict[str, Any] = {"plain": {"reported": measure_heads(reported, None, fusion)}}
    for name, recipe in recipes.items():
        runs = [train_heads(replace(recipe, seed=seed), data, shops) for seed in seeds]
        measured = [measure_heads(reported, run.heads, fusion) for run in runs]
        table[name] = {
            "blend": [run.blend for run in runs],
            "best_step": [run.best_step for run in runs],
            "validation": [dict(run.recall) for run in runs],
            "reported": {
                shop: {
                    "n": row["n"],
                    **{
                        f"recall@{k}{suffix}": round(
                            float(of([each[shop][f"recall@{k}"] for each in measured])), 4
                        )
                        for k in (1, 5)
                        for suffix, of in (("", np.mean), (" spread", np.std))
                    },
                }
                for shop, row in measured[0].items()
            },
        }
        if tell is not None:
            tell(name, table[name])
    return table


def as_markdown(table: dict[str, Any]) -> str:
    """A line a recipe."""
    shops = list(table["plain"]["reported"])
    lines = ["| heads | " + " | ".join(f"{s} @1 / @5" for s in shops) + " |"]
    lines.append("|---|" + "---:|" * len(shops))
    for name, row in table.items():
        cells = []
        for shop in shops:
            figures = row["reported"][shop]
            spread = f" ± {figures['recall@1 spread']:.3f}" if "recall@1 spread" in figures else ""
            cells.append(f"{figures['recall@1']:.3f}{spread} / {figures['recall@5']:.3f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains heads by each recipe and seed, measures them beside the plain encoder; exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.training.heads.compare", description=main.__doc__
    )
    parser.add_argument("encoder", help="a model name without heads")
    parser.add_argument("--data", type=Path, help="folder with grocery/ and clothing/")
    parser.add_argument("--no-samples", action="store_true", help="leave the samples out")
    parser.add_argument("--config", type=Path, help="JSON that changes every recipe, n_steps say")
    parser.add_argument("--recipes", nargs="+", choices=list(RECIPES), default=list(RECIPES))
    parser.add_argument("--seeds", nargs="+", type=int, default=[7, 8, 9])
    parser.add_argument("--cache", type=Path, default=Path("runs/heads"))
    parser.add_argument("--json", type=Path, help="write the whole table here")
    chosen = parser.parse_args(arguments)

    from retrieval.encoders.load import load_encoder
    from retrieval.training.heads.prepare import prepare

    samples: Any = None
    queries: Path | None = None
    if not chosen.no_samples:
        from samples import QUERIES_CSV
        from samples import render as samples

        queries = QUERIES_CSV
    try:
        config = json.loads(chosen.config.read_text("utf-8")) if chosen.config else {}
        base = recipe_from(config)
        encoder = load_encoder(chosen.encoder, device="cpu")
        ready = prepare(encoder, chosen.data, samples, queries, base.embedding, chosen.cache)
        recipes = {name: recipe_from(RECIPES[name], base) for name in chosen.recipes}
        table = compare(
            ready.data,
            ready.shops,
            ready.reported,
            load_fusion(encoder.folder),
            recipes,
            chosen.seeds,
            lambda name, row: print(name, json.dumps(row["reported"]), file=sys.stderr),
        )
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if chosen.json is not None:
        whole = {"encoder_id": encoder.id, "seeds": chosen.seeds, "heads": table}
        chosen.json.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
    print(as_markdown(table))
    return 0


if __name__ == "__main__":
    sys.exit(main())
