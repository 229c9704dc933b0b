"""A decoder that repeats itself is told from a speaker who does."""

from __future__ import annotations

import pytest

from speech.audio.waveform import SAMPLE_RATE_HZ
from tests.bench.listeners import Said
from tests.bench.loops import is_stuck
from tests.bench.spoken_clips import SpokenClip
from tests.speech.waveforms import silence


def clip(text: str, duration_s: float = 2.0) -> SpokenClip:
    samples = silence(duration_s)
    assert len(samples) == duration_s * SAMPLE_RATE_HZ
    return SpokenClip(samples, text, "en", "samples", "clean")


@pytest.mark.parametrize(
    "text", ["red red red red red red red", "a red dress a red dress a red dress", "so " * 60]
)
def test_a_repeated_phrase_is_a_loop(text: str) -> None:
    assert is_stuck(Said(text), clip("a red dress"))


def test_a_text_that_was_cut_is_a_loop() -> None:
    assert is_stuck(Said("a red", is_cut=True), clip("a red dress"))


def test_what_the_speaker_repeats_is_none() -> None:
    twice = "a red dress a red dress"
    assert not is_stuck(Said(twice), clip(twice))


@pytest.mark.parametrize("text", ["", "a red dress", "a red dress, not a red coat"])
def test_plain_texts_and_silence_are_none(text: str) -> None:
    assert not is_stuck(Said(text), clip("a red dress"))
