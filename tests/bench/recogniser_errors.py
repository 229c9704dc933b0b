"""What the recogniser makes of spoken wishes, as a file that `vitrine bench robustness` asks.

    python -m tests.bench.recogniser_errors --out retrieval/robustness/heard.csv

Every sample clip of a wish is heard as it is and under added noise. Columns: said, heard,
language, noise (of the clip), added_noise, expected_ids. Retrieval knows nothing of sound; these
pairs are how its errors reach it.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samples.clips import clips
from speech import decode_audio, load_recognizer
from tests.bench.report import arguments

NOISE_DB = (None, 10.0, 5.0)  # signal over noise; None adds nothing


def main() -> None:
    """Hear every wish at each noise and write the pairs."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--speech-model", default="pocket")
    options = parser.parse_args()
    recogniser = load_recognizer(options.speech_model)
    lines = [["said", "heard", "language", "noise", "added_noise", "expected_ids"]]
    for number, clip in enumerate(clip for clip in clips() if clip.text and clip.expected_ids):
        sound = decode_audio(clip.path)
        for level in NOISE_DB:
            noisy = _noisy(sound.samples, level, number)
            heard = recogniser.transcribe(noisy, sound.sample_rate_hz).text
            added = "heard" if level is None else f"heard at {level:g} dB of noise"
            ids = ";".join(clip.expected_ids)
            lines.append([clip.text, heard, clip.language, clip.noise, added, ids])
            print(f"{clip.text!r} -> {heard!r}", file=sys.stderr)
    _write(lines, options.out)


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
