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
from retrieval.training.heads.earlier_rows import earlier_rows
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.loop import train_heads
from retrieval.training.heads.measure import measure_heads
from retrieval.training.heads.recipe import HeadsRecipe, recipe_from
from retrieval.training.heads.validation import mean_recall, recalls
from retrieval.training.held_out_pairs import Shop

_RESIDUAL: dict[str, Any] = {"hidden_widths": [256], "residual": True, "dropout": 0.3}
_RESIDUAL_SHAPE = {"text": _RESIDUAL, "image": _RESIDUAL}
_SURE = {**_RESIDUAL, "dropout": 0.0}
RECIPES: dict[str, dict[str, Any]] = {
    "seed design, sigmoid": {},
    "seed design, InfoNCE": {"loss": "infonce"},
    "residual, sigmoid": {"shape": _RESIDUAL_SHAPE},
    "residual, InfoNCE": {"shape": _RESIDUAL_SHAPE, "loss": "infonce"},
    "residual, no graph": {"shape": _RESIDUAL_SHAPE, "graph_weight": 0.0},
    "residual, nothing mined": {"shape": _RESIDUAL_SHAPE, "mined_share": 0.0},
    "residual, no dropout": {"shape": {"text": _SURE, "image": _SURE}},
    "residual, no weight decay": {"shape": _RESIDUAL_SHAPE, "weight_decay": 0.0},
    "residual, contrast alone": {
        "shape": _RESIDUAL_SHAPE,
        "attribute_weight": 0.0,
        "price_weight": 0.0,
        "graph_weight": 0.0,
    },
    "residual, SGD": {"shape": _RESIDUAL_SHAPE, "optimiser": "sgd", "learning_rate": 0.03},
}


def compare(
    data: EmbeddedData,
    shops: Sequence[Shop],
    reported: Sequence[Shop],
    fusion: Fusion,
    recipes: dict[str, HeadsRecipe],
    seeds: Sequence[int],
    tell: Callable[[str, dict[str, Any]], None] | None = None,
    known: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Name -> reported shop -> recall@1 and @5, mean and spread (standard deviation) over seeds.

    tell: hears each row as it is done. known: rows that are done already.
    """
    from dataclasses import replace

    table: dict[str, Any] = {"plain": {"reported": measure_heads(reported, None, fusion)}}
    table["plain"]["validation"] = [recalls(shops)]
    for name, recipe in recipes.items():
        if known and name in known:
            table[name] = known[name]
            continue
        runs = [train_heads(replace(recipe, seed=seed), data, shops) for seed in seeds]
        measured = [measure_heads(reported, run.heads, fusion) for run in runs]
        table[name] = {
            "blend": [run.blend for run in runs],
            "best_step": [run.best_step for run in runs],
            "validation": [dict(run.recall) for run in runs],
            "duration_s": round(float(np.mean([run.duration_s for run in runs])), 1),
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
    lines = ["| heads | held out, mean @1 | " + " | ".join(f"{s} @1 / @5" for s in shops) + " |"]
    lines.append("|---|---:|" + "---:|" * len(shops))
    for name, row in table.items():
        cells = [f"{np.mean([mean_recall(found) for found in row['validation']]):.3f}"]
        for shop in shops:
            figures = row["reported"][shop]
            spread = f" ± {figures['recall@1 spread']:.3f}" if "recall@1 spread" in figures else ""
            cells.append(f"{figures['recall@1']:.3f}{spread} / {figures['recall@5']:.3f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains heads by each recipe and seed, measures them beside the plain encoder; exit code.

    With --json each recipe is remembered as it is done, and the same command goes on.
    """
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
        asked = {"encoder_id": encoder.id, "seeds": chosen.seeds, "config": config}
        known = earlier_rows(
            chosen.json, asked, under="heads", kind="table", settings="seeds or config"
        )

        def tell(name: str, row: dict[str, Any]) -> None:
            print(name, json.dumps(row["reported"]), file=sys.stderr)
            known[name] = row
            _remember(chosen.json, asked, known)

        table = compare(
            ready.data,
            ready.shops,
            ready.reported,
            load_fusion(encoder.folder),
            recipes,
            chosen.seeds,
            tell,
            known,
        )
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    _remember(chosen.json, asked, {**known, **table})
    print(as_markdown(table))
    return 0


def _remember(file: Path | None, asked: dict[str, Any], rows: dict[str, Any]) -> None:
    if file is not None:
        file.write_text(json.dumps({**asked, "heads": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
