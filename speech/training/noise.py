"""Noise of many colours and sounds that nobody speaks, drawn at random; not mixing them in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from speech.audio.waveform import SAMPLE_RATE_HZ

FloatSamples = npt.NDArray[np.float32]  # (n,) at 16 kHz
BANK_S = 40
# The power of a colour falls with this power of the frequency.
COLOURS = {"white": 0.0, "pink": 1.0, "brown": 2.0}


class NoiseBank:
    """Long stretches of coloured noise to cut pieces from, which is cheaper than making them."""

    def __init__(self, seed: int) -> None:
        self._bank = {
            name: coloured(np.random.default_rng((seed, n)), BANK_S * SAMPLE_RATE_HZ, exponent)
            for n, (name, exponent) in enumerate(COLOURS.items())
        }

    def piece(self, rng: np.random.Generator, n_samples: int) -> FloatSamples:
        """Noise of one colour at root mean square 1, or a hum of the mains in some of it."""
        bank = self._bank[str(rng.choice(list(self._bank)))]
        start = int(rng.integers(0, max(1, len(bank) - n_samples)))
        noise = np.resize(bank[start : start + n_samples], n_samples)
        if rng.random() < 0.25:
            noise = 0.3 * noise + hum(rng, n_samples)
        return scaled_to_one(noise)


def coloured(rng: np.random.Generator, n_samples: int, exponent: float) -> FloatSamples:
    """Noise whose power falls with frequency to the exponent; root mean square 1."""
    spectrum = np.fft.rfft(rng.standard_normal(n_samples, dtype=np.float32))
    frequency = np.arange(len(spectrum), dtype=np.float32)
    frequency[: max(2, n_samples // 800)] = max(1, n_samples // 800)  # flat below 20 Hz
    return scaled_to_one(np.fft.irfft(spectrum * frequency ** (-exponent / 2), n_samples))


def hum(rng: np.random.Generator, n_samples: int) -> FloatSamples:
    """The mains at 50 or 60 Hz with harmonics; root mean square 1."""
    time_s = np.arange(n_samples, dtype=np.float32) / SAMPLE_RATE_HZ
    base_hz = rng.choice((50.0, 60.0)) * rng.uniform(0.99, 1.01)
    wave = np.zeros(n_samples, np.float32)
    for harmonic in range(1, int(rng.integers(3, 12))):
        phase = rng.uniform(0, 2 * np.pi)
        wave += rng.random() / harmonic * np.sin(2 * np.pi * base_hz * harmonic * time_s + phase)
    return scaled_to_one(wave)


def nobody_speaking(rng: np.random.Generator, bank: NoiseBank, n_samples: int) -> FloatSamples:
    """Silence, noise, hum, music, breath, clicks or claps; peak about 1 at most."""
    kind = int(rng.integers(7))
    if kind == 0:
        sound = np.zeros(n_samples, np.float32)
    elif kind == 1:
        sound = bank.piece(rng, n_samples)
    elif kind == 2:
        sound = hum(rng, n_samples)
    elif kind == 3:
        sound = music(rng, n_samples)
    elif kind == 4:
        sound = bank.piece(rng, n_samples) * breath_envelope(rng, n_samples)
    else:
        sound = bursts(rng, bank, n_samples, long=kind == 5)
    peak = float(np.abs(sound).max(initial=0.0))
    if peak > 0:
        sound = sound / peak * np.float32(10 ** rng.uniform(-2.5, 0))
    floor = np.float32(10 ** rng.uniform(-5, -3))
    return (sound + floor * bank.piece(rng, n_samples)).astype(np.float32)


def music(rng: np.random.Generator, n_samples: int) -> FloatSamples:
    """Chords of decaying harmonic tones, a new one every few tenths of a second."""
    sound = np.zeros(n_samples, np.float32)
    step = int(rng.uniform(0.15, 0.7) * SAMPLE_RATE_HZ)
    for start in range(0, n_samples, step):
        length = min(n_samples - start, int(1.5 * step))
        time_s = np.arange(length, dtype=np.float32) / SAMPLE_RATE_HZ
        envelope = np.exp(-time_s * rng.uniform(1, 8)) * np.minimum(1, time_s * 100)
        for _ in range(int(rng.integers(1, 4))):
            base_hz = 110.0 * 2 ** (rng.integers(0, 36) / 12)
            for harmonic in range(1, 5):
                tone = np.sin(2 * np.pi * base_hz * harmonic * time_s, dtype=np.float32)
                sound[start : start + length] += tone * envelope / harmonic**1.5
    return sound


def breath_envelope(rng: np.random.Generator, n_samples: int) -> FloatSamples:
    """Swelling and fading once or a few times."""
    n_breaths = int(rng.integers(1, 4))
    phase = np.linspace(0, n_breaths * np.pi, n_samples, dtype=np.float32)
    return np.abs(np.sin(phase)) ** np.float32(rng.uniform(1, 4))


def bursts(
    rng: np.random.Generator, bank: NoiseBank, n_samples: int, *, long: bool
) -> FloatSamples:
    """Clicks of a keyboard, or claps and knocks when long."""
    sound = np.zeros(n_samples, np.float32)
    for _ in range(int(rng.integers(1, 4 if long else 12))):
        length = (
            int(rng.uniform(0.03, 0.3) * SAMPLE_RATE_HZ) if long else int(rng.integers(30, 600))
        )
        start = int(rng.integers(0, n_samples))
        length = min(length, n_samples - start)
        fade = np.exp(-np.linspace(0, 6, length, dtype=np.float32))
        sound[start : start + length] += rng.random() * fade * bank.piece(rng, length)
    return sound


def level_of(samples: npt.NDArray) -> float:
    """Root mean square; 0.0 of no samples."""
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def between_silences(samples: FloatSamples, silence_s: float) -> FloatSamples:
    """The sound, (n,) float32 at 16 kHz, with so much digital silence before and after it."""
    silence = np.zeros(round(silence_s * SAMPLE_RATE_HZ), np.float32)
    return np.concatenate([silence, samples, silence])


def scaled_to_one(samples: npt.NDArray) -> FloatSamples:
    """At root mean square 1, silence as it is."""
    level = level_of(samples)
    return (samples / level if level > 0 else samples).astype(np.float32)
