"""The sounds a model is measured with: held-out clips, disturbed in known ways; no hearing.

Every sound has its own random numbers, so that any model hears the same ones in any order, and a
clip has the same noise at every level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.augmentation import babble, with_noise
from speech.training.clips import Clips
from speech.training.corpus import KNOWN, NEURAL, UNSEEN
from speech.training.noise import (
    FloatSamples,
    NoiseBank,
    between_silences,
    level_of,
    nobody_speaking,
)
from speech.training.real_digits import Digit, held_out_person
from speech.training.room import heard_through

SEED = 2024
N_NOT_SPEECH = 200
QUIET_DBFS = -45.0
SILENCE_AROUND_S = 0.2
NOISE_DB = {"noise_20db": 20.0, "noise_10db": 10.0, "noise_5db": 5.0}
BABBLE_DB = 10.0

# Kind -> (split of the corpus, language, how the sound is disturbed).
CLIP_KINDS = {
    "known_voices": (KNOWN, "en", "clean"),
    **{name: (KNOWN, "en", name) for name in NOISE_DB},
    "babble_10db": (KNOWN, "en", "babble"),
    "echo": (KNOWN, "en", "echo"),
    "telephone": (KNOWN, "en", "telephone"),
    "quiet": (KNOWN, "en", "quiet"),
    "chinese_known_voices": (KNOWN, "zh", "clean"),
    "unseen_voices": (UNSEEN, "en", "clean"),
    **{f"unseen_{name}": (UNSEEN, "en", name) for name in NOISE_DB},
    "neural_voices": (NEURAL, "en", "clean"),
    "neural_noise_10db": (NEURAL, "en", "noise_10db"),
}
REAL_DIGITS, NOBODY = "real_digits", "nobody_speaking"


@dataclass(frozen=True)
class Sound:
    """samples: (n,) float32 at 16 kHz. voice: its id or a person. text: "" when nobody speaks."""

    voice: str
    text: str
    samples: FloatSamples


class HeldOutSounds:
    """Sounds by kind: at most n_clips of each, the corpus's first ones, which are a fair sample."""

    def __init__(self, clips: Clips, digits: Sequence[Digit], n_clips: int) -> None:
        self._clips = clips
        self._bank = NoiseBank(SEED)
        self._n_not_speech = min(N_NOT_SPEECH, n_clips)
        self._numbers = {
            (split, language): [
                number
                for number in sorted(clips.of_split(split))
                if clips.clip(number).language == language
            ][:n_clips]
            for split, language, _ in CLIP_KINDS.values()
        }
        self.person = held_out_person(digits) if digits else ""
        self._digits = [digit for digit in digits if digit.person == self.person]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Those of which there are sounds."""
        return tuple(kind for kind in (*CLIP_KINDS, REAL_DIGITS, NOBODY) if self.count(kind))

    def count(self, kind: str) -> int:
        """How many sounds there are."""
        if kind == REAL_DIGITS:
            return len(self._digits)
        if kind == NOBODY:
            return self._n_not_speech
        split, language, _ = CLIP_KINDS[kind]
        return len(self._numbers[split, language])

    def of(self, kind: str) -> Iterator[Sound]:
        """One after the other, since all of them together are large."""
        if kind == REAL_DIGITS:
            for digit in self._digits:
                samples = between_silences(digit.samples, SILENCE_AROUND_S)
                yield Sound(digit.person, digit.text, samples)
        elif kind == NOBODY:
            for number in range(self._n_not_speech):
                rng = np.random.default_rng((SEED, number))
                n_samples = int(rng.uniform(0.5, 5) * SAMPLE_RATE_HZ)
                yield Sound("", "", nobody_speaking(rng, self._bank, n_samples))
        else:
            split, language, disturbance = CLIP_KINDS[kind]
            for number in self._numbers[split, language]:
                clip = self._clips.clip(number)
                yield Sound(clip.voice, clip.text, self._disturbed(number, disturbance))

    def _disturbed(self, number: int, disturbance: str) -> FloatSamples:
        """A clip between silences; noise lasts from their beginning to their end."""
        voice = self._clips.sound(number)
        samples, level = between_silences(voice, SILENCE_AROUND_S), level_of(voice)
        rng = np.random.default_rng((SEED, number))
        if disturbance in NOISE_DB:
            noise = self._bank.piece(rng, len(samples))
            return with_noise(samples, noise, NOISE_DB[disturbance], level)
        if disturbance == "babble":
            return with_noise(samples, self._babble(number, rng, len(samples)), BABBLE_DB, level)
        if disturbance == "echo":
            return heard_through(samples, rng, has_echo=True, has_tone=False, has_band=False)
        if disturbance == "telephone":
            return heard_through(samples, rng, has_echo=False, has_tone=False, has_band=True)
        if disturbance == "quiet":
            return samples * np.float32(10 ** (QUIET_DBFS / 20) / max(level, 1e-9))
        return samples

    def _babble(self, number: int, rng: np.random.Generator, n_samples: int) -> FloatSamples:
        """Other known voices, never the one that is to be heard."""
        others = [other for other in self._numbers[KNOWN, "en"] if other != number] or [number]

        def another(n_wanted: int) -> FloatSamples:
            sound = self._clips.sound(others[int(rng.integers(len(others)))])
            return np.resize(np.roll(sound, int(rng.integers(len(sound)))), n_wanted)

        return babble(rng, another, n_samples)
