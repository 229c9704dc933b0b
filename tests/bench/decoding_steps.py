"""What a vocabulary's length costs: time a decoding step and a clip; not what it makes heard."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from assistant.hearing import N_ALTERNATIVES
from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.recognizer.prefix_tree import PrefixTree, tree_of
from speech.recognizer.search import SearchRequest, SearchTask
from speech.recognizer.short_audio import context_positions, encode_sound, token_cap
from speech.recognizer.vocabulary import Vocabulary
from tests.bench.sample_shop import summary

LIMIT_RATIO = 1.1
FEW, MANY = 10, 10_000
SEED = 10


def measure_steps(
    recognizer: Any, sounds: Sequence[FloatArray], terms: Sequence[str], turns: int
) -> dict[str, Any]:
    """Ten terms against 10,000 that begin with them, on the same sounds, turn by turn.

    A step is one run of Whisper's decoder in a search of five beams. A clip is a whole
    transcription, in which respellings are sought among all terms as well.
    """
    from whisper.tokenizer import get_tokenizer

    model = recognizer.model
    tokenizer = get_tokenizer(
        model.is_multilingual, num_languages=model.num_languages, language="en", task="transcribe"
    )
    lists = {n: Vocabulary([*terms[:FEW], *made_up_terms(n - FEW)]) for n in (FEW, MANY)}
    building_s = {}
    for n_terms, vocabulary in lists.items():
        start_s = time.perf_counter()
        tree_of(vocabulary, tokenizer)
        building_s[str(n_terms)] = round(time.perf_counter() - start_s, 3)
    steps_ms: dict[int, list[float]] = {n: [] for n in lists}
    clips_ms: dict[int, list[float]] = {n: [] for n in lists}
    for turn in range(turns + 1):
        for number, samples in enumerate(sounds):
            order = sorted(lists, reverse=bool((turn + number) % 2))
            for n_terms in order:
                step_ms = _step_ms(recognizer, samples, tree_of(lists[n_terms], tokenizer))
                clip_ms = _clip_ms(recognizer, samples, lists[n_terms])
                if turn:  # the first warms what is cached
                    steps_ms[n_terms].append(step_ms)
                    clips_ms[n_terms].append(clip_ms)
    step_ratio = float(np.median(steps_ms[MANY]) / np.median(steps_ms[FEW]))
    clip_ratio = float(np.median(clips_ms[MANY]) / np.median(clips_ms[FEW]))
    return {
        "held_to": "step_ratio",
        "limit_ratio": LIMIT_RATIO,
        "step_ratio": round(step_ratio, 3),
        "clip_ratio": round(clip_ratio, 3),
        "step_ms": {str(n): summary(samples) for n, samples in steps_ms.items()},
        "clip_ms": {str(n): summary(samples) for n, samples in clips_ms.items()},
        "would_hold_by_clip": clip_ratio <= LIMIT_RATIO,
        "building_the_tree_s": building_s,
        "holds": step_ratio <= LIMIT_RATIO,
    }


def made_up_terms(n_terms: int) -> list[str]:
    """Different names of three or four syllables, the same each time; fewer would make words."""
    choice = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < n_terms:
        syllables = (
            choice.choice("bcdfghjklmnprstvwz") + choice.choice("aeiou") + choice.choice("lnrsx")
            for _ in range(choice.randint(3, 4))
        )
        found["".join(syllables).capitalize()] = None
    return list(found)


def _step_ms(recognizer: Any, samples: FloatArray, tree: PrefixTree) -> float:
    """Mean over the steps of one search."""
    model, settings = recognizer.model, recognizer.settings
    n_positions = context_positions(
        len(samples), model.dims.n_audio_ctx, settings.slack_positions, settings.shortest_positions
    )
    features = encode_sound(model, samples, n_positions)
    cap = token_cap(len(samples) / SAMPLE_RATE_HZ, model.dims.n_text_ctx)
    search = SearchTask(model, SearchRequest("en", cap, N_ALTERNATIVES), tree)
    with _counted_steps(model) as steps:
        start_s = time.perf_counter()
        search.find(features)
        took_ms = (time.perf_counter() - start_s) * 1000
    return took_ms / len(steps)


def _clip_ms(recognizer: Any, samples: FloatArray, vocabulary: Vocabulary) -> float:
    start_s = time.perf_counter()
    recognizer.transcribe(
        samples, SAMPLE_RATE_HZ, language="en", vocabulary=vocabulary, n_best=N_ALTERNATIVES
    )
    return (time.perf_counter() - start_s) * 1000


@contextmanager
def _counted_steps(model: Any) -> Iterator[list[int]]:
    """One entry for each run of the decoder within."""
    steps: list[int] = []
    hook = model.decoder.register_forward_hook(lambda *_: steps.append(1))
    try:
        yield steps
    finally:
        hook.remove()
