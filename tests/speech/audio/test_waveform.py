"""Arrays of any usual kind become one checked mono waveform."""

from __future__ import annotations

import numpy as np
import pytest

from speech.audio.waveform import as_waveform
from speech.errors import AudioError
from tests.speech.waveforms import silence, tone


def test_whole_numbers_are_scaled_by_their_range() -> None:
    sound = tone(0.1, peak=0.5)
    for dtype, scale, middle in ((np.int16, 32768, 0), (np.int32, 2**31, 0), (np.uint8, 128, 128)):
        stored = (sound.astype(np.float64) * scale + middle).round().astype(dtype)
        assert np.abs(as_waveform(stored, 16_000).samples - sound).max() < 0.01


def test_the_longer_axis_is_time() -> None:
    stereo = np.stack((tone(0.1), tone(0.1)))
    assert as_waveform(stereo, 16_000).duration_s == pytest.approx(0.1)
    assert as_waveform(stereo.T, 16_000).duration_s == pytest.approx(0.1)


def test_a_channel_that_the_mean_would_lose_is_heard() -> None:
    eight = np.zeros((8, 1600), np.float32)
    eight[3] = tone(0.1)
    assert np.abs(as_waveform(eight, 16_000).samples).max() > 0.45
    opposite = np.stack((tone(0.1), -tone(0.1)))
    assert np.abs(as_waveform(opposite, 16_000).samples).max() > 0.45


def test_offset_goes_and_overshoot_is_scaled() -> None:
    assert abs(as_waveform(tone(0.1) + 0.4, 16_000).samples.mean()) < 1e-5
    assert np.abs(as_waveform(tone(0.1, peak=1.5), 16_000).samples).max() == pytest.approx(1.0)


def test_a_level_is_that_of_the_sound() -> None:
    assert as_waveform(tone(1.0, peak=1.0), 16_000).level_dbfs == pytest.approx(-3.01, abs=0.01)
    assert as_waveform(silence(0.1), 16_000).level_dbfs == -np.inf


@pytest.mark.parametrize(
    ("samples", "rate_hz", "words"),
    [
        (np.zeros(0, np.float32), 16_000, "empty"),
        (np.array([0.1, np.nan], np.float32), 16_000, "not numbers"),
        (np.array([[0.1, np.inf], [0, 0]], np.float32), 16_000, "not numbers"),
        (np.array([1e300, 0.0]), 16_000, "not numbers"),
        (np.array([12000.0, -3.0]), 16_000, "between -1 and 1"),
        (np.array(["a", "b"]), 16_000, "not made of numbers"),
        (np.zeros((2, 2, 2)), 16_000, "3 axes"),
        (np.zeros(5), 0, "sample rate of 0 Hz"),
        (np.zeros(5), -1, "sample rate"),
        (np.zeros(5), float("nan"), "sample rate"),
        (np.zeros(5), 1e9, "sample rate"),
    ],
)
def test_what_is_no_sound_is_refused(samples: object, rate_hz: float, words: str) -> None:
    with pytest.raises(AudioError, match=words):
        as_waveform(samples, rate_hz)
