"""Synthesizers are run as programs; where there are none, the tests that need them are left out."""

from __future__ import annotations

import random
import shutil

import numpy as np
import pytest

from speech.errors import SpeechError
from speech.training import voices
from speech.training.voices import HELD_OUT, Manner, Voice, draw_manner, say

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")
needs_flite = pytest.mark.skipif(not shutil.which("flite"), reason="needs flite")


def test_no_held_out_voice_is_drawn_for_training(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone = tuple(
        Voice(*identity.split("-", 1)) for identity in (*HELD_OUT, "flite-rms", "espeak-en-us")
    )
    monkeypatch.setattr(voices, "installed_voices", lambda: everyone)
    monkeypatch.setattr(voices, "espeak_variants", lambda: ("", "f3"))
    choice = random.Random(1)
    drawn = {draw_manner(choice, "en", False).voice.id for _ in range(200)}
    assert drawn == {"flite-rms", "espeak-en-us"}
    unseen = {draw_manner(choice, "en", True).voice.id for _ in range(200)}
    assert unseen == {"flite-slt", "espeak-en-gb-scotland"}


def test_a_language_without_a_voice_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voices, "installed_voices", lambda: (Voice("flite", "rms"),))
    with pytest.raises(SpeechError, match="No installed synthesizer has a voice for zh"):
        draw_manner(random.Random(1), "zh", False)


def test_a_machine_without_synthesizers_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    voices.installed_voices.cache_clear()
    try:
        with pytest.raises(SpeechError, match="apt-get install espeak-ng"):
            voices.installed_voices()
    finally:
        voices.installed_voices.cache_clear()


@needs_espeak
def test_a_sentence_is_said_at_16_khz_without_silence_around_it() -> None:
    (sound,) = say(["show me a red dress"], [Manner(Voice("espeak", "en-us"))])
    assert sound.dtype == np.int16
    assert 0.8 < len(sound) / 16_000 < 3
    loud = np.flatnonzero(np.abs(sound.astype(int)) > 0.02 * np.abs(sound.astype(int)).max())
    assert loud[0] < 16_000 * 0.1
    assert loud[-1] > len(sound) - 16_000 * 0.1


@needs_espeak
def test_a_faster_voice_takes_less_time() -> None:
    voice = Voice("espeak", "en-us")
    slow, fast = say(["show me a red dress"] * 2, [Manner(voice, 0.8), Manner(voice, 1.4)])
    assert len(fast) < 0.75 * len(slow)


@needs_espeak
def test_a_dash_at_the_start_is_said_and_not_taken_for_an_option() -> None:
    (sound,) = say(["--version"], [Manner(Voice("espeak", "en-us"))])
    assert len(sound) > 4000


@needs_flite
def test_recorded_people_speak_at_their_pace_and_faster() -> None:
    voice = Voice("flite", "kal16")
    own, fast = say(["a blue mug"] * 2, [Manner(voice), Manner(voice, 1.35, 1.2)])
    assert 0.5 < len(own) / 16_000 < 2
    assert len(fast) < 0.9 * len(own)
