"""Sounds that nobody speaks, of many kinds, drawn by seed; not those that pocket learns to ignore.

All but the last two kinds are written apart from `speech.training.noise` and `samples.noises`, so
that silence on them is not learnt by heart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from tests.bench import struck_sounds as struck
from tests.bench.spoken_clips import at_level

SEED = 60
SHORTEST_S, LONGEST_S = 0.3, 6.0
QUIETEST_DBFS, LOUDEST_DBFS = -60.0, -6.0
LAST_BIT = 2.0**-15

Samples = NDArray[np.float64]
Sound = Callable[[np.random.Generator, int], Samples]


@dataclass(frozen=True, eq=False)
class Noise:
    """samples: (n,) float32 at 16 kHz, within -1 to 1."""

    kind: str
    samples: FloatArray


def noises(n_clips: int, seed: int = SEED) -> list[Noise]:
    """So many, every kind as often; of 0.3 to 6 s and, but for silence, -60 to -6 dBFS."""
    kinds = list(KINDS)
    drawn = []
    for number in range(n_clips):
        kind = kinds[number % len(kinds)]
        rng = np.random.default_rng((seed, number))
        n_samples = round(rng.uniform(SHORTEST_S, LONGEST_S) * SAMPLE_RATE_HZ)
        sound = KINDS[kind](rng, n_samples)[:n_samples].astype(np.float32)
        if kind not in AS_THEY_ARE:
            sound = at_level(sound, float(rng.uniform(QUIETEST_DBFS, LOUDEST_DBFS)))
        drawn.append(Noise(kind, np.clip(sound, -1.0, 1.0)))
    return drawn


def _digital_silence(rng: np.random.Generator, n_samples: int) -> Samples:
    return np.zeros(n_samples)


def _dither(rng: np.random.Generator, n_samples: int) -> Samples:
    """What an open 16-bit converter gives: triangular noise of the last bit or two."""
    return np.round(rng.triangular(-2.0, 0.0, 2.0, n_samples)) * LAST_BIT


def _offset(rng: np.random.Generator, n_samples: int) -> Samples:
    return rng.uniform(0.02, 0.6) + 3 * LAST_BIT * rng.standard_normal(n_samples)


def _white(rng: np.random.Generator, n_samples: int) -> Samples:
    return rng.standard_normal(n_samples)


def _pink(rng: np.random.Generator, n_samples: int) -> Samples:
    """Voss and McCartney's: sources of random steps, each half as quick as the one before."""
    total = rng.standard_normal(n_samples)
    for octave in range(1, 12):
        steps = rng.standard_normal(n_samples // 2**octave + 1)
        total += np.repeat(steps, 2**octave)[:n_samples]
    return total - total.mean()


def _brown(rng: np.random.Generator, n_samples: int) -> Samples:
    walk = np.cumsum(rng.standard_normal(n_samples))
    return struck.shaped(walk - np.linspace(walk[0], walk[-1], n_samples), lambda hz: hz > 25)


def _clipped(rng: np.random.Generator, n_samples: int) -> Samples:
    return np.clip(_pink(rng, n_samples), -0.8, 0.8)


def _wind(rng: np.random.Generator, n_samples: int) -> Samples:
    """Low rumble in gusts, and a draught whose pitch wanders."""
    rumble = struck.shaped(rng.standard_normal(n_samples), lambda hz: 1 / (1 + (hz / 180) ** 2))
    pitch_hz = 500 * np.exp(0.4 * struck.wandering(rng, n_samples, 1.5))
    draught = np.sin(_phase(pitch_hz)) * np.abs(struck.wandering(rng, n_samples, 12.0))
    gusts = np.exp(struck.wandering(rng, n_samples, 0.8))
    return gusts * (rumble / rumble.std() + 0.2 * draught)


def _rain(rng: np.random.Generator, n_samples: int) -> Samples:
    """Drops at random on a hiss, some nearer than others."""
    drops = (rng.random(n_samples) < rng.uniform(20, 200) / SAMPLE_RATE_HZ) * rng.exponential(
        1.0, n_samples
    )
    bright = struck.shaped(drops, lambda hz: np.exp(-(((hz - 3500) / 1800) ** 2)))
    hiss = struck.shaped(rng.standard_normal(n_samples), lambda hz: (hz > 800) * 1.0)
    return bright / max(float(bright.std()), 1e-9) + 0.7 * hiss / hiss.std()


def _fan(rng: np.random.Generator, n_samples: int) -> Samples:
    """Blades and motor a little apart in pitch, so that they beat, in moved air."""
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    blades_hz = rng.uniform(70, 160)
    beat_hz = rng.uniform(0.5, 4)
    tones = sum(
        np.sin(2 * np.pi * k * hz * time_s + rng.uniform(0, 6)) / k
        for hz in (blades_hz, blades_hz + beat_hz)
        for k in range(1, 6)
    )
    return tones + 0.8 * struck.shaped(rng.standard_normal(n_samples), lambda hz: hz < 1200)


def _mains_hum(rng: np.random.Generator, n_samples: int) -> Samples:
    """A transformer at 50 or 60 Hz: even harmonics above all, saturated."""
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    base_hz = float(rng.choice((50.0, 60.0)))
    flux = np.sin(2 * np.pi * base_hz * time_s + rng.uniform(0, 6))
    return np.tanh(3 * (flux + rng.uniform(0.1, 0.5))) + 0.5 * np.abs(flux) ** 3


def _engine(rng: np.random.Generator, n_samples: int) -> Samples:
    """Firings of a motor that is revved, through an exhaust."""
    firings_hz = rng.uniform(25, 70) * np.exp(0.5 * struck.wandering(rng, n_samples, 0.7))
    sawtooth = np.mod(_phase(firings_hz) / (2 * np.pi), 1.0)
    thump = np.exp(-9 * sawtooth) * (1 + 0.3 * rng.standard_normal(n_samples))
    return struck.shaped(thump - thump.mean(), lambda hz: 1 / (1 + ((hz - 160) / 220) ** 2))


def _organ(rng: np.random.Generator, n_samples: int) -> Samples:
    """A held chord of pipes with tremolo, another one after a while."""
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    sound = np.zeros(n_samples)
    for start, stop in zip((0, n_samples // 2), (n_samples // 2, n_samples), strict=True):
        root = int(rng.integers(45, 70))
        for note in (root, root + int(rng.choice((3, 4))), root + 7, root + 12):
            base_hz = struck.pitch_hz(note)
            for k in (1, 2, 3, 4, 6, 8):
                sound[start:stop] += np.sin(2 * np.pi * k * base_hz * time_s[start:stop]) / k
    return sound * (1 + 0.3 * np.sin(2 * np.pi * 6 * time_s))


def _telephone_tones(rng: np.random.Generator, n_samples: int) -> Samples:
    """A dial tone, a busy tone, or keys being pressed."""
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    which = int(rng.integers(3))
    if which == 0:
        return np.sin(2 * np.pi * 350 * time_s) + np.sin(2 * np.pi * 440 * time_s)
    if which == 1:
        return np.sin(2 * np.pi * 425 * time_s) * (np.mod(time_s, 0.96) < 0.48)
    key = (time_s // 0.25).astype(int)
    low_hz = rng.choice((697.0, 770.0, 852.0, 941.0), key.max() + 1)[key]
    high_hz = rng.choice((1209.0, 1336.0, 1477.0), key.max() + 1)[key]
    is_down = np.mod(time_s, 0.25) < 0.15
    return is_down * (np.sin(2 * np.pi * low_hz * time_s) + np.sin(2 * np.pi * high_hz * time_s))


def _siren(rng: np.random.Generator, n_samples: int) -> Samples:
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    swing = np.sin(2 * np.pi * rng.uniform(0.3, 2.0) * time_s)
    shape = swing if rng.random() < 0.5 else np.sign(swing)
    phase = _phase(700 + 250 * shape)
    return np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase)


def _birds(rng: np.random.Generator, n_samples: int) -> Samples:
    """Chirps that fall or rise within a tenth of a second."""
    sound = np.zeros(n_samples)
    for start in struck.times(rng, n_samples, 5.0):
        length = min(n_samples - start, int(rng.uniform(0.04, 0.2) * SAMPLE_RATE_HZ))
        first_hz, last_hz = rng.uniform(2000, 6000, 2)
        sweep = np.sin(_phase(np.linspace(first_hz, last_hz, length)))
        sound[start : start + length] += sweep * np.hanning(length)
    return sound + 0.01 * rng.standard_normal(n_samples)


def _whistling(rng: np.random.Generator, n_samples: int) -> Samples:
    """A person's tune without words: one wavering partial, notes that glide, breath."""
    sound = np.zeros(n_samples)
    n_note = int(rng.uniform(0.2, 0.6) * SAMPLE_RATE_HZ)
    for start in range(0, n_samples, n_note):
        length = min(n_note, n_samples - start)
        base_hz = struck.pitch_hz(int(rng.integers(76, 92)))
        vibrato = 1 + 0.012 * np.sin(2 * np.pi * 5.5 * np.arange(length) / SAMPLE_RATE_HZ)
        sound[start : start + length] = (
            np.sin(_phase(base_hz * vibrato)) * np.hanning(length) ** 0.3
        )
    return sound + 0.03 * rng.standard_normal(n_samples)


def _breath(rng: np.random.Generator, n_samples: int) -> Samples:
    """In through the nose, out through an open mouth, which has resonances."""
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    air = rng.standard_normal(n_samples)
    nose = struck.shaped(air, lambda hz: np.exp(-(((hz - 900) / 600) ** 2)))
    mouth = struck.shaped(air, lambda hz: np.exp(-(((hz - 1500) / 300) ** 2)) + 0.1 * (hz < 6000))
    turn = np.sin(2 * np.pi * rng.uniform(0.25, 0.7) * time_s + rng.uniform(0, 6))
    return np.clip(turn, 0, 1) ** 2 * nose / nose.std() + np.clip(-turn, 0, 1) * mouth / mouth.std()


def _band(rng: np.random.Generator, n_samples: int) -> Samples:
    """Drums, plucked strings and a bass together."""
    bass = np.sign(np.sin(_phase(np.full(n_samples, struck.pitch_hz(int(rng.integers(33, 45)))))))
    parts = (struck.drums(rng, n_samples), struck.plucked(rng, n_samples), bass)
    return sum(part / max(float(part.std()), 1e-9) for part in parts) + np.zeros(n_samples)


def _of_the_samples(rng: np.random.Generator, n_samples: int) -> Samples:
    """The kinds that samples/audio has, at other lengths and levels."""
    from samples import noises as sampled

    which = int(rng.integers(3))
    if which == 0:
        return sampled.music(n_samples / SAMPLE_RATE_HZ)
    return sampled.hum(n_samples, rng) if which == 1 else sampled.cough(rng)


def _of_the_training(rng: np.random.Generator, n_samples: int) -> Samples:
    """The kinds that pocket is trained to be silent on."""
    from speech.training.noise import NoiseBank, nobody_speaking

    return nobody_speaking(rng, NoiseBank(1), n_samples).astype(np.float64)


def _phase(hz: Samples) -> Samples:
    """(n,) radians of a tone of the given pitch at each sample."""
    return 2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ


AS_THEY_ARE = ("digital_silence", "dither", "offset")  # their level is what they are
KINDS: dict[str, Sound] = {
    "digital_silence": _digital_silence,
    "dither": _dither,
    "offset": _offset,
    "white_noise": _white,
    "pink_noise": _pink,
    "brown_noise": _brown,
    "clipped_noise": _clipped,
    "wind": _wind,
    "rain": _rain,
    "fan": _fan,
    "mains_hum": _mains_hum,
    "engine": _engine,
    "organ": _organ,
    "plucked_strings": struck.plucked,
    "bells": struck.bells,
    "drums": struck.drums,
    "band": _band,
    "telephone_tones": _telephone_tones,
    "siren": _siren,
    "birds": _birds,
    "whistling": _whistling,
    "breath": _breath,
    "cough": struck.cough,
    "typing": struck.typing,
    "clapping": struck.clapping,
    "door": struck.door,
    "of_the_samples": _of_the_samples,
    "of_the_training": _of_the_training,
}
