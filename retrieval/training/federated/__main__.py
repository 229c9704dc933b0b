"""`python -m retrieval.training.federated ENCODER`: together against one place and alone."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from retrieval.errors import InputError, RetrievalError
from retrieval.training.federated.compare import ROWS, Dealing, as_markdown, compare
from retrieval.training.federated.flower import require_accountant, require_flower
from retrieval.training.federated.partition import SPLITS
from retrieval.training.federated.recipe import federated_recipe_from
from retrieval.training.federated.weakened import weakened


def main(arguments: Sequence[str] | None = None) -> int:
    """Deals the data to unlike shops, trains heads each way, prints a table; exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.training.federated", description=main.__doc__
    )
    parser.add_argument("encoder", help="a model name without heads")
    parser.add_argument("--data", type=Path, help="folder with grocery/ and clothing/")
    parser.add_argument("--no-samples", action="store_true", help="leave the samples out")
    parser.add_argument("--config", type=Path, help="JSON of what differs from the recipe")
    parser.add_argument(
        "--weakened", type=float, help="noise on the encoder's last text layer; 1 is much"
    )
    parser.add_argument("--shops", type=int, default=5, help="how many the photos are dealt to")
    parser.add_argument("--split", choices=SPLITS, default="dirichlet")
    parser.add_argument("--alpha", type=float, default=0.3, help="of the Dirichlet distribution")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW")
    parser.add_argument("--seeds", nargs="+", type=int, default=[7, 8, 9])
    parser.add_argument("--cache", type=Path, default=Path("runs/heads"))
    parser.add_argument("--json", type=Path, help="write the whole table here")
    chosen = parser.parse_args(arguments)

    from retrieval.encoders.load import load_encoder
    from retrieval.fusion import load_fusion
    from retrieval.training.heads.prepare import prepare

    samples: Any = None
    queries: Path | None = None
    if not chosen.no_samples:
        from samples import QUERIES_CSV
        from samples import render as samples

        queries = QUERIES_CSV
    try:
        require_flower()
        require_accountant()
        recipe = federated_recipe_from(_read(chosen.config))
        encoder = load_encoder(chosen.encoder, device="cpu")
        embedding = recipe.heads.embedding
        ready = prepare(encoder, chosen.data, samples, queries, embedding, chosen.cache)
        ready = ready if chosen.weakened is None else weakened(ready, chosen.weakened)
        dealing = Dealing(chosen.shops, chosen.split, chosen.alpha)
        table = compare(
            ready,
            load_fusion(encoder.folder),
            recipe,
            dealing,
            chosen.seeds,
            chosen.rows,
            lambda name, row: print(name, json.dumps(row), file=sys.stderr, flush=True),
        )
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if chosen.json is not None:
        whole = {
            "encoder_id": ready.data.encoder_id,
            "seeds": chosen.seeds,
            "dealing": asdict(dealing),
            "recipe": json.loads(recipe.as_json()),
            "heads": table,
        }
        chosen.json.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
    print(as_markdown(table))
    return 0


def _read(config: Path | None) -> dict[str, Any]:
    if config is None:
        return {}
    try:
        values = json.loads(config.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{config} cannot be read as JSON ({error}).") from error
    if not isinstance(values, dict):
        raise InputError(f"{config} must hold one JSON object.")
    return values


if __name__ == "__main__":
    sys.exit(main())
