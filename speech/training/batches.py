"""Batches of a training run, each made from its step alone; not for what is learnt from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from speech.audio.level import levelled
from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.augmentation import (
    CHANCES,
    Recording,
    as_another_person,
    masked,
    recorded,
)
from speech.training.clips import Clips
from speech.training.config import TrainingConfig
from speech.training.corpus import TRAIN
from speech.training.errors import TrainingError
from speech.training.noise import FloatSamples, NoiseBank, nobody_speaking
from speech.training.real_digits import Digit
from speech.training.targets import IGNORED, Spoken, Targets
from speech.training.voices import is_neural

if TYPE_CHECKING:
    import torch

SAMPLES_PER_POSITION = 320
POSITIONS_PER_S = 50
FULL_CONTEXT = 1500
LONGEST_S = 28.0
SECONDS_PER_DIGIT = 0.75  # of a real person, with the pause after it
# Context beyond the longest sound of a batch: (share of batches, from, to) in positions. Mostly
# little, since it costs as much to learn from as sound does.
SLACKS = ((0.9, 2, 24), (0.08, 24, 100), (0.015, 100, 400), (0.005, FULL_CONTEXT, FULL_CONTEXT))
SILENCE_S = (0.05, 0.5)  # beyond the longest voice of a batch, before or after


@dataclass(frozen=True)
class Batch:
    """mel: (n, 80, 2 * positions) float32. tokens, targets: (n, longest) int64 rows of Targets.

    spelling: (all characters,) int64, n_characters of each clip: (n,). n_positions: (n,), where
    the sound of each ends.
    """

    mel: torch.Tensor
    tokens: torch.Tensor
    targets: torch.Tensor
    spelling: torch.Tensor
    n_characters: torch.Tensor
    n_positions: torch.Tensor


class BatchMaker:
    """Makes the batch of any step of one process; the same again when asked again.

    digits: of the real people that are trained on. TrainingError when no clip is for training.
    """

    def __init__(
        self,
        config: TrainingConfig,
        clips: Clips,
        targets: Targets,
        digits: Sequence[Digit] = (),
        process: int = 0,
    ) -> None:
        self._config, self._clips, self._targets = config, clips, targets
        self._process = process
        self._numbers = [
            number
            for number in clips.of_split(TRAIN)
            for _ in range(config.neural_times if is_neural(clips.clip(number).voice) else 1)
        ]
        if not self._numbers:
            raise TrainingError("None of the corpus's clips is for training; synthesise more.")
        self._durations_s = [clips.duration_s(number) for number in self._numbers]
        self._bank = NoiseBank(config.seed)
        self._people: dict[str, list[Digit]] = {}
        for digit in digits:
            self._people.setdefault(digit.person, []).append(digit)

    def make(self, step: int) -> Batch:
        """The batch of a step."""
        config = self._config
        rng = np.random.default_rng((config.seed, step, self._process))
        # All processes' batches of a step are about as long, so that none waits for another.
        length = np.random.default_rng((config.seed, step))
        ease = min(1.0, step / max(1, config.easy_steps))
        # Nothing disturbs until half of the easy steps have taught which sound is which letter.
        others = max(0.0, 2 * ease - 1)  # share of voices that become other people's
        strength = others * config.disturbance
        recordings, spoken = [], []
        slack = _slack(length)
        voices = [
            (as_another_person(voice, rng, others) if said.text else voice, said)
            for voice, said in self._voices(rng, length, ease, slack)
        ]
        longest = max(len(voice) for voice, _ in voices)
        room = longest + int(length.uniform(*SILENCE_S) * SAMPLE_RATE_HZ)
        for voice, said in voices:
            if said.text:
                other = self._other_voice(rng)
                recording = recorded(voice, rng, self._bank, other, strength, room)
            else:
                recording = Recording(voice, 0.0, 0.0)
            if said.text and rng.random() < config.timestamps_share:
                said = Spoken(said.text, said.language, recording.start_s, recording.end_s)
            recordings.append(recording)
            spoken.append(said)
        longest = max(len(recording.samples) for recording in recordings)
        positions = min(FULL_CONTEXT, math.ceil(longest / SAMPLES_PER_POSITION) + slack)
        return batch_of(
            recordings, spoken, self._targets, positions, masks=(rng, CHANCES.masks * strength)
        )

    def _voices(
        self, rng: np.random.Generator, length: np.random.Generator, ease: float, slack: int
    ) -> list[tuple[FloatSamples, Spoken]]:
        """Sounds of one length, drawn from `length`, as many as the batch may have positions."""
        config = self._config
        if ease < 1:
            longest_s = config.easy_longest_s + ease * 4
            n_usable = int(np.searchsorted(self._durations_s, longest_s))
        else:
            n_usable = len(self._numbers)
        middle = int(length.integers(max(1, n_usable)))
        is_joined = length.random() < config.joined_share * ease
        duration_s = self._durations_s[middle] * (2 if is_joined else 1)
        positions = min(FULL_CONTEXT, duration_s * POSITIONS_PER_S + 12 + slack)
        n_clips = int(
            np.clip(config.positions_per_batch / positions, 2, config.most_clips_per_batch)
        )
        n_near = max(4 * n_clips, len(self._numbers) // 100)
        low = max(0, min(middle - n_near // 2, len(self._numbers) - n_near))
        near = self._numbers[low : low + n_near]
        voices = []
        for _ in range(n_clips):
            draw = rng.random()
            if draw < config.no_speech_share:
                n_samples = int(rng.uniform(0.3, max(0.4, duration_s)) * SAMPLE_RATE_HZ)
                language = "zh" if rng.random() < 0.3 else "en"
                nothing = nobody_speaking(rng, self._bank, n_samples)
                voices.append((nothing, Spoken("", language)))
            elif self._people and draw < config.no_speech_share + config.digits_share:
                voices.append(self._digits(rng, duration_s))
            elif is_joined:
                voices.append(self._two(rng, near))
            else:
                voices.append(self._one(int(rng.choice(near))))
        return voices

    def _one(self, number: int) -> tuple[FloatSamples, Spoken]:
        clip = self._clips.clip(number)
        return self._clips.sound(number), Spoken(clip.text, clip.language)

    def _two(self, rng: np.random.Generator, near: list[int]) -> tuple[FloatSamples, Spoken]:
        """Two sentences of one language after a pause, one where the second does not fit."""
        (first, said), (second, next_said) = (self._one(int(rng.choice(near))) for _ in range(2))
        total_s = (len(first) + len(second)) / SAMPLE_RATE_HZ
        if said.language != next_said.language or total_s > LONGEST_S:
            return first, said
        pause = np.zeros(int(rng.uniform(0.05, 0.6) * SAMPLE_RATE_HZ), np.float32)
        space = " " if said.language == "en" else ""
        text = f"{said.text}{space}{next_said.text}"
        return np.concatenate([first, pause, second]), Spoken(text, said.language)

    def _digits(self, rng: np.random.Generator, duration_s: float) -> tuple[FloatSamples, Spoken]:
        """Digits of one real person that last about as long."""
        person = self._people[str(rng.choice(sorted(self._people)))]
        parts: list[FloatSamples] = []
        texts = []
        for _ in range(max(1, min(8, round(duration_s / SECONDS_PER_DIGIT)))):
            digit = person[int(rng.integers(len(person)))]
            if parts:
                n_pause = int(rng.uniform(0.02, 0.4) * SAMPLE_RATE_HZ)
                parts.append(np.zeros(n_pause, np.float32))
            parts.append(digit.samples)
            texts.append(digit.text)
        return np.concatenate(parts), Spoken(" ".join(texts))

    def _other_voice(self, rng: np.random.Generator) -> Callable[[int], FloatSamples]:
        def other(n_samples: int) -> FloatSamples:
            sound = self._clips.sound(int(rng.choice(self._numbers)))
            return np.resize(np.roll(sound, int(rng.integers(len(sound)))), n_samples)

        return other


def batch_of(
    recordings: Sequence[Recording],
    spoken: Sequence[Spoken],
    targets: Targets,
    positions: int,
    masks: tuple[np.random.Generator, float] | None = None,
) -> Batch:
    """One batch at a context of so many positions, levelled and padded as recognition does it.

    masks: a generator and how likely parts of a clip are hidden.
    """
    import torch
    from whisper.audio import log_mel_spectrogram

    n_clips = len(recordings)
    mel = torch.empty(n_clips, 80, 2 * positions)
    n_positions = torch.empty(n_clips, dtype=torch.int64)
    sequences = [targets.sequence(said) for said in spoken]
    longest = max(len(sequence) for sequence, _ in sequences)
    tokens = torch.full((n_clips, longest), targets.eot, dtype=torch.int64)
    wanted = torch.full((n_clips, longest), IGNORED, dtype=torch.int64)
    spellings = [targets.spelling(said.text) for said in spoken]
    padded = np.zeros(positions * SAMPLES_PER_POSITION, np.float32)
    for number, (recording, (sequence, target)) in enumerate(
        zip(recordings, sequences, strict=True)
    ):
        heard = levelled(recording.samples[: len(padded)])
        padded[: len(heard)] = heard
        padded[len(heard) :] = 0
        mel[number] = log_mel_spectrogram(padded)
        n_positions[number] = min(positions, math.ceil(len(heard) / SAMPLES_PER_POSITION))
        if masks is not None and masks[0].random() < masks[1]:
            masked(mel[number], masks[0], 2 * int(n_positions[number]))
        tokens[number, : len(sequence)] = torch.tensor(sequence)
        wanted[number, : len(target)] = torch.tensor(target)
    return Batch(
        mel,
        tokens,
        wanted,
        torch.tensor([c for spelling in spellings for c in spelling], dtype=torch.int64),
        torch.tensor([len(spelling) for spelling in spellings]),
        n_positions,
    )


def _slack(rng: np.random.Generator) -> int:
    shares = [share for share, _, _ in SLACKS]
    _, low, high = SLACKS[int(rng.choice(len(SLACKS), p=shares))]
    return int(rng.integers(low, high + 1))
