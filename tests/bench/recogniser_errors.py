"""What the recogniser makes of spoken wishes, as a file that `vitrine bench robustness` asks.

    python -m tests.bench.recogniser_errors --out retrieval/robustness/heard.csv

Every sample clip of a wish is heard as it is and under added noise. Columns: said, heard,
language, noise (of the clip), added_noise, expected_ids, in_shop. Retrieval knows nothing of sound;
these rows are how its errors reach it. heard: by the recogniser alone. in_shop: as the program
hears, told the shop's words, with what else may have been said: a JSON list of texts and
confidences, empty where nothing was heard.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.hearing import Hearing, load_hearing
from retrieval.catalogue.ingest import add
from retrieval.catalogue.store import Store
from samples import CATALOGUE_CSV
from samples.clips import clips
from speech import decode_audio
from speech.audio.waveform import Waveform
from tests.bench.report import arguments

NOISE_DB = (None, 10.0, 5.0)  # signal over noise; None adds nothing


def main() -> None:
    """Hear every wish at each noise and write the pairs."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--speech-model", default="pocket")
    options = parser.parse_args()
    lines = [["said", "heard", "language", "noise", "added_noise", "expected_ids", "in_shop"]]
    with _sample_hearing(options.speech_model) as hearing:
        for number, clip in enumerate(clip for clip in clips() if clip.text and clip.expected_ids):
            sound = decode_audio(clip.path)
            for level in NOISE_DB:
                noisy = _noisy(sound.samples, level, number)
                heard = hearing.recognizer.transcribe(noisy, sound.sample_rate_hz).text
                in_shop = _readings(hearing, Waveform(noisy, sound.sample_rate_hz))
                added = "heard" if level is None else f"heard at {level:g} dB of noise"
                ids = ";".join(clip.expected_ids)
                told = json.dumps(in_shop, ensure_ascii=False)
                lines.append([clip.text, heard, clip.language, clip.noise, added, ids, told])
                print(f"{clip.text!r} -> {heard!r}, {told}", file=sys.stderr)
    _write(lines, options.out)


@contextmanager
def _sample_hearing(model: str) -> Iterator[Hearing]:
    """A recogniser that knows the words of the sample catalogue."""
    recogniser = load_hearing(model, device="cpu")
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store", create=True) as store,
    ):
        add(store, CATALOGUE_CSV, None)
        yield Hearing(store, recognizer=recogniser)


def _readings(hearing: Hearing, sound: Waveform) -> list[tuple[str, float]]:
    """What may have been said, the text first."""
    heard = hearing.hear(sound)
    found = {heard.text: heard.confidence} if heard.text else {}
    found |= {other.text: other.confidence for other in heard.alternatives if other.text}
    return [(text, round(confidence, 4)) for text, confidence in found.items()]


def _noisy(samples: NDArray[np.float32], level_db: float | None, seed: int) -> NDArray[np.float32]:
    """White noise at a level below the sound's own."""
    if level_db is None:
        return samples
    power = float(np.square(samples).mean()) / 10 ** (level_db / 10)
    noise = np.random.default_rng(seed).normal(0, power**0.5, samples.shape)
    return np.asarray(samples + noise, np.float32)


def _write(lines: list[list[str]], out: Path | None) -> None:
    if out is None:
        csv.writer(sys.stdout).writerows(lines)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


if __name__ == "__main__":
    main()
