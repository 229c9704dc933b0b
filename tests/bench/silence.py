"""Words invented where nobody speaks, and quiet speech kept, as the program hears.

Clips of many kinds of sound without speech, heard as `vitrine ask` hears: voice detector, the
sample shop's vocabulary, language detected. Limit: no word. Peer on the same clips in the same run:
plain `whisper.transcribe` of the same checkpoint, told that the language is English. Then clean
speech at -45 dBFS over a noise 15 dB below. Limit: 98 % of the clips give words.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from speech.audio.waveform import FloatArray
from speech.training.word_errors import error_rate, word_errors
from tests.bench.listeners import Listener, Setup, listeners, sample_terms
from tests.bench.not_speech import Noise, noises
from tests.bench.report import write
from tests.bench.sample_shop import hearing_arguments, told_errors
from tests.bench.spoken_clips import SpokenClip, at_level, enough, other_pace, spoken_clips

LEAST_KEPT = 0.98
QUIET_DBFS = -45.0
NOISE_BELOW_DB = 15.0
SEED = 45
MOST_EXAMPLES = 8


def main() -> None:
    """Count the words of each kind of sound, then of quiet speech."""
    parser = hearing_arguments(__doc__ or "")
    parser.add_argument("--clips", type=int, default=240, help="without speech")
    parser.add_argument("--quiet", type=int, default=200, help="clips of quiet speech")
    parser.add_argument("--corpus", type=Path, help="as `vitrine train speech --corpus-only` made")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with told_errors():
        _measure(options)


def _measure(options: Any) -> None:
    clean = [
        clip
        for clip in spoken_clips(options.corpus)
        if clip.language == "en" and clip.noise == "clean"
    ]
    spoken = enough(clean, options.quiet, other_pace)
    silent = noises(options.clips)
    setup = Setup(options.model, options.threads, sample_terms())
    with listeners(("program", "whisper"), setup) as opened:
        program, whisper = opened["program"], opened["whisper"]
        ours, theirs = _without_speech(program, whisper, silent)
        quiet = _quiet_speech(program, spoken)
    write(
        "silence",
        {
            "model": options.model,
            "without_speech": {
                "n_clips": len(silent),
                "program": _invented(silent, ours),
                "whisper": _invented(silent, theirs),
                "kinds": _by_kind(silent, ours, theirs),
            },
            "quiet_speech": quiet,
            "limits": {"words_without_speech": 0, "least_kept_share": LEAST_KEPT},
            "holds": not any(ours) and quiet["quiet"]["kept_share"] >= LEAST_KEPT,
        },
        options.out,
    )


def _without_speech(
    program: Listener, whisper: Listener, clips: Sequence[Noise]
) -> tuple[list[str], list[str]]:
    """What the program and plain Whisper say of each clip, turn by turn."""
    ours, theirs = [], []
    for clip in clips:
        ours.append(program.hear(clip.samples, None).text)
        theirs.append(whisper.hear(clip.samples, "en").text)
    return ours, theirs


def _invented(clips: Sequence[Noise], texts: Sequence[str]) -> dict[str, Any]:
    spoken = [
        f"{clip.kind}: {text}" for clip, text in zip(clips, texts, strict=True) if n_words(text)
    ]
    return {
        "n_words": sum(n_words(text) for text in texts),
        "n_clips_with_words": len(spoken),
        "examples": [text[:80] for text in spoken[:MOST_EXAMPLES]],
    }


def _by_kind(
    clips: Sequence[Noise], ours: Sequence[str], theirs: Sequence[str]
) -> dict[str, dict[str, int]]:
    kinds: dict[str, dict[str, int]] = {}
    for clip, our, their in zip(clips, ours, theirs, strict=True):
        counts = kinds.setdefault(clip.kind, {"n_clips": 0, "program_words": 0, "whisper_words": 0})
        counts["n_clips"] += 1
        counts["program_words"] += n_words(our)
        counts["whisper_words"] += n_words(their)
    return kinds


def _quiet_speech(program: Listener, clips: Sequence[SpokenClip]) -> dict[str, Any]:
    """Kept share and errors of the clips made quiet, and of the same clips as they are."""
    rng = np.random.default_rng(SEED)
    pairs = [(clip.samples, quiet(clip.samples, rng)) for clip in clips]
    texts = [
        [program.hear(sound, None).text for sound in pair]  # turn by turn
        for pair in pairs
    ]
    wanted = [clip.text for clip in clips]
    figures: dict[str, Any] = {
        "n_clips": len(clips),
        "level_dbfs": QUIET_DBFS,
        "noise_dbfs": QUIET_DBFS - NOISE_BELOW_DB,
    }
    for which, name in enumerate(("own_level", "quiet")):
        heard = [pair[which] for pair in texts]
        figures[name] = {
            "kept_share": round(float(np.mean([bool(text) for text in heard])), 4),
            "word_error_rate": round(error_rate(word_errors(wanted, heard)), 4),
        }
    return figures


def quiet(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    """At -45 dBFS over pink noise 15 dB below."""
    from speech.training.noise import coloured

    floor = coloured(rng, len(samples), 1.0)
    return at_level(samples, QUIET_DBFS) + at_level(floor, QUIET_DBFS - NOISE_BELOW_DB)


def n_words(text: str) -> int:
    """Words between spaces, of letters or digits; a text without spaces, as Chinese, has one."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


if __name__ == "__main__":
    main()
