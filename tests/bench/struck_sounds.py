"""Sounds that begin with a blow, a pluck or a burst, and what shapes them; without their level."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from speech.audio.waveform import SAMPLE_RATE_HZ

Samples = NDArray[np.float64]
Rng = np.random.Generator


def plucked(rng: Rng, n_samples: int) -> Samples:
    """A melody of strings (Karplus and Strong 1983: a noise that goes round a smoothing loop)."""
    sound = np.zeros(n_samples)
    scale = np.array((0, 2, 4, 5, 7, 9, 11, 12)) + int(rng.integers(45, 65))
    for start in times(rng, n_samples, 4.0):
        period = round(SAMPLE_RATE_HZ / pitch_hz(int(rng.choice(scale))))
        length = min(n_samples - start, SAMPLE_RATE_HZ)
        loop = rng.uniform(-1, 1, period)
        rounds = []
        for _ in range(length // period + 1):
            rounds.append(loop)
            loop = 0.498 * (loop + np.roll(loop, 1))
        sound[start : start + length] += np.concatenate(rounds)[:length]
    return sound


def bells(rng: Rng, n_samples: int) -> Samples:
    """Partials that are no multiples of one pitch and die away, the high ones sooner."""
    sound = np.zeros(n_samples)
    for start in times(rng, n_samples, 1.5):
        time_s = np.arange(n_samples - start) / SAMPLE_RATE_HZ
        base_hz = pitch_hz(int(rng.integers(60, 90)))
        for number, ratio in enumerate((0.5, 1.0, 1.19, 1.56, 2.0, 2.66, 3.01, 4.1)):
            partial = np.sin(2 * np.pi * ratio * base_hz * time_s)
            sound[start:] += partial * np.exp(-time_s * (1.5 + number)) / (1 + number)
    return sound


def drums(rng: Rng, n_samples: int) -> Samples:
    """Kick, snare and hi-hat on a grid."""
    sound = np.zeros(n_samples)
    n_step = int(60 / rng.uniform(80, 160) / 2 * SAMPLE_RATE_HZ)
    for step, start in enumerate(range(0, n_samples, n_step)):
        time_s = np.arange(n_samples - start) / SAMPLE_RATE_HZ
        air = rng.standard_normal(len(time_s))
        sound[start:] += 0.2 * np.diff(air, prepend=0.0) * np.exp(-60 * time_s)
        if step % 4 == 0 or rng.random() < 0.1:
            sweep = 2 * np.pi * (45 * time_s + 4 * (1 - np.exp(-30 * time_s)))
            sound[start:] += 1.5 * np.sin(sweep) * np.exp(-9 * time_s)
        if step % 4 == 2:
            tone = np.sin(2 * np.pi * 190 * time_s)
            sound[start:] += (0.5 * air + 0.5 * tone) * np.exp(-18 * time_s)
    return sound


def cough(rng: Rng, n_samples: int) -> Samples:
    """Bursts of air through a throat, with a short voiced end, in a room."""
    sound = np.zeros(n_samples)
    for start in times(rng, n_samples, 2.0):
        time_s = np.arange(n_samples - start) / SAMPLE_RATE_HZ
        centre_hz = rng.uniform(500, 900)
        burst = rng.standard_normal(len(time_s)) * np.exp(-time_s / rng.uniform(0.03, 0.08))
        wheeze = np.sin(2 * np.pi * rng.uniform(150, 300) * time_s)
        late = np.exp(-(((time_s - 0.12) / 0.05) ** 2))
        sound[start:] += burst + 0.15 * late * wheeze
        sound = shaped(
            sound,
            lambda hz, c=centre_hz: (
                np.exp(-(((hz - c) / 350) ** 2)) + 0.5 * np.exp(-(((hz - 2600) / 900) ** 2)) + 0.05
            ),
        )
    return sound + 0.002 * rng.standard_normal(n_samples)


def typing(rng: Rng, n_samples: int) -> Samples:
    """Keys that go down and come up again, each with its own ring."""
    sound = np.zeros(n_samples)
    for start in times(rng, n_samples, rng.uniform(4, 10)):
        for delay_s, loudness in ((0.0, 1.0), (rng.uniform(0.05, 0.12), 0.5)):
            first = start + int(delay_s * SAMPLE_RATE_HZ)
            time_s = np.arange(max(0, min(600, n_samples - first))) / SAMPLE_RATE_HZ
            ring = np.sin(2 * np.pi * rng.uniform(1200, 4500) * time_s)
            click = 0.6 * rng.standard_normal(len(time_s)) + ring
            sound[first : first + len(time_s)] += loudness * click * np.exp(-350 * time_s)
    return sound + 0.003 * rng.standard_normal(n_samples)


def clapping(rng: Rng, n_samples: int) -> Samples:
    """One person's hands or a whole hall's, in echo."""
    dry = np.zeros(n_samples)
    for start in times(rng, n_samples, float(rng.choice((2.5, 60.0)))):
        length = min(n_samples - start, 400)
        dry[start : start + length] += rng.standard_normal(length) * np.exp(-np.arange(length) / 60)
    return in_echo(rng, shaped(dry, lambda hz: np.exp(-(((hz - 1300) / 900) ** 2))), 0.4)


def door(rng: Rng, n_samples: int) -> Samples:
    """A creak, a latch and a thud that the room takes up."""
    dry = np.zeros(n_samples)
    start = n_samples // 3
    n_creak = int(rng.integers(20, 60))
    dry[rng.integers(0, max(1, start), n_creak)] += rng.uniform(0.1, 0.3, n_creak)
    time_s = np.arange(n_samples - start) / SAMPLE_RATE_HZ
    thud = np.sin(2 * np.pi * rng.uniform(50, 110) * time_s) * np.exp(-12 * time_s)
    rattle = rng.standard_normal(len(time_s)) * np.exp(-40 * time_s)
    dry[start:] += 3 * thud + rattle
    return in_echo(rng, dry, 0.6)


def times(rng: Rng, n_samples: int, per_s: float) -> list[int]:
    """Random samples to begin at, so many a second in the mean, one at least."""
    n_times = max(1, int(rng.poisson(per_s * n_samples / SAMPLE_RATE_HZ)))
    return sorted(int(at) for at in rng.integers(0, max(1, n_samples * 9 // 10), n_times))


def in_echo(rng: Rng, dry: Samples, echo_s: float) -> Samples:
    """With the decaying noise that a room answers; as long as it was."""
    n_echo = round(echo_s * SAMPLE_RATE_HZ)
    tail = 0.05 * rng.standard_normal(n_echo) * np.exp(-6.9 * np.arange(n_echo) / n_echo)
    tail[0] = 1.0
    n_all = len(dry) + n_echo
    return np.fft.irfft(np.fft.rfft(dry, n_all) * np.fft.rfft(tail, n_all), n_all)[: len(dry)]


def shaped(sound: Samples, gain: Callable[[Samples], Samples]) -> Samples:
    """Filtered: gain is the factor of each frequency in Hz."""
    frequency_hz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ)
    return np.fft.irfft(np.fft.rfft(sound) * gain(frequency_hz), len(sound))


def wandering(rng: Rng, n_samples: int, hz: float) -> Samples:
    """A smooth random curve of about standard normal values, so quick."""
    n_points = max(2, round(n_samples / SAMPLE_RATE_HZ * hz) + 2)
    at = np.linspace(0, n_points - 1, n_samples)
    return np.interp(at, np.arange(n_points), rng.standard_normal(n_points))


def pitch_hz(note: int) -> float:
    """Of a MIDI note, equally tempered, A4 = 69 at 440 Hz."""
    return float(440 * 2 ** ((note - 69) / 12))
