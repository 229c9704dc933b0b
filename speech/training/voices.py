"""The free synthesizers of a Linux distribution and their voices, run as programs; no training.

Kokoro's neural voices are added where this machine has them.
"""

from __future__ import annotations

import io
import random
import shutil
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.errors import TrainingError
from speech.training.neural_voices import RATE_HZ as NEURAL_RATE_HZ
from speech.training.neural_voices import neural_voices
from speech.training.synthesizers import INSTALLING
from speech.training.synthesizers import output_of as _output

Samples = npt.NDArray[np.int16]  # (n,) at 16 kHz
ESPEAK_WORDS_A_MINUTE = 170
ESPEAK_ACCENTS = (
    "en-us",
    "en-gb",
    "en-gb-x-rp",
    "en-gb-x-gbclan",
    "en-gb-x-gbcwmd",
    "en-029",
    "en-us-nyc",
    "en-gb-scotland",
)
FLITE_VOICES = ("rms", "awb", "kal16", "slt")
# Festival's third English voice, cmu_us_slt_arctic_hts, is the person of flite's slt.
FESTIVAL_VOICES = ("ked_diphone", "kal_diphone", "cmu_us_slt_arctic_hts")
# Whole people and accents that training never hears.
KOKORO = "kokoro"
HELD_OUT_NEURAL = ("kokoro-af_heart", "kokoro-bm_george")
HELD_OUT = (
    "flite-slt",
    "festival-cmu_us_slt_arctic_hts",
    "espeak-en-gb-scotland",
    *HELD_OUT_NEURAL,
)
MEAN_PITCH_HZ = {
    "rms": 95,
    "awb": 125,
    "kal16": 105,
    "slt": 170,
    "ked_diphone": 105,
    "kal_diphone": 105,
}
# Drawn as often as this: people were recorded for them, espeak-ng is made of formants.
RECORDED_WEIGHTS = {
    "flite-rms": 0.15,
    "flite-awb": 0.14,
    "flite-kal16": 0.08,
    "festival-ked_diphone": 0.10,
    "festival-kal_diphone": 0.05,
}
NEURAL_SHARE = 0.08  # of English clips where there are neural voices: a second of work each
MIXED_SHARE = 0.5  # of neural clips are said by two voices mixed
SHIFTED_SHARE = 0.5  # of the clips of recorded people
SHIFTED_FORMANTS = (0.9, 1.3, 1.16)  # least, most, usual: a woman's are a sixth above a man's
NEURAL_FORMANTS = (0.9, 1.15, 1.0)  # women's are among them
SILENCE_BELOW_PEAK = 0.01  # -40 dB
KEPT_SILENCE_S = 0.02


@dataclass(frozen=True)
class Voice:
    """engine: espeak, flite, festival or kokoro. name: its own for the voice, no variant."""

    engine: str
    name: str
    language: str = "en"

    @property
    def id(self) -> str:
        """As in "flite-rms"."""
        return f"{self.engine}-{self.name}"

    @property
    def is_held_out(self) -> bool:
        """Whether it is for validation only."""
        return self.id in HELD_OUT


@dataclass(frozen=True)
class Manner:
    """How a voice speaks: pace, pitch and formants 1.0 are its own, more is faster, higher.

    Formants are those of a smaller person, whose pitch is higher by as much: the recorded voices to
    learn from are all of men. variant: espeak-ng's, or the neural voice that is mixed in.
    """

    voice: Voice
    pace: float = 1.0
    pitch: float = 1.0
    variant: str = ""
    formants: float = 1.0


def is_neural(voice_id: str) -> bool:
    """Whether it is one of Kokoro's."""
    return voice_id.startswith(f"{KOKORO}-")


def family_of(voice_id: str) -> str:
    """The row of a table that a voice belongs to: its synthesizer, or itself when held out."""
    engine = voice_id.split("-")[0]
    is_held_out = voice_id in HELD_OUT
    return voice_id if is_held_out else {"espeak": "espeak-ng"}.get(engine, engine)


@cache
def installed_voices() -> tuple[Voice, ...]:
    """Those of this machine; TrainingError when there is none."""
    found: list[Voice] = []
    if shutil.which("espeak-ng"):
        found += [Voice("espeak", accent) for accent in ESPEAK_ACCENTS]
        found.append(Voice("espeak", "cmn", "zh"))
    if shutil.which("flite"):
        listed = _output(["flite", "-lv"]).decode().split()
        found += [Voice("flite", name) for name in FLITE_VOICES if name in listed]
    if shutil.which("festival"):
        listed_text = _output(["festival", "--pipe"], b"(print (voice.list))").decode()
        found += [Voice("festival", name) for name in FESTIVAL_VOICES if name in listed_text]
    people = neural_voices()
    if people is not None:
        found += [Voice(KOKORO, name) for name in people.names]
    if not found:
        raise TrainingError(f"There are no speech synthesizers on this machine; {INSTALLING}.")
    return tuple(found)


@cache
def espeak_variants() -> tuple[str, ...]:
    """The names of espeak-ng's voice variants, such as "f3"; empty is the plain voice."""
    listed = _output(["espeak-ng", "--voices=variant"]).decode().splitlines()[1:]
    files = {line.split("!v/")[1].split("  ")[0].strip() for line in listed if "!v/" in line}
    return ("", *sorted(files))


def draw_manner(choice: random.Random, language: str, held_out: bool) -> Manner:
    """A voice of a language, and how it speaks this time.

    Of the held-out English voices the accent of espeak-ng and the recorded person are even;
    festival's voice of that person is left aside. TrainingError when no voice is installed.
    """
    voices = [
        voice
        for voice in installed_voices()
        if voice.language == language
        and voice.id not in HELD_OUT_NEURAL
        and (language != "en" or voice.is_held_out == held_out)
    ]
    if all(held_out and voice.engine == "festival" for voice in voices):
        kind = f"held-out voice for {language}" if held_out else f"voice for {language}"
        raise TrainingError(f"No installed synthesizer has a {kind}; {INSTALLING}.")
    voice = choice.choices(voices, _held_out_weights(voices) if held_out else _weights(voices))[0]
    if voice.engine == KOKORO:
        return _neural_manner(choice, voice)
    pace, pitch = choice.triangular(0.75, 1.4, 1.0), choice.triangular(0.75, 1.35, 1.0)
    variant = choice.choice(espeak_variants()) if voice.engine == "espeak" else ""
    formants = 1.0
    if not held_out and voice.engine != "espeak" and choice.random() < SHIFTED_SHARE:
        formants = choice.triangular(*SHIFTED_FORMANTS)
    if held_out:
        pace, pitch = choice.uniform(0.9, 1.15), choice.uniform(0.9, 1.1)
        variant = choice.choice(("", "", "m3", "f2")) if variant else ""
    return Manner(voice, round(pace, 2), round(pitch, 2), variant, round(formants, 2))


def draw_held_out_person(choice: random.Random) -> Manner | None:
    """A neural voice that training never hears, as it is; None where there is none."""
    voices = [voice for voice in installed_voices() if voice.id in HELD_OUT_NEURAL]
    return Manner(choice.choice(voices), round(choice.uniform(0.9, 1.15), 2)) if voices else None


def _neural_manner(choice: random.Random, voice: Voice) -> Manner:
    """How a neural voice speaks this time, alone or mixed with another to learn from."""
    pace, variant, formants = choice.triangular(0.75, 1.35, 1.0), "", 1.0
    if choice.random() < MIXED_SHARE:
        others = [
            other.name
            for other in installed_voices()
            if other.engine == KOKORO and not other.is_held_out
        ]
        variant = choice.choice(others)
    if choice.random() < SHIFTED_SHARE:
        formants = choice.triangular(*NEURAL_FORMANTS)
    return Manner(voice, round(pace, 2), 1.0, variant, round(formants, 2))


def _weights(voices: Sequence[Voice]) -> list[float]:
    """How often each is drawn to learn from: the rest of the recorded people is espeak-ng's."""
    n_espeak = sum(voice.engine == "espeak" for voice in voices)
    n_neural = sum(voice.engine == KOKORO for voice in voices)
    shares = {
        voice.id: NEURAL_SHARE / n_neural
        if voice.engine == KOKORO
        else RECORDED_WEIGHTS.get(voice.id, 0.0)
        for voice in voices
        if voice.engine != "espeak"
    }
    rest = 1 - sum(shares.values())
    return [
        rest / n_espeak if voice.engine == "espeak" else shares[voice.id] or 1.0 for voice in voices
    ]


def _held_out_weights(voices: Sequence[Voice]) -> list[float]:
    return [float(voice.engine != "festival") for voice in voices]


def say(sentences: Sequence[str], manners: Sequence[Manner]) -> list[Samples]:
    """The sound of each sentence at 16 kHz, silence around it cut off; empty where none came.

    Festival's sentences are said in one run of it, since it takes a second to start. SpeechError
    when a program cannot be run or says that it failed.
    """
    sounds: list[Samples] = [np.zeros(0, np.int16)] * len(sentences)
    festival = [n for n, manner in enumerate(manners) if manner.voice.engine == "festival"]
    for number, (sentence, manner) in enumerate(zip(sentences, manners, strict=True)):
        if manner.voice.engine == "espeak":
            sounds[number] = _read(_espeak(sentence, manner))
        elif manner.voice.engine == "flite":
            sounds[number] = _read(_flite(sentence, manner), manner.formants)
        elif manner.voice.engine == KOKORO:
            sounds[number] = _neural(sentence, manner)
    if festival:
        said = _festival([sentences[n] for n in festival], [manners[n] for n in festival])
        for number, sound in zip(festival, said, strict=True):
            sounds[number] = _read(sound, manners[number].formants)
    return [_trimmed(sound) for sound in sounds]


def _espeak(sentence: str, manner: Manner) -> bytes:
    name = f"{manner.voice.name}+{manner.variant}" if manner.variant else manner.voice.name
    pitch = round(min(99.0, max(0.0, 50 + 110 * (manner.pitch - 1))))
    words_a_minute = round(ESPEAK_WORDS_A_MINUTE * manner.pace)
    command = ["espeak-ng", "-v", name, "-s", str(words_a_minute), "-p", str(pitch), "--stdout"]
    return _output([*command, "--", sentence])


def _flite(sentence: str, manner: Manner) -> bytes:
    name = manner.voice.name
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        settings = ["--setf", f"duration_stretch={manner.formants / manner.pace:.2f}"]
        if manner.pitch != 1.0:
            settings += ["--setf", f"int_f0_target_mean={MEAN_PITCH_HZ[name] * manner.pitch:.0f}"]
        _output(["flite", "-voice", name, *settings, "-t", sentence, "-o", file.name])
        return Path(file.name).read_bytes()


def _neural(sentence: str, manner: Manner) -> Samples:
    people = neural_voices()
    if people is None:
        raise TrainingError(f"{manner.voice.id} is a neural voice, and there are none here.")
    pace = manner.pace / manner.formants
    sound = people.say(sentence, manner.voice.name, manner.variant, pace)
    samples = (np.clip(sound, -1, 1) * 32767).astype(np.int16)
    return _at_16_khz(samples, NEURAL_RATE_HZ * manner.formants)


def _festival(sentences: Sequence[str], manners: Sequence[Manner]) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.wav" for number in range(len(sentences))]
        lines = ["(set! before_pitch int_lr_params)"]
        for sentence, manner, file in zip(sentences, manners, files, strict=True):
            lines.append(f"(voice_{manner.voice.name})")
            lines.append(f"(Parameter.set 'Duration_Stretch {manner.formants / manner.pace:.2f})")
            mean_hz = MEAN_PITCH_HZ.get(manner.voice.name)
            if mean_hz:
                lines.append(
                    f"(set! int_lr_params '((target_f0_mean {mean_hz * manner.pitch:.0f})"
                    " (target_f0_std 14) (model_f0_mean 170) (model_f0_std 34)))"
                )
            quoted = sentence.replace("\\", "").replace('"', "")
            lines.append(f'(set! said (utt.synth (Utterance Text "{quoted}")))')
            lines.append(f'(utt.save.wave said "{file}" \'riff)')
        _output(["festival", "--pipe"], "\n".join(lines).encode())
        return [file.read_bytes() if file.exists() else b"" for file in files]


def _read(riff: bytes, speed: float = 1.0) -> Samples:
    """16-bit samples of a RIFF file, whose stated length may be wrong when it was a pipe.

    Played at a speed, which raises pitch and formants. None of a file that holds no sound or is
    broken off in its head.
    """
    try:
        with wave.open(io.BytesIO(riff)) as file:
            rate_hz = file.getframerate() * speed
            frames = file.readframes(len(riff) // 2)
    except (EOFError, wave.Error):
        return np.zeros(0, np.int16)
    return _at_16_khz(np.frombuffer(frames[: len(frames) // 2 * 2], np.int16), rate_hz)


def _at_16_khz(samples: Samples, rate_hz: float) -> Samples:
    import soxr

    if rate_hz == SAMPLE_RATE_HZ or not len(samples):
        return samples
    return soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ)


def _trimmed(samples: Samples) -> Samples:
    if not len(samples) or not samples.any():
        return np.zeros(0, np.int16)
    level = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(level > SILENCE_BELOW_PEAK * level.max())
    kept = round(KEPT_SILENCE_S * SAMPLE_RATE_HZ)
    return samples[max(0, loud[0] - kept) : loud[-1] + kept]
