"""Clips of 1 to 5 s: time, words right, loops and memory, beside plain Whisper and faster-whisper.

Peers in the same run, turn by turn on the same clips, weights and threads, each in a process of its
own: `whisper.transcribe` of openai-whisper, and faster-whisper (the extra `bench`). Limits: the
median of plain Whisper is at least 3 times ours; word error rate within 0.5 point of the full 30 s
window; no loop in any clip. Sound is decoded beforehand for all; the language is given to all.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from speech.training.word_errors import error_rate, word_errors
from tests.bench.listeners import (
    FASTER_WHISPER,
    OURS,
    WHISPER,
    Listener,
    Said,
    Setup,
    faster_whisper_folder,
    listeners,
    sample_terms,
)
from tests.bench.loops import is_stuck
from tests.bench.report import percentiles, write
from tests.bench.sample_shop import hearing_arguments, told_errors
from tests.bench.spoken_clips import (
    BUCKETS_S,
    SpokenClip,
    bucket_of,
    enough,
    other_recording,
    spoken_clips,
)

LEAST_RATIO = 3.0
MOST_WORSE = 0.005  # of word error rate
PEER = "whisper"
WARM_UP_CLIPS = 2


def main() -> None:
    """Time every listener on every clip, then look for loops in more of them."""
    parser = hearing_arguments(__doc__ or "")
    parser.add_argument("--corpus", type=Path, help="as `vitrine train speech --corpus-only` made")
    parser.add_argument("--clips", type=int, default=300, help="to time")
    parser.add_argument("--loops", type=int, default=1000, help="clips to look for loops in")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with told_errors():
        _measure(options)


def _measure(options: Any) -> None:
    sources = spoken_clips(options.corpus)
    english = [clip for clip in sources if clip.language == "en"]
    timed = enough(english, options.clips, other_recording)
    with faster_whisper_folder(options.model) as (folder, why_not):
        setup = Setup(options.model, options.threads, sample_terms(), folder)
        names = (*OURS, *WHISPER, *(FASTER_WHISPER if folder else ()))
        with listeners(names, setup) as opened:
            said = _in_turn([opened[name] for name in names if name != "first_try"], timed)
            known = opened["program"].languages
            searched = enough(
                [clip for clip in sources if clip.language in known], options.loops, other_recording
            )
            loops = _loops(opened["program"], opened["first_try"], searched)
            figures = {name: _figures(opened[name], timed, heard) for name, heard in said.items()}
    write("short_sound", _report(options, timed, figures, said, loops, why_not), options.out)


def _in_turn(asked: Sequence[Listener], clips: Sequence[SpokenClip]) -> dict[str, list[Said]]:
    """What each says of each clip; another one begins each time, so that none is always first."""
    for listener in asked:
        for clip in clips[:WARM_UP_CLIPS]:
            listener.hear(clip.samples, clip.language)
    said: dict[str, list[Said]] = {listener.name: [] for listener in asked}
    for turn, clip in enumerate(clips):
        first = turn % len(asked)
        for listener in [*asked[first:], *asked[:first]]:
            said[listener.name].append(listener.hear(clip.samples, clip.language))
    return said


def _figures(
    listener: Listener, clips: Sequence[SpokenClip], said: Sequence[Said]
) -> dict[str, Any]:
    """One listener's times, errors and memory, of all clips and of each length."""
    by_length = {}
    for bucket in BUCKETS_S:
        of_it = [n for n, clip in enumerate(clips) if bucket_of(clip.duration_s) == bucket]
        if of_it:
            by_length[f"{bucket[0]:g}-{bucket[1]:g} s"] = _errors_and_times(
                [clips[n] for n in of_it], [said[n] for n in of_it]
            )
    return {
        "listens": {**OURS, **WHISPER, **FASTER_WHISPER}[listener.name],
        **_errors_and_times(clips, said),
        "by_length": by_length,
        "memory_mb_when_loaded": listener.memory_mb,
        "peak_memory_mb": listener.peak_memory_mb(),
    }


def _errors_and_times(clips: Sequence[SpokenClip], said: Sequence[Said]) -> dict[str, Any]:
    return {
        "seconds": percentiles([one.seconds for one in said]),
        "real_time_factor": round(
            sum(one.seconds for one in said) / sum(clip.duration_s for clip in clips), 4
        ),
        "word_error_rate": round(
            error_rate(word_errors([clip.text for clip in clips], [one.text for one in said])), 4
        ),
        "silent_share": round(float(np.mean([not one.text for one in said])), 4),
    }


def _loops(program: Listener, first_try: Listener, clips: Sequence[SpokenClip]) -> dict[str, Any]:
    """Clips on which the decoder got stuck: in the transcript, and before any guard."""
    stuck: dict[str, list[str]] = {"program": [], "first_try": []}
    n_silent = 0
    for clip in clips:
        for listener in (program, first_try):
            said = listener.hear(clip.samples, None)
            if is_stuck(said, clip):
                stuck[listener.name].append(said.text)
            n_silent += listener is program and not said.text
    return {
        "n_clips": len(clips),
        "sources": dict(Counter(clip.source for clip in clips)),
        "in_transcripts": len(stuck["program"]),
        "in_first_tries": len(stuck["first_try"]),
        "silent_transcripts": int(n_silent),
        "texts": stuck["program"][:10],
        "first_texts": stuck["first_try"][:10],
    }


def _report(
    options: Any,
    clips: Sequence[SpokenClip],
    figures: dict[str, dict[str, Any]],
    said: dict[str, list[Said]],
    loops: dict[str, Any],
    why_no_faster_whisper: str,
) -> dict[str, Any]:
    medians = {name: figure["seconds"]["p50"] for name, figure in figures.items()}
    worse = round(
        figures["greedy"]["word_error_rate"] - figures["greedy_full_window"]["word_error_rate"], 4
    )
    limits = {
        "whisper_to_greedy": _limit(_ratio(said, PEER, "greedy"), LEAST_RATIO, is_least=True),
        "whisper_to_program": _limit(_ratio(said, PEER, "program"), LEAST_RATIO, is_least=True),
        "word_error_rate_over_full_window": _limit(worse, MOST_WORSE),
        "loops": _limit(loops["in_transcripts"], 0),
    }
    return {
        "unit": "seconds",
        "model": options.model,
        "threads": options.threads,
        "n_clips": len(clips),
        "sources": dict(Counter(clip.source for clip in clips)),
        "listeners": figures,
        "ratios_of_medians": {
            f"{peer}_to_{ours}": _ratio(said, peer, ours)
            for ours in ("greedy", "program")
            for peer in medians
            if peer in WHISPER or peer in FASTER_WHISPER
        },
        "faster_whisper": why_no_faster_whisper or _likeness(said),
        "loops": loops,
        "limits": limits,
        "holds": all(limit["holds"] for limit in limits.values()),
    }


def _ratio(said: dict[str, list[Said]], peer: str, ours: str) -> float:
    """The peer's median time over ours."""
    medians = [float(np.median([one.seconds for one in said[name]])) for name in (peer, ours)]
    return round(medians[0] / medians[1], 3)


def _limit(measured: float, limit: float, *, is_least: bool = False) -> dict[str, Any]:
    holds = measured >= limit if is_least else measured <= limit
    return {"measured": measured, "least" if is_least else "most": limit, "holds": bool(holds)}


def _likeness(said: dict[str, list[Said]]) -> str:
    """How far the converted checkpoint is the same model: texts in both, at one beam."""
    pairs = list(zip(said["whisper"], said["faster_whisper"], strict=True))
    n_alike = sum(ours.text == theirs.text for ours, theirs in pairs)
    return f"The checkpoint converted; {n_alike} of {len(pairs)} texts are plain Whisper's."


if __name__ == "__main__":
    main()
