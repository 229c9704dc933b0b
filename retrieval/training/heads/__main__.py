"""`python -m retrieval.training.heads ENCODER`: fits and compares mixings of a photo and words.

With `--into` an encoder's own folder it gives that encoder its mixing.safetensors.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError
from retrieval.heads.mixing import MIXING_FILE, MIXINGS, Mixing, save_mixing


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits and compares the ways to mix a text and a picture into one query; the exit code.

    Prints a Markdown table. With --into FOLDER the best one is put there as mixing.safetensors,
    where an encoder folder or the folder of heads is searched for it; one that is there goes when
    the plain sum is the best. --kinds attention --seeds 7 fits the kind that pocket ships alone.
    """
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.training.heads", description=main.__doc__
    )
    parser.add_argument("encoder", help="any model name, with or without +heads:FILE")
    parser.add_argument("--data", type=Path, help="folder with clothing/")
    parser.add_argument("--no-samples", action="store_true", help="leave the samples out")
    parser.add_argument("--json", type=Path, help="write the whole table here")
    parser.add_argument("--into", type=Path, help="folder the best mixing is written to")
    parser.add_argument("--cache", type=Path, help="where renderings of the samples are kept")
    parser.add_argument("--kinds", nargs="+", choices=MIXINGS, default=list(MIXINGS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[7, 8, 9])
    parser.add_argument("--steps", type=int, help="of each fit, where the recipe's are too many")
    chosen = parser.parse_args(arguments)

    from retrieval.encoders.load import load_encoder
    from retrieval.errors import InputError
    from retrieval.training.heads.mixed_queries import mixed_queries
    from retrieval.training.heads.mixing_choice import choose_mixing
    from retrieval.training.heads.mixing_fit import MixingRecipe

    samples: Any = None
    if not chosen.no_samples:
        from samples import render as samples
    try:
        encoder = load_encoder(chosen.encoder)
        asked = mixed_queries(encoder, chosen.data, samples, chosen.cache)
        if not asked["train"] or not asked["validation"]:
            raise InputError(
                "There are no mixed queries: give --data with clothing/, or the samples."
            )
        recipe = MixingRecipe() if chosen.steps is None else MixingRecipe(n_steps=chosen.steps)
        best, table = choose_mixing(
            asked["train"],
            asked["validation"],
            asked["test"],
            chosen.seeds,
            recipe,
            chosen.kinds,
        )
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    table = {"encoder_id": encoder.id, **table}
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    print(as_markdown(table))
    if chosen.into is not None:
        print(_put(best, chosen.into))
    return 0


def _put(best: Mixing | None, folder: Path) -> str:
    """Writes the best mixing, or takes one away that is no better than a sum; what was done."""
    file = folder / MIXING_FILE
    if best is None:
        file.unlink(missing_ok=True)
        return f"Nothing was written: without {file} a photo and words are summed."
    folder.mkdir(parents=True, exist_ok=True)
    save_mixing(best, folder)
    return f"It is in {file}."


def as_markdown(table: dict[str, Any]) -> str:
    """The test figures, a line a kind."""
    kinds: dict[str, Any] = table["kinds"]
    asked = list(next(iter(kinds.values()))["test"])
    lines = [
        "| mixing | " + " | ".join(f"{name} @1 / @5" for name in asked) + " |",
        "|---|" + "---:|" * len(asked),
    ]
    for kind, splits in kinds.items():
        cells = [
            f"{splits['test'][name]['recall@1']:.3f} / {splits['test'][name]['recall@5']:.3f}"
            for name in asked
        ]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", f"By validation, {table['best']} is the best."])


if __name__ == "__main__":
    sys.exit(main())
