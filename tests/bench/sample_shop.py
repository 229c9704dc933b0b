"""What the benchmarks of hearing share: the sample shop with a speech model; no measuring."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.cli.demo import make_sample_store
from assistant.errors import TOLD_ERRORS
from assistant.hearing import SpeechRecognizer
from tests.bench.report import arguments, percentiles


def hearing_arguments(says: str) -> ArgumentParser:
    """A parser with `--out` and `--model`."""
    parser = arguments(says)
    parser.add_argument(
        "--model", default="pocket", help="pocket, a Whisper name or a .pt file; runs on the CPU"
    )
    return parser


@contextmanager
def told_errors() -> Iterator[None]:
    """What the caller can put right is told in one sentence, with exit code 2."""
    try:
        yield
    except TOLD_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)


@contextmanager
def sample_shop(recognizer: SpeechRecognizer) -> Iterator[Assistant]:
    """An assistant on the sample store, made anew in a temporary folder, that hears with a model.

    The language is detected, whatever the user's settings say.
    """
    with tempfile.TemporaryDirectory() as folder:
        make_sample_store(Path(folder), device="cpu", quiet=True)
        with Assistant.open(
            folder, recognizer=recognizer, language="auto", device="cpu"
        ) as assistant:
            yield assistant


def summary(samples: Sequence[float]) -> dict[str, float]:
    """n, p50 and p95, or n alone when there are none."""
    return percentiles(samples) if samples else {"n": 0}


def is_within(figures: dict[str, Any], limit: float) -> bool:
    """Whether the p95 of a summary keeps a limit; that of no samples does not."""
    return bool(figures["n"]) and figures["p95"] <= limit
