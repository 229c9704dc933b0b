"""What it costs an answer that products and photos are doubted, over the sample store.

Peers in the same run, turn by turn: the same answers without evening hubs and doubting products,
without the detector of altered photos, and without either.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant import Assistant, Query
from assistant.cli.demo import make_sample_store
from samples import SAMPLES_DIR
from tests.bench.report import arguments, write

TEXTS = ("red dress", "blue mug", "running shoes", "wooden table", "umbrella", "红色连衣裙")


def main() -> None:
    """Ask by photo and by text in each way."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--photos", type=int, default=30)
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    photos = sorted((SAMPLES_DIR / "pictures").glob("*-1.jpg"))[: 2 * options.photos : 2]
    with tempfile.TemporaryDirectory() as folder:
        make_sample_store(Path(folder), device="cpu", quiet=True)
        with Assistant.open(folder, device="cpu") as assistant:
            by_photo = [Query(images=[photo]) for photo in photos]
            # A blank more is another query to what remembers vectors of texts.
            by_text = [
                Query(text=text + " " * turn) for text in TEXTS for turn in range(options.photos)
            ]
            figures = {
                "photo_ms": _medians(assistant, by_photo, options.turns),
                "text_ms": _medians(assistant, by_text, 1),
            }
    write("doubt", figures, options.out)


def _medians(assistant: Assistant, queries: list[Query], n_turns: int) -> dict[str, Any]:
    """Way of answering -> median milliseconds."""
    searcher = assistant.searcher
    view, detector = searcher._view, searcher.detector
    trust = view.trust
    ways = {
        "as_answered": (detector, trust),
        "no_detector": (None, trust),
        "nothing_doubted": (detector, None),
        "neither": (None, None),
    }
    for query in queries[:3]:
        assistant.ask(query)
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(n_turns):
        for query in queries:
            for name, (searcher.detector, view.trust) in ways.items():
                start = time.perf_counter()
                assistant.ask(query)
                took[name].append((time.perf_counter() - start) * 1e3)
    searcher.detector, view.trust = detector, trust
    return {"n": len(queries) * n_turns} | {
        name: round(statistics.median(times), 2) for name, times in took.items()
    }


if __name__ == "__main__":
    main()
