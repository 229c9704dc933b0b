"""Synthesizers are run as programs; where there are none, the tests that need them are left out."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from speech.errors import SpeechError
from speech.training import voices
from speech.training.errors import TrainingError
from speech.training.voices import HELD_OUT, Manner, Samples, Voice, draw_manner, family_of, say

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
    with pytest.raises(TrainingError, match="No installed synthesizer has a voice for zh"):
        draw_manner(random.Random(1), "zh", False)


@pytest.mark.parametrize("installed", [(), (Voice("festival", "cmu_us_slt_arctic_hts"),)])
def test_a_machine_without_a_voice_to_hold_out_is_told(
    monkeypatch: pytest.MonkeyPatch, installed: tuple[Voice, ...]
) -> None:
    monkeypatch.setattr(voices, "installed_voices", lambda: installed)
    with pytest.raises(TrainingError, match="has a held-out voice for en"):
        draw_manner(random.Random(1), "en", True)


def test_a_voice_is_of_its_synthesizer_unless_it_is_held_out() -> None:
    assert family_of("espeak-en-gb-x-rp") == "espeak-ng"
    assert family_of("festival-kal_diphone") == "festival"
    assert family_of("flite-slt") == "flite-slt"


def test_a_program_that_breaks_off_its_sound_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voices, "_output", lambda command, text=b"": b"RIFF" + 60 * b"\0")
    (sound,) = say(["hello"], [Manner(Voice("espeak", "en-us"))])
    assert len(sound) == 0


def test_a_program_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpeechError, match="espeak-ng could not be run"):
        say(["hello"], [Manner(Voice("espeak", "en-us"))])


def test_ctrl_c_in_the_terminal_does_not_reach_a_program_that_speaks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text('#!/bin/sh\nps -o pgid= -p $$ > "$0.group"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    say(["hello"], [Manner(Voice("espeak", "en-us"))])
    assert int((tmp_path / "espeak-ng.group").read_text()) != os.getpgrp()


def test_a_machine_without_synthesizers_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    voices.installed_voices.cache_clear()
    try:
        with pytest.raises(TrainingError, match="apt-get install espeak-ng"):
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


@needs_flite
def test_a_smaller_person_has_higher_resonances_and_keeps_the_pace() -> None:
    voice = Voice("flite", "awb")
    own, smaller = say(["a long yellow scarf"] * 2, [Manner(voice), Manner(voice, formants=1.25)])
    assert len(smaller) == pytest.approx(len(own), rel=0.05)

    def median_hz(sound: Samples) -> float:
        """The frequency that halves the energy up to 4 kHz."""
        energy = np.abs(np.fft.rfft(sound.astype(float))) ** 2
        energy = energy[: len(sound) // 4]
        return float(np.searchsorted(energy.cumsum(), energy.sum() / 2) * 16_000 / len(sound))

    assert median_hz(smaller) > 1.1 * median_hz(own)
