"""Voices, breath and claps made from formants and noise; not words."""

from __future__ import annotations

from typing import Any

import numpy as np

RATE_HZ = 16_000
# Formant frequencies of five vowels in Hz (Peterson and Barney 1952, men).
FORMANTS_HZ = {
    "a": (730, 1090, 2440),
    "i": (270, 2290, 3010),
    "u": (300, 870, 2240),
    "e": (530, 1840, 2480),
    "o": (570, 840, 2410),
}
BANDWIDTHS_HZ = (80, 100, 140)


def vowel(name: str, duration_s: float = 0.2, pitch_hz: float = 120.0) -> Any:
    """One vowel, (n,) float32, by adding harmonics of a wavering pitch under its formants."""
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    pitch = pitch_hz * (1 + 0.05 * np.sin(2 * np.pi * 2.3 * time_s))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
    sound = np.zeros(len(time_s))
    for harmonic in range(1, int(7000 / pitch_hz)):
        hz = harmonic * pitch_hz
        gain = 1.0
        for formant_hz, width_hz in zip(FORMANTS_HZ[name], BANDWIDTHS_HZ, strict=True):
            gain *= formant_hz**2 / np.hypot(formant_hz**2 - hz**2, hz * width_hz)
        sound += gain / harmonic * np.sin(harmonic * phase)
    edge = np.minimum(1.0, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / 320)
    return (0.3 * edge * sound / np.abs(sound).max()).astype(np.float32)


def voice(vowels: str = "aiuea", duration_s: float = 0.2) -> Any:
    """Vowels on end, each duration_s long, at slowly rising pitch."""
    return np.concatenate(
        [vowel(name, duration_s, 110.0 + 10.0 * k) for k, name in enumerate(vowels)]
    )


def at_level(samples: Any, dbfs: float) -> Any:
    """The same sound at a root mean square of so many decibels of full scale."""
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return (samples * (10 ** (dbfs / 20) / rms)).astype(np.float32)


def breath(duration_s: float = 0.8, seed: int = 0) -> Any:
    """Swelling low-pass noise."""
    n_samples = round(duration_s * RATE_HZ)
    noise = np.random.default_rng(seed).standard_normal(n_samples)
    soft = np.convolve(noise, np.ones(6) / 6, "same") * np.hanning(n_samples)
    return (0.05 * soft).astype(np.float32)


def clap(duration_s: float = 0.05, seed: int = 0) -> Any:
    """A loud burst of noise that dies away within 10 ms."""
    n_samples = round(duration_s * RATE_HZ)
    burst = np.random.default_rng(seed).standard_normal(n_samples)
    return np.clip(0.5 * burst * np.exp(-np.arange(n_samples) / 150), -1, 1).astype(np.float32)


class LoudIsVoice:
    """A detector whose answer is known beforehand: what is above 0.05 at its peak is a voice."""

    n_asked = 0

    def probability(self, frame: Any) -> float:
        self.n_asked += 1
        return float(np.abs(frame).max() > 0.05)

    def reset(self) -> None:
        """It remembers nothing."""


class ScriptedDetector:
    """A detector that gives a list's probabilities, one a frame, then 0."""

    def __init__(self, probabilities: list[float]) -> None:
        self._probabilities = iter(probabilities)

    def probability(self, frame: Any) -> float:
        return next(self._probabilities, 0.0)

    def reset(self) -> None:
        """The list goes on."""
