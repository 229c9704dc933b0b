"""One clip as some microphone somewhere may hear it, differently each time; not making batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.noise import FloatSamples, NoiseBank, level_of, scaled_to_one
from speech.training.room import clipped, heard_through

if TYPE_CHECKING:
    import torch

# Logarithms: most recorded voices are men's, and a faster tape brings them nearer to women's.
MEAN_SPEED, SPEED_DEVIATION = 0.04, 0.12
FASTEST, SLOWEST = 1.3, 0.78
VOICE_DBFS = -20.0  # root mean square of the voice; what is heard is levelled afterwards
LARGEST_TIME_MASK, LARGEST_BAND_MASK = 18, 12  # frames of 10 ms, of 80 Mel bands


@dataclass(frozen=True)
class Chances:
    """How often each disturbance occurs, at full strength."""

    speed: float = 0.8
    echo: float = 0.5
    tone: float = 0.6
    band: float = 0.2
    noise: float = 0.75
    babble: float = 0.2  # of noise
    clipping: float = 0.08
    masks: float = 0.7


CHANCES = Chances()


@dataclass(frozen=True)
class Recording:
    """samples: (n,) float32. The voice is in [start_s, end_s)."""

    samples: FloatSamples
    start_s: float
    end_s: float


def recorded(
    voice: FloatSamples,
    rng: np.random.Generator,
    bank: NoiseBank,
    other_voice: Callable[[int], FloatSamples],
    strength: float,
    n_samples: int,
) -> Recording:
    """A voice somewhere in a recording of at most n_samples, in a room with noise.

    voice: (n,) float32 at 16 kHz, peak at most 1. other_voice(n): sounds for babble.
    strength: 0 leaves the voice as it is, 1 disturbs it as CHANCES say.
    """

    def occurs(chance: float) -> bool:
        return bool(rng.random() < chance * strength)

    n_voice = len(voice)
    heard = heard_through(
        voice,
        rng,
        has_echo=occurs(CHANCES.echo),
        has_tone=occurs(CHANCES.tone),
        has_band=occurs(CHANCES.band),
    )
    n_room = max(0, n_samples - n_voice)
    n_before = int(rng.integers(n_room + 1))
    samples = np.zeros(n_voice + n_before + int(rng.integers(n_room - n_before + 1)), np.float32)
    heard = heard[: len(samples) - n_before]
    samples[n_before : n_before + len(heard)] = heard
    level = level_of(voice)
    if level > 0:
        samples /= level
    if occurs(CHANCES.noise):
        ratio_db = rng.triangular(2, 12, 40)
        is_babble = rng.random() < CHANCES.babble
        noise = (
            babble(rng, other_voice, len(samples)) if is_babble else bank.piece(rng, len(samples))
        )
        samples = samples + noise * np.float32(10 ** (-ratio_db / 20))
    if occurs(CHANCES.clipping):
        samples = clipped(samples, rng)
    samples = np.clip(samples * np.float32(10 ** (VOICE_DBFS / 20)), -1.0, 1.0)
    start_s = n_before / SAMPLE_RATE_HZ
    return Recording(samples, start_s, start_s + n_voice / SAMPLE_RATE_HZ)


def as_another_person(
    voice: FloatSamples, rng: np.random.Generator, strength: float
) -> FloatSamples:
    """A voice at a speed of its own, most times."""
    if rng.random() >= CHANCES.speed * strength:
        return voice
    return at_speed(voice, float(np.exp(rng.normal(MEAN_SPEED, SPEED_DEVIATION))))


def at_speed(samples: FloatSamples, speed: float) -> FloatSamples:
    """Faster and higher, as a tape would play it: another person's mouth and pace."""
    import soxr

    speed = min(FASTEST, max(SLOWEST, speed))
    played: FloatSamples = soxr.resample(samples, SAMPLE_RATE_HZ * speed, SAMPLE_RATE_HZ, "LQ")
    return played


def babble(
    rng: np.random.Generator, other_voice: Callable[[int], FloatSamples], n_samples: int
) -> FloatSamples:
    """Three to six others who speak at once; root mean square 1."""
    mixed = np.zeros(n_samples, np.float32)
    for _ in range(int(rng.integers(3, 7))):
        mixed += np.float32(rng.uniform(0.4, 1)) * scaled_to_one(other_voice(n_samples))
    return scaled_to_one(mixed)


def with_noise(
    samples: FloatSamples,
    noise: FloatSamples,
    signal_to_noise_db: float,
    voice_level: float | None = None,
) -> FloatSamples:
    """Both together, their powers apart by the ratio.

    voice_level: the voice's root mean square, where the samples hold silence around it too.
    """
    level = level_of(samples) if voice_level is None else voice_level
    return samples + scaled_to_one(noise) * np.float32(level * 10 ** (-signal_to_noise_db / 20))


def masked(mel: torch.Tensor, rng: np.random.Generator, n_frames: int) -> None:
    """Hides stretches of time and of bands in place (SpecAugment, arXiv:1904.08779).

    mel: (80, all frames), of which the first n_frames hold sound.
    """
    quiet = mel.min()
    for _ in range(int(rng.integers(0, 3))):
        width = int(rng.integers(1, LARGEST_TIME_MASK))
        if n_frames > 5 * width:
            start = int(rng.integers(0, n_frames - width))
            mel[:, start : start + width] = quiet
    for _ in range(int(rng.integers(0, 3))):
        width = int(rng.integers(1, LARGEST_BAND_MASK))
        start = int(rng.integers(0, mel.shape[0] - width))
        mel[start : start + width] = quiet
