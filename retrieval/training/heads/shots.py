"""`python -m retrieval.training.heads.shots ENCODER`: what 1 to 16 labels a class bring."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError
from retrieval.training.heads.earlier_rows import earlier_rows
from retrieval.training.heads.shots_curve import SEEDS, SHOTS, as_markdown, shots_curve


def main(arguments: Sequence[str] | None = None) -> int:
    """Adapts heads to groceries and garments by few photos of the train split, and measures them.

    Recall@1 on the validation photos against zero-shot and a linear probe, and on the text queries
    of the samples before and after. Prints a Markdown table; --json also remembers what is done, so
    that the same command goes on. Exit code.
    """
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.training.heads.shots", description=main.__doc__
    )
    parser.add_argument("encoder", help="a model name without heads, or a folder")
    parser.add_argument("--data", type=Path, required=True, help="folder with grocery/, clothing/")
    parser.add_argument("--shots", nargs="+", type=int, default=list(SHOTS))
    parser.add_argument("--seeds", nargs="+", type=int, default=list(SEEDS))
    parser.add_argument(
        "--shops", nargs="+", default=[], help="names of some of them; all otherwise"
    )
    parser.add_argument("--no-samples", action="store_true", help="do not ask what is forgotten")
    parser.add_argument("--json", type=Path, help="write the curves here, each as it is done")
    parser.add_argument("--picture", type=Path, help="draw the curves here, as SVG")
    chosen = parser.parse_args(arguments)

    from retrieval.encoders.load import load_encoder
    from retrieval.training.heads.shots_picture import drawn
    from retrieval.training.heads.shots_shops import sample_shop, shots_shops

    try:
        encoder = load_encoder(chosen.encoder, device="cpu")
        asked = {"encoder_id": encoder.id, "shots": chosen.shots, "seeds": chosen.seeds}
        curves = earlier_rows(
            chosen.json, asked, under="curves", kind="curves", settings="shots or seeds"
        )
        shops = shots_shops(encoder, chosen.data, chosen.shops)
        missing = [shop for shop in shops if shop.name not in curves]
        elsewhere = None if chosen.no_samples or not missing else sample_shop(encoder)
        for shop in missing:
            curves[shop.name] = shots_curve(
                shop.labelled,
                shop.test,
                elsewhere,
                chosen.shots,
                chosen.seeds,
                tell=partial(_tell, shop.name),
            )
            if chosen.json is not None:
                told = {**asked, "curves": curves}
                chosen.json.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    shown = {shop.name: curves[shop.name] for shop in shops}
    if chosen.picture is not None:
        chosen.picture.write_text(drawn(shown, encoder.name), encoding="utf-8")
    print(as_markdown(shown))
    return 0


def _tell(shop: str, n: int, figures: dict[str, Any]) -> None:
    print(shop, n, json.dumps(figures), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
