"""How well a speech model hears what training never met, each kind of sound apart; no training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.held_out_sounds import CLIP_KINDS, NOBODY, REAL_DIGITS, HeldOutSounds
from speech.training.intervals import error_rate_interval, share_interval
from speech.training.voices import HELD_OUT, family_of
from speech.training.word_errors import Errors, character_errors, error_rate, word_errors

Figures = dict[str, Any]
# The columns of the table of voices, and the kinds whose sounds they group by voice.
VOICE_CONDITIONS = {
    "clean": ("known_voices", "unseen_voices", "neural_voices"),
    "noise_20db": ("noise_20db", "unseen_noise_20db"),
    "noise_10db": ("noise_10db", "unseen_noise_10db", "neural_noise_10db"),
    "noise_5db": ("noise_5db", "unseen_noise_5db"),
}


@dataclass(frozen=True)
class Heard:
    """One sound's voice, what it says, and what the model wrote."""

    voice: str
    wanted: str
    text: str


def measure_speech(
    recognizer: Any,
    sounds: HeldOutSounds,
    progress: Callable[[str, int], None] | None = None,
) -> Figures:
    """{"kinds": kind of sound -> figures, "voices": family -> {"known", condition -> figures}}.

    recognizer: as `load_recognizer` gives it; it is told the language, and kinds in one that it
    does not know are left out. progress hears each kind and its number of sounds. Rates are shares
    of words after Whisper's English normaliser, or of characters in Chinese; each has its 95 %
    interval. TrainingError when jiwer is not installed.
    """
    heard: dict[str, list[Heard]] = {}
    for kind in sounds.kinds:
        language = CLIP_KINDS[kind][1] if kind in CLIP_KINDS else "en"
        if language not in recognizer.languages:
            continue
        if progress is not None:
            progress(kind, sounds.count(kind))
        heard[kind] = [
            Heard(sound.voice, sound.text, _text(recognizer, sound.samples, language))
            for sound in sounds.of(kind)
        ]
    kinds: Figures = {}
    for kind, some in heard.items():
        if kind == NOBODY:
            kinds[kind] = _invented(some)
        elif kind == REAL_DIGITS:
            kinds[kind] = {"person": sounds.person, **_right(some)}
        elif CLIP_KINDS[kind][1] == "zh":
            kinds[kind] = _error_figures(some, character_errors, "character")
        else:
            kinds[kind] = _error_figures(some, word_errors, "word")
    return {"kinds": kinds, "voices": _by_voice(heard)}


def _text(recognizer: Any, samples: Any, language: str) -> str:
    heard = recognizer.transcribe(samples, SAMPLE_RATE_HZ, language=language, words=False)
    text: str = heard.text
    return text


def _by_voice(heard: dict[str, list[Heard]]) -> Figures:
    """Families of voices, the known ones first, each under every condition."""
    voices: Figures = {}
    for condition, kinds in VOICE_CONDITIONS.items():
        families: dict[str, list[Heard]] = {}
        for kind in kinds:
            for one in heard.get(kind, ()):
                families.setdefault(family_of(one.voice), []).append(one)
        for family in sorted(families, key=lambda name: (name in HELD_OUT, name)):
            row = voices.setdefault(family, {"known": family not in HELD_OUT})
            row[condition] = _error_figures(families[family], word_errors, "word")
    return voices


def _error_figures(
    heard: Sequence[Heard], count: Callable[[list[str], list[str]], list[Errors]], unit: str
) -> Figures:
    """count: the errors of each text in its unit, which is "word" or "character"."""
    errors = count([one.wanted for one in heard], [one.text for one in heard])
    return {
        "n_clips": len(heard),
        f"n_{unit}s": sum(error.n_wanted for error in errors),
        f"{unit}_error_rate": round(error_rate(errors), 4),
        "interval_95": _rounded(error_rate_interval(errors)),
        "silent_share": _silent_share(heard),
    }


def _right(heard: Sequence[Heard]) -> Figures:
    """The share of sounds whose text is right and no more."""
    errors = word_errors([one.wanted for one in heard], [one.text for one in heard])
    n_right = sum(error.n_wrong == 0 for error in errors)
    return {
        "n_clips": len(heard),
        "right_share": round(n_right / max(1, len(errors)), 4),
        "interval_95": _rounded(share_interval(n_right, len(errors))),
        "silent_share": _silent_share(heard),
    }


def _invented(heard: Sequence[Heard]) -> Figures:
    """Words where there are none."""
    n_silent = sum(not one.text for one in heard)
    return {
        "n_clips": len(heard),
        "n_words": sum(len(one.text.split()) for one in heard),
        "silent_share": _silent_share(heard),
        "interval_95": _rounded(share_interval(n_silent, len(heard))),
    }


def _silent_share(heard: Sequence[Heard]) -> float:
    """The share of sounds of which nothing was written."""
    return round(sum(not one.text for one in heard) / max(1, len(heard)), 4)


def _rounded(interval: tuple[float, float]) -> list[float]:
    return [round(end, 4) for end in interval]
