"""`python -m retrieval.training ENCODER_FOLDER`: measures an encoder; `vitrine train` makes one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from retrieval.errors import RetrievalError


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table of `measure_encoder` as Markdown; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m retrieval.training", description=main.__doc__)
    parser.add_argument("encoder", type=Path, help="an exported encoder folder")
    parser.add_argument("--data", type=Path, help="folder with grocery/ and clothing/")
    parser.add_argument("--no-samples", action="store_true", help="leave the samples out")
    parser.add_argument("--json", type=Path, help="write the whole table here")
    parser.add_argument("--pictures", type=Path, help="write the confusion pictures here")
    chosen = parser.parse_args(arguments)

    from retrieval.training.confusion_picture import save_confusions
    from retrieval.training.measure import measure_encoder
    from retrieval.training.report import as_markdown

    try:
        if chosen.no_samples:
            table = measure_encoder(chosen.encoder, chosen.data)
        else:
            from samples import QUERIES_CSV, render

            table = measure_encoder(chosen.encoder, chosen.data, render, QUERIES_CSV)
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if chosen.pictures is not None:
        save_confusions(table, chosen.pictures)
    print(as_markdown(table))
    return 0


if __name__ == "__main__":
    sys.exit(main())
