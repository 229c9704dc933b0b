"""Spoken digits of real people, from files named digit_person_take.wav; not synthesised speech."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.errors import TrainingError
from speech.training.noise import FloatSamples
from speech.training.spoken_numbers import UNITS


@dataclass(frozen=True)
class Digit:
    """samples: (n,) float32 at 16 kHz, peak at most 1."""

    text: str
    person: str
    samples: FloatSamples


def read_digits(data: Path) -> list[Digit]:
    """Those in data/digits or data itself, in the order of their names.

    TrainingError when there are none, or one is not 16-bit mono WAV with sound in it.
    """
    import soxr

    folder = data / "digits" if (data / "digits").is_dir() else data
    digits = []
    for path in sorted(folder.glob("[0-9]_*_*.wav")):
        try:
            with wave.open(str(path)) as file:
                rate_hz = file.getframerate()
                if (file.getsampwidth(), file.getnchannels()) != (2, 1) or not file.getnframes():
                    raise ValueError(
                        f"{8 * file.getsampwidth()} bits, {file.getnchannels()} channels,"
                        f" {file.getnframes()} frames"
                    )
                samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            sound = soxr.resample(samples.astype(np.float32) / 32768, rate_hz, SAMPLE_RATE_HZ)
        except (OSError, EOFError, ValueError, RuntimeError, wave.Error) as error:
            raise TrainingError(f"{path} cannot be read as 16-bit mono WAV ({error}).") from error
        number, person, _ = path.stem.split("_", 2)
        digits.append(Digit(UNITS[int(number)], person, sound))
    if not digits:
        raise TrainingError(f"There are no files like 7_name_0.wav in {folder}.")
    return digits


def held_out_person(digits: Sequence[Digit]) -> str:
    """The one whom training never hears: the last by name."""
    return max(digit.person for digit in digits)
