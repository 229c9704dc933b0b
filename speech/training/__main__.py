"""`python -m speech.training MODEL --corpus FOLDER` measures a model; `vitrine train` makes one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from speech.errors import SpeechError


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what `measure_speech` finds as JSON; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m speech.training", description=main.__doc__)
    parser.add_argument("model", help='"pocket", a Whisper name, or a checkpoint\'s path')
    parser.add_argument("--corpus", type=Path, required=True, help="folder of synthesised clips")
    parser.add_argument("--data", type=Path, help="folder of real digits, or of digits/")
    parser.add_argument("--clips", type=int, default=200, help="of each kind, at most")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    chosen = parser.parse_args(arguments)

    from speech.recognizer.load import load_recognizer
    from speech.training.measure import measure_speech

    try:
        figures = measure_speech(
            load_recognizer(chosen.model),
            chosen.corpus,
            chosen.data,
            n_clips=chosen.clips,
            progress=lambda kind, n: print(f"{kind}: {n} clips", file=sys.stderr),
        )
    except SpeechError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    text = json.dumps({"model": chosen.model, "figures": figures}, indent=1, ensure_ascii=False)
    if chosen.json is not None:
        chosen.json.write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
