"""A quick look at held-out clips while training goes on; the final figures come from measure."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from speech.training.augmentation import Recording, with_noise
from speech.training.batches import FULL_CONTEXT, SAMPLES_PER_POSITION, batch_of
from speech.training.clips import Clips
from speech.training.config import TrainingConfig
from speech.training.corpus import KNOWN, NEURAL, UNSEEN
from speech.training.network import SpeechNetwork, greedy
from speech.training.noise import FloatSamples, NoiseBank
from speech.training.real_digits import Digit, held_out_person
from speech.training.targets import Spoken, Targets
from speech.training.word_errors import word_error_rate

CLIPS_AT_ONCE = 16
SLACK_POSITIONS = 24
DIGITS_STEP = 3  # every third of the held-out person's digits is heard
NOISE_DB = 10.0


def held_out_errors(
    network: SpeechNetwork,
    targets: Targets,
    config: TrainingConfig,
    clips: Clips,
    digits: Sequence[Digit],
) -> dict[str, float]:
    """Word error rates in English: known voices, those in 10 dB noise, unseen and neural ones, real
    digits.

    A kind of which there is no clip is left out. TrainingError when jiwer is not installed.
    """
    rng = np.random.default_rng(config.seed)
    bank = NoiseBank(config.seed)
    sounds: dict[str, list[tuple[FloatSamples, str]]] = {}
    for split in (KNOWN, UNSEEN, NEURAL):
        numbers = [n for n in clips.of_split(split) if clips.clip(n).language == "en"]
        chosen = numbers[:: max(1, len(numbers) // config.look_clips)][: config.look_clips]
        sounds[split] = [(clips.sound(n), clips.clip(n).text) for n in chosen]
    sounds["noise_10db"] = [
        (with_noise(sound, bank.piece(rng, len(sound)), NOISE_DB), text)
        for sound, text in sounds[KNOWN]
    ]
    if digits:
        person = held_out_person(digits)
        own = [digit for digit in digits if digit.person == person][::DIGITS_STEP]
        sounds["real_digits"] = [(digit.samples, digit.text) for digit in own]
    errors = {}
    for name, pairs in sounds.items():
        if pairs:
            heard = _heard(network, targets, [sound for sound, _ in pairs])
            errors[name] = round(word_error_rate([text for _, text in pairs], heard), 4)
    return errors


def _heard(network: SpeechNetwork, targets: Targets, sounds: list[FloatSamples]) -> list[str]:
    heard = []
    for start in range(0, len(sounds), CLIPS_AT_ONCE):
        some = sounds[start : start + CLIPS_AT_ONCE]
        positions = math.ceil(max(map(len, some)) / SAMPLES_PER_POSITION) + SLACK_POSITIONS
        recordings = [Recording(sound, 0.0, 0.0) for sound in some]
        batch = batch_of(
            recordings, [Spoken("")] * len(some), targets, min(FULL_CONTEXT, positions)
        )
        heard += [targets.text_of(rows) for rows in greedy(network, batch.mel, targets, "en")]
    return heard
