"""`python -m speech.training MODEL --corpus FOLDER` measures a model; `vitrine train` makes one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from speech.errors import SpeechError
from speech.training.errors import TrainingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures how a speech model hears held-out clips, and prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m speech.training", description=main.__doc__)
    parser.add_argument(
        "model", nargs="?", help='"pocket", a Whisper name, or a checkpoint\'s path'
    )
    parser.add_argument("--corpus", type=Path, help="folder of clips that `vitrine train` made")
    parser.add_argument("--data", type=Path, help="folder of real digits, or of digits/")
    parser.add_argument(
        "--clips", type=_positive, default=200, help="of each kind, at most (default 200)"
    )
    parser.add_argument("--peer", help="another model that is to hear the same clips")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument(
        "--table", type=Path, metavar="JSON", help="print such figures as Markdown and do no more"
    )
    chosen = parser.parse_args(arguments)
    if chosen.table is None and (chosen.model is None or chosen.corpus is None):
        parser.error("name a model and its --corpus, or a --table to print")
    try:
        if chosen.table is not None:
            print(_table(chosen.table))
            return 0
        text = json.dumps(_measured(chosen), indent=1, ensure_ascii=False)
        if chosen.json is not None:
            from speech.training.whole_file import written_whole

            with written_whole(chosen.json) as file:
                file.write(f"{text}\n".encode())
        print(text)
    except SpeechError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def _measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """What is wrong is told before anything is heard, which takes minutes."""
    from speech.recognizer.load import load_recognizer
    from speech.training.clips import Clips
    from speech.training.held_out_sounds import HeldOutSounds
    from speech.training.measure import measure_speech
    from speech.training.real_digits import read_digits
    from speech.training.report import described, speech_report
    from speech.training.whole_file import check_writable
    from speech.training.word_errors import load_jiwer

    load_jiwer()
    if chosen.json is not None:
        check_writable(chosen.json)
    digits = read_digits(chosen.data) if chosen.data is not None else []
    sounds = HeldOutSounds(Clips(chosen.corpus), digits, chosen.clips)
    names = [chosen.model] if chosen.peer is None else [chosen.model, chosen.peer]
    recognizers = [load_recognizer(name) for name in names]
    figures = []
    for recognizer in recognizers:

        def tell(kind: str, n_clips: int, name: str = recognizer.name) -> None:
            print(f"{name}: {kind}, {n_clips} clips", file=sys.stderr)

        figures.append(described(recognizer, measure_speech(recognizer, sounds, tell)))
    peer = figures[1] if len(figures) > 1 else None
    return speech_report(figures[0], peer, chosen.clips)


def _table(path: Path) -> str:
    from speech.training.report import as_markdown

    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise TrainingError(f"{path} cannot be read as JSON ({error}).") from error
    return as_markdown(report)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} clips are too few")
    return number


if __name__ == "__main__":
    sys.exit(main())
