"""`python -m retrieval.training.robust MODEL…`: attacks encoders; it trains none."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints clean and attacked recall of encoders side by side as Markdown; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.training.robust", description=main.__doc__
    )
    parser.add_argument("models", nargs="+", help="pocket, pocket-robust, ARCH/TAG or folders")
    parser.add_argument("--data", type=Path, help="folder with grocery/ and clothing/")
    parser.add_argument("--no-samples", action="store_true", help="leave the samples out")
    parser.add_argument("--pictures", type=int, default=100, help="of each source")
    parser.add_argument("--steps", type=int, default=20, help="of each of the two attacks")
    parser.add_argument("--json", type=Path, help="write the whole tables here")
    chosen = parser.parse_args(arguments)
    if chosen.pictures < 1 or chosen.steps < 1:
        parser.error("--pictures and --steps are at least 1")

    from retrieval.training.robust.measure import measure_robustness
    from retrieval.training.robust.report import as_markdown

    products: Any = None
    if not chosen.no_samples:
        from samples import render as products
    tables = []
    try:
        for model in chosen.models:
            print(f"{model} …", file=sys.stderr)
            tables.append(
                measure_robustness(
                    model,
                    chosen.data,
                    products,
                    n_pictures=chosen.pictures,
                    n_steps=chosen.steps,
                    progress=lambda told: print(told, file=sys.stderr),
                )
            )
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(tables, indent=1) + "\n", "utf-8")
    print(as_markdown(tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
