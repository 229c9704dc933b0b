"""Sounds without speech, and what rooms and lines do to speech, all computed; nothing recorded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000

Samples = NDArray[np.float64]


def white(n_samples: int, rng: np.random.Generator) -> Samples:
    """Noise of equal power at all frequencies, unit root mean square."""
    return rng.standard_normal(n_samples)


def pink(n_samples: int, rng: np.random.Generator) -> Samples:
    """Noise whose power falls with frequency, as in streets and halls; unit root mean square."""
    spectrum = np.fft.rfft(rng.standard_normal(n_samples))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    spectrum[0] = 0
    return unit(np.fft.irfft(spectrum, n_samples))


def hum(n_samples: int, rng: np.random.Generator) -> Samples:
    """The mains at 50 Hz with its overtones, unit root mean square."""
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    phases = rng.uniform(0, 2 * np.pi, 6)
    return unit(
        sum(
            np.sin(2 * np.pi * 50 * (i + 1) * time_s + phase) / (i + 1)
            for i, phase in enumerate(phases)
        )
        + np.zeros(n_samples)
    )


def unit(samples: Samples) -> Samples:
    """Scaled to a root mean square of 1; silence stays."""
    rms = float(np.sqrt(np.mean(samples**2)))
    return samples / rms if rms > 0 else samples


def with_noise(speech: Samples, noise: Samples, snr_db: float) -> Samples:
    """Speech with noise so many decibels below its own power."""
    level = float(np.sqrt(np.mean(speech**2)))
    return speech + unit(noise) * level * 10 ** (-snr_db / 20)


def in_a_room(speech: Samples, rng: np.random.Generator, echo_s: float = 0.35) -> Samples:
    """Speech with the decaying echo of a room; echo_s: until it has fallen by 60 dB."""
    n_echo = round(echo_s * SAMPLE_RATE_HZ)
    decay = 10 ** (-3 * np.arange(n_echo) / n_echo)
    echo = 0.06 * rng.standard_normal(n_echo) * decay
    echo[: SAMPLE_RATE_HZ // 200] = 0
    echo[0] = 1.0
    n_samples = len(speech) + n_echo - 1
    spectrum = np.fft.rfft(speech, n_samples) * np.fft.rfft(echo, n_samples)
    return np.fft.irfft(spectrum, n_samples)


def by_telephone(speech: Samples) -> Samples:
    """Speech cut to the band of a telephone line, 300 to 3,400 Hz."""
    spectrum = np.fft.rfft(speech)
    frequency_hz = np.fft.rfftfreq(len(speech), 1 / SAMPLE_RATE_HZ)
    spectrum[(frequency_hz < 300) | (frequency_hz > 3400)] = 0
    return np.fft.irfft(spectrum, len(speech))


def music(duration_s: float) -> Samples:
    """Four plucked chords, C, A minor, F, G, with a bass; peak 0.5."""
    chords = ((60, 64, 67), (57, 60, 64), (53, 57, 60), (55, 59, 62))
    n_samples = round(duration_s * SAMPLE_RATE_HZ)
    played = np.zeros(n_samples)
    n_beat = n_samples // 16
    for beat in range(16):
        chord = chords[beat // 4]
        notes = [(chord[beat % 3] + 12, 1.0), (chord[0] - 12, 0.8 if beat % 2 == 0 else 0.0)]
        for note, loudness in notes:
            pitch_hz = 440 * 2 ** ((note - 69) / 12)
            time_s = np.arange(n_samples - beat * n_beat) / SAMPLE_RATE_HZ
            overtones = sum(np.sin(2 * np.pi * pitch_hz * k * time_s) / k**1.5 for k in range(1, 5))
            played[beat * n_beat :] += loudness * overtones * np.exp(-4 * time_s)
    return 0.5 * played / np.abs(played).max()


def cough(rng: np.random.Generator) -> Samples:
    """Two bursts of noise shaped by a throat's resonances, as a cough has; 1.5 s, peak 0.7."""
    n_samples = round(1.5 * SAMPLE_RATE_HZ)
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    spectrum = np.fft.rfft(rng.standard_normal(n_samples))
    frequency_hz = np.fft.rfftfreq(n_samples, 1 / SAMPLE_RATE_HZ)
    throat = sum(np.exp(-(((frequency_hz - f) / w) ** 2)) for f, w in ((600, 250), (1600, 500)))
    breath = np.fft.irfft(spectrum * throat, n_samples)
    envelope = np.zeros(n_samples)
    for start_s, loudness in ((0.3, 1.0), (0.75, 0.6)):
        since_s = time_s - start_s
        burst = np.exp(-since_s / 0.06) * (1 - np.exp(-since_s / 0.004))
        envelope += np.where(since_s > 0, loudness * burst, 0.0)
    coughed = breath * envelope
    return 0.7 * coughed / np.abs(coughed).max()
