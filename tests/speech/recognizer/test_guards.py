"""Doubts about a text: loops are tried again, certain ones refused, honest repeats kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch

from speech.recognizer.alternatives import alternatives, plain_words, ranked
from speech.recognizer.guards import (
    GuardSettings,
    frame_levels_dbfs,
    is_clear,
    is_invented,
    is_loop,
    is_surely_silent,
    sounds_empty,
    voice_probability,
)
from speech.recognizer.long_audio import windows
from speech.recognizer.scoring import Hypothesis
from tests.speech.checkpoints import tokenizer_of
from tests.speech.waveforms import FloatArray, babble, noise, silence

SETTINGS = GuardSettings()


def hypothesis(text: str, mean: float = -0.3, no_speech: float = 0.05) -> Hypothesis:
    tokens = tuple(tokenizer_of().encode(" " + text))
    log_probabilities = (mean,) * (len(tokens) + 1)
    return Hypothesis(tokens, text, log_probabilities, False, no_speech, torch.zeros(0))


@pytest.mark.parametrize(
    "text",
    [
        "And so my fellow American. And so my fellow American.",
        "8, 8, 8, 8, 8, 8, 8, 8, 8, 8",
        "thank you thank you thank you thank you",
        "go go go go go go go go",
    ],
)
def test_a_loop_is_tried_again(text: str) -> None:
    assert is_loop(hypothesis(text), SETTINGS)
    assert not is_clear(hypothesis(text), SETTINGS)


@pytest.mark.parametrize(
    "text", ["show me a red dress", "five five five five", "no no, not that", "zero five zero five"]
)
def test_honest_repeats_are_clear(text: str) -> None:
    assert is_clear(hypothesis(text), SETTINGS)
    assert not is_invented(hypothesis(text), None, SETTINGS)


def test_a_text_that_did_not_end_is_a_loop() -> None:
    assert is_loop(replace(hypothesis("a red dress"), is_cut=True), SETTINGS)
    assert is_invented(replace(hypothesis("a red dress"), is_cut=True), None, SETTINGS)


def test_unlikely_texts_are_invented_unless_a_voice_is_sure() -> None:
    assert is_invented(hypothesis("Thank you.", -1.2), None, SETTINGS)
    assert not is_invented(hypothesis("seven", -1.2), 0.95, SETTINGS)
    assert is_invented(hypothesis("seven", -1.8), 0.95, SETTINGS)
    assert is_invented(hypothesis("seven", float("nan")), 0.95, SETTINGS)
    assert is_invented(hypothesis("...", -0.1), 0.95, SETTINGS)


def test_whispers_own_doubt_counts_where_the_text_is_not_sure() -> None:
    assert is_invented(hypothesis("you", -0.8, no_speech=0.7), None, SETTINGS)
    assert not is_invented(hypothesis("a red dress", -0.2, no_speech=0.7), None, SETTINGS)
    assert is_surely_silent(hypothesis("you", -1.1, no_speech=0.7), SETTINGS)
    assert not is_surely_silent(hypothesis("you", -1.1, no_speech=0.1), SETTINGS)


def test_steady_and_silent_sound_is_empty_and_lively_sound_is_not() -> None:
    assert sounds_empty(silence(1.0), SETTINGS)
    assert sounds_empty(noise(1.0, level=0.3), SETTINGS)
    assert not sounds_empty(babble(1.0), SETTINGS)
    assert not sounds_empty(babble(1.0) + noise(1.0, level=0.05), SETTINGS)
    assert not sounds_empty(babble(0.2), SETTINGS)


def test_levels_are_those_of_frames_and_of_shorter_sound() -> None:
    assert frame_levels_dbfs(np.full(960, 0.1, np.float32)) == pytest.approx([-20, -20], abs=0.01)
    assert frame_levels_dbfs(np.full(10, 1.0, np.float32)) == pytest.approx([0], abs=0.01)


def test_a_single_frame_of_voice_is_a_click() -> None:
    def of(*probabilities: float) -> float | None:
        return voice_probability(silence(1.0), lambda _: probabilities, SETTINGS)

    assert voice_probability(silence(1.0), None, SETTINGS) is None
    assert of(0.1, 0.9, 0.1) == 0.1
    assert of(0.1, 0.9, 0.7) == 0.7
    assert of(0.9) == 0.9
    assert of() == 0.0


def test_no_frame_is_heard_once_voice_is_sure() -> None:
    heard: list[float] = []

    def detector(_: FloatArray) -> Iterator[float]:
        for probability in (0.3, 0.9, 0.95, 0.99, 0.2):
            heard.append(probability)
            yield probability

    assert voice_probability(silence(1.0), detector, SETTINGS) == 0.9
    assert heard == [0.3, 0.9, 0.95]


def test_a_detector_hears_everything_at_one_level_until_it_is_sure() -> None:
    asked: list[tuple[int, float]] = []

    def detector(samples: FloatArray) -> FloatArray:
        asked.append((len(samples), float(np.abs(samples).max())))
        return np.full(3, 0.9 if len(asked) == 4 else 0.2, np.float32)

    assert voice_probability(noise(10.0, level=1e-3), detector, SETTINGS) == pytest.approx(0.9)
    assert [length for length, _ in asked] == [8_000, *[24_000] * 3]
    assert 0.3 < max(peak for _, peak in asked) <= 0.5
    asked.clear()
    voice_probability(noise(1.9), detector, SETTINGS)
    assert [length for length, _ in asked] == [8_000, 24_000, round(0.9 * 16_000)]


def test_a_detector_hears_the_loudest_half_second_first_and_may_be_sure_of_it() -> None:
    asked: list[FloatArray] = []

    def detector(samples: FloatArray) -> FloatArray:
        asked.append(samples)
        return np.full(3, 0.9, np.float32)

    sound = noise(4.0, level=1e-3)
    sound[40_000:44_000] *= 100
    assert voice_probability(sound, detector, SETTINGS) == pytest.approx(0.9)
    (loudest,) = asked
    assert len(loudest) == 8_000
    assert np.square(loudest).sum() == pytest.approx(
        np.square(sound * 0.5 / np.abs(sound).max())[36_000:48_000].sum(), rel=0.01
    )


def test_alternatives_differ_in_more_than_case_and_marks() -> None:
    heard = ranked(
        [hypothesis("ask what", -0.3), hypothesis("Ask what?", -0.2), hypothesis("as what", -0.6)]
    )
    assert [other.text for other in alternatives(heard, 3)] == ["Ask what?", "as what"]
    assert plain_words("It's 8, the RED one!") == "its 8 the red one"


def test_long_sound_is_cut_in_its_pauses_and_nothing_is_lost() -> None:
    sound = noise(70.0)
    pauses = [int(25.5 * 16_000), int(48.0 * 16_000)]
    for start in pauses:
        sound[start : start + 8_000] = 0
    pieces = windows(sound, 29 * 16_000)
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(sound)
    assert all(a[1] == b[0] for a, b in pairwise(pieces))
    assert all(0 < stop - start <= 29 * 16_000 for start, stop in pieces)
    for cut, pause in zip((pieces[0][1], pieces[1][1]), pauses, strict=False):
        assert pause <= cut <= pause + 8_000
