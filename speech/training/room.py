"""What a room, a microphone and a line do to a voice: echo, tone, band, clipping; not noise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.noise import FloatSamples

Spectrum = npt.NDArray[np.complex64]
LONGEST_ECHO_S = 0.5


def impulse_response(rng: np.random.Generator) -> FloatSamples:
    """A synthetic room's: the direct sound, a few early reflections, a decaying diffuse tail.

    The tail falls by 60 dB within 0.08 to 0.7 s and has -3 to -25 dB of the direct sound's energy.
    """
    reverberation_s = rng.uniform(0.08, 0.7)
    n_samples = int(min(LONGEST_ECHO_S, reverberation_s) * SAMPLE_RATE_HZ)
    time_s = np.arange(n_samples, dtype=np.float32) / SAMPLE_RATE_HZ
    tail = rng.standard_normal(n_samples, dtype=np.float32)
    tail *= np.exp(-6.9 * time_s / reverberation_s, dtype=np.float32)
    tail[: int(rng.uniform(0.002, 0.02) * SAMPLE_RATE_HZ)] = 0
    energy = float(np.square(tail).sum())
    if energy > 0:
        tail *= np.float32(np.sqrt(10 ** rng.uniform(-2.5, -0.3) / energy))
    for _ in range(int(rng.integers(0, 6))):
        tail[int(rng.integers(16, min(800, n_samples)))] += rng.uniform(-0.35, 0.35)
    tail[0] += 1.0
    return tail


def tone(rng: np.random.Generator, n_bins: int) -> FloatSamples:
    """Gains of frequency bins up to 8 kHz: a smooth random tone of up to some 9 dB either way."""
    points_db = rng.normal(0, 4.0, 7)
    at = np.linspace(0, 6, n_bins)
    gains_db = np.interp(at, np.arange(7), np.clip(points_db, -9, 9))
    return (10 ** (gains_db / 20)).astype(np.float32)


def band(rng: np.random.Generator, n_bins: int) -> FloatSamples:
    """Gains of a telephone line, or of a recording at a lower rate that lost its heights."""
    frequency_hz = np.linspace(0, SAMPLE_RATE_HZ / 2, n_bins, dtype=np.float32)
    if rng.random() < 0.5:
        low_hz, high_hz = rng.uniform(200, 400), rng.uniform(3000, 3800)
    else:
        low_hz, high_hz = 0.0, rng.uniform(3400, 7000)
    gains = np.clip((high_hz + 200 - frequency_hz) / 200, 0.001, 1)
    if low_hz:
        gains *= np.clip(frequency_hz / low_hz, 0.01, 1) ** 2
    return gains.astype(np.float32)


def heard_through(
    samples: FloatSamples,
    rng: np.random.Generator,
    *,
    has_echo: bool,
    has_tone: bool,
    has_band: bool,
) -> FloatSamples:
    """The sound after a room, a microphone and a line; longer by the echo."""
    if not (has_echo or has_tone or has_band):
        return samples
    echo = impulse_response(rng) if has_echo else np.ones(1, np.float32)
    n_after = len(samples) + len(echo) - 1
    size = -(-n_after // 1024) * 1024
    spectrum = np.fft.rfft(samples, size)
    if has_echo:
        spectrum *= np.fft.rfft(echo, size)
    if has_tone:
        spectrum *= tone(rng, len(spectrum))
    if has_band:
        spectrum *= band(rng, len(spectrum))
    return np.fft.irfft(spectrum, size)[:n_after].astype(np.float32)


def clipped(samples: FloatSamples, rng: np.random.Generator) -> FloatSamples:
    """Cut off at 15 to 80 % of the peak."""
    limit = float(np.abs(samples).max(initial=0.0)) * rng.uniform(0.15, 0.8)
    return np.clip(samples, -limit, limit)
