"""How well a speech model hears what training never met, each kind of sound apart; no training."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from speech.training.augmentation import babble, with_noise
from speech.training.clips import Clips
from speech.training.corpus import KNOWN, UNSEEN
from speech.training.noise import SAMPLE_RATE_HZ, FloatSamples, NoiseBank, nobody_speaking
from speech.training.real_digits import held_out_person, read_digits
from speech.training.room import heard_through
from speech.training.word_errors import character_error_rate, word_error_rate

SEED = 2024
N_NOT_SPEECH = 200
QUIET_DBFS = -45.0
SILENCE_AROUND_S = 0.2

# Sound and text, in the order of the corpus.
Pairs = list[tuple[FloatSamples, str]]


def measure_speech(
    recognizer: Any,
    corpus: Path,
    data: Path | None = None,
    *,
    n_clips: int = 200,
    progress: Callable[[str, int], None] | None = None,
) -> dict[str, dict[str, float | int | str]]:
    """Kind of sound -> figures; word error rates are after Whisper's English normaliser.

    recognizer: as `load_recognizer` gives it. corpus: a folder that `synthesise` filled, of which
    only held-out sentences are heard. data: a folder of real digits. n_clips: of each kind, at
    most. progress hears each kind and its number of clips. TrainingError when a folder is unfit.
    """
    rng = np.random.default_rng(SEED)
    bank = NoiseBank(SEED)
    kinds = _kinds(Clips(corpus, 10**9), n_clips, rng, bank)
    figures: dict[str, dict[str, float | int | str]] = {}

    def hear(kind: str, pairs: Pairs, language: str) -> list[str]:
        if progress is not None:
            progress(kind, len(pairs))
        silence = np.zeros(round(SILENCE_AROUND_S * SAMPLE_RATE_HZ), np.float32)
        return [
            recognizer.transcribe(
                np.concatenate([silence, sound, silence]),
                SAMPLE_RATE_HZ,
                language=language,
                words=False,
                n_best=1,
            ).text
            for sound, _ in pairs
        ]

    for kind, pairs in kinds.items():
        language = "zh" if kind == "chinese_known_voices" else "en"
        heard = hear(kind, pairs, language)
        wanted = [text for _, text in pairs]
        rate = character_error_rate if language == "zh" else word_error_rate
        figures[kind] = {
            "n_clips": len(pairs),
            f"{'character' if language == 'zh' else 'word'}_error_rate": rate(wanted, heard),
            "silent_share": round(sum(not text for text in heard) / max(1, len(heard)), 4),
        }
    if data is not None:
        digits = read_digits(data)
        person = held_out_person(digits)
        pairs = [(digit.samples, digit.text) for digit in digits if digit.person == person]
        heard = hear("real_digits", pairs, "en")
        errors = [word_error_rate([w], [h]) for (_, w), h in zip(pairs, heard, strict=True)]
        figures["real_digits"] = {
            "n_clips": len(pairs),
            "person": person,
            "right_share": round(sum(error == 0 for error in errors) / len(pairs), 4),
        }
    nobody = [
        (nobody_speaking(rng, bank, int(rng.uniform(0.5, 5) * SAMPLE_RATE_HZ)), "")
        for _ in range(min(N_NOT_SPEECH, n_clips))
    ]
    heard = hear("nobody_speaking", nobody, "en")
    figures["nobody_speaking"] = {
        "n_clips": len(nobody),
        "n_words": sum(len(text.split()) for text in heard),
    }
    return figures


def _kinds(
    clips: Clips, n_clips: int, rng: np.random.Generator, bank: NoiseBank
) -> dict[str, Pairs]:
    """The synthesised kinds of sound with their texts, those without clips left out."""

    def chosen(split: str, language: str, voice: str = "") -> Pairs:
        numbers = sorted(
            number
            for number in clips.of_split(split)
            if clips.clip(number).language == language
            and clips.clip(number).voice.startswith(voice)
        )
        return [(clips.sound(n), clips.clip(n).text) for n in numbers[:n_clips]]

    known = chosen(KNOWN, "en")
    sounds = [sound for sound, _ in known]

    def other(n_samples: int) -> FloatSamples:
        return np.resize(sounds[int(rng.integers(len(sounds)))], n_samples)

    def echo(sound: FloatSamples) -> FloatSamples:
        return heard_through(sound, rng, has_echo=True, has_tone=False, has_band=False)

    def telephone(sound: FloatSamples) -> FloatSamples:
        return heard_through(sound, rng, has_echo=False, has_tone=False, has_band=True)

    def changed(change: Callable[[FloatSamples], FloatSamples]) -> Pairs:
        return [(change(sound), text) for sound, text in known]

    kinds = {
        "known_voices": known,
        "unseen_voices": chosen(UNSEEN, "en"),
        "unseen_flite_slt": chosen(UNSEEN, "en", "flite-slt"),
        "unseen_espeak_scotland": chosen(UNSEEN, "en", "espeak-en-gb-scotland"),
        "noise_20db": changed(lambda s: with_noise(s, bank.piece(rng, len(s)), 20)),
        "noise_10db": changed(lambda s: with_noise(s, bank.piece(rng, len(s)), 10)),
        "noise_5db": changed(lambda s: with_noise(s, bank.piece(rng, len(s)), 5)),
        "babble_10db": changed(lambda s: with_noise(s, babble(rng, other, len(s)), 10)),
        "echo": changed(echo),
        "telephone": changed(telephone),
        "quiet": changed(_quiet),
        "chinese_known_voices": chosen(KNOWN, "zh"),
    }
    return {kind: pairs for kind, pairs in kinds.items() if pairs}


def _quiet(sound: FloatSamples) -> FloatSamples:
    level = float(np.sqrt(np.mean(np.square(sound))))
    return (sound * np.float32(10 ** (QUIET_DBFS / 20) / max(level, 1e-9))).astype(np.float32)
