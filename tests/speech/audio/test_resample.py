"""A stream's resampled output does not depend on how the stream was cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.audio.resample import StreamResampler
from speech.audio.waveform import Waveform
from speech.errors import AudioError
from tests.speech.waveforms import noise, tone

RATES_HZ = [8_000, 11_025, 16_000, 22_050, 44_100, 47_998.7, 48_000, 96_000]


def resampled(samples: np.ndarray, from_hz: float, sizes: list[int]) -> np.ndarray:
    resampler = StreamResampler(from_hz)
    pieces, start = [], 0
    for size in sizes:
        pieces.append(resampler.feed(samples[start : start + size]))
        start += size
    pieces += [resampler.feed(samples[start:]), resampler.flush()]
    return np.concatenate(pieces)


@given(
    rate_hz=st.sampled_from(RATES_HZ),
    sizes=st.lists(st.integers(0, 3_000), max_size=12),
    seed=st.integers(0, 1000),
)
@settings(max_examples=80, deadline=None)
def test_the_output_is_bit_equal_whatever_the_pieces(
    rate_hz: float, sizes: list[int], seed: int
) -> None:
    samples = noise(0.2, int(rate_hz), seed=seed)
    assert np.array_equal(resampled(samples, rate_hz, sizes), resampled(samples, rate_hz, []))


def test_single_samples_give_the_same_as_one_piece() -> None:
    samples = noise(0.1, 44_100)
    one_by_one = resampled(samples, 44_100, [1] * len(samples))
    assert np.array_equal(one_by_one, resampled(samples, 44_100, []))


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_tone_keeps_its_pitch_length_and_level(rate_hz: float) -> None:
    output = resampled(tone(1.0, 440, int(rate_hz)), rate_hz, [480] * 20)
    assert abs(len(output) - 16_000) <= 2
    middle = output[4000:12000]
    crossings = int(np.count_nonzero(np.diff(np.signbit(middle))))
    assert abs(crossings - 440) <= 1
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.01)


def test_what_16_khz_cannot_hold_is_filtered_away() -> None:
    output = resampled(tone(0.5, 11_000, 48_000), 48_000, [])
    assert np.abs(output[2000:-2000]).max() < 1e-3


def test_a_waveform_changes_its_rate_and_keeps_its_length() -> None:
    waveform = Waveform(tone(1.0, 440, 8_000), 8_000, "cut")
    other = waveform.at_rate(48_000)
    assert (other.sample_rate_hz, len(other.samples), other.notice) == (48_000, 48_000, "cut")


def test_misuse_is_told() -> None:
    resampler = StreamResampler(48_000)
    resampler.flush()
    with pytest.raises(AudioError, match="over"):
        resampler.feed(np.zeros(3, np.float32))
    with pytest.raises(AudioError, match="sample rate"):
        StreamResampler(0)
    with pytest.raises(AudioError, match="mono"):
        StreamResampler(48_000).feed(np.zeros((3, 2), np.float32))
