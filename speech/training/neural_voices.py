"""Kokoro's neural voices, for training alone: dozens of people who say any sentence; no choosing.

Kokoro-82M (hexgrad, Apache-2.0) is not shipped. Its folder holds an ONNX export of it, its
config.json and its voices, and is named by the variable VITRINE_KOKORO.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from speech.training.errors import TrainingError
from speech.training.synthesizers import output_of

FOLDER_VARIABLE = "VITRINE_KOKORO"
RATE_HZ = 24_000
STYLE_WIDTH = 256
SECOND_SHARE = 0.35  # of the voice that is mixed into another
INSTALLING = (
    "it needs one .onnx of Kokoro-82M v1.0, its config.json, and its voices as voices/NAME.bin"
)
# From espeak-ng's phonemes to those Kokoro learnt, as its own front end (misaki) has them.
SYMBOLS = {
    "ʔˌn\u0329": "tᵊn",
    "ʔn\u0329": "tᵊn",
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
    "ə^l": "ᵊl",
    "ʔn": "tᵊn",
    "ʔ": "t",
    "ɚ": "əɹ",
    "r": "ɹ",
    "x": "k",
    "ç": "k",
    "ɐ": "ə",
    "ɬ": "l",
    "ʲ": "",
    "\u0303": "",
}
BRITISH = {"e^ə": "ɛː", "iə": "ɪə", "ə^ʊ": "Q"}
AMERICAN = {"o^ʊ": "O", "ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ː": ""}
SYLLABIC = re.compile("(\\S)\u0329")


class NeuralVoices:
    """The voices of a folder. TrainingError when it lacks something or holds something else."""

    def __init__(self, folder: Path) -> None:
        models = sorted(folder.glob("*.onnx"))
        files = sorted((folder / "voices").glob("*.bin"))
        if len(models) != 1 or not files:
            raise TrainingError(f"{folder} is no folder of Kokoro: {INSTALLING}.")
        try:
            vocabulary = json.loads((folder / "config.json").read_text(encoding="utf-8"))["vocab"]
            self._vocabulary = {str(symbol): int(token) for symbol, token in vocabulary.items()}
            self._styles = {file.stem: _style(file) for file in files}
            self._session = _session(models[0])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TrainingError(f"{folder} is no folder of Kokoro ({error}): {INSTALLING}.") from (
                error
            )
        self._tokens_name = self._session.get_inputs()[0].name  # tokens, or input_ids

    @property
    def names(self) -> tuple[str, ...]:
        """As in "af_heart": of English, American, a woman."""
        return tuple(self._styles)

    def say(
        self, sentence: str, name: str, second: str = "", pace: float = 1.0
    ) -> npt.NDArray[np.float32]:
        """(n,) at 24 kHz. A second voice is mixed in, which makes another person's.

        SpeechError when espeak-ng, which gives the phonemes, cannot be run.
        """
        is_british = name.startswith("b")
        phonemes = kokoro_phonemes(_espeak(sentence, is_british), is_british)
        tokens = [self._vocabulary[symbol] for symbol in phonemes if symbol in self._vocabulary]
        if not tokens:
            return np.zeros(0, np.float32)
        style = self._style_of(name, len(tokens))
        if second:
            other = self._style_of(second, len(tokens))
            style = (1 - SECOND_SHARE) * style + SECOND_SHARE * other
        sound = self._session.run(
            None,
            {
                self._tokens_name: np.array([[0, *tokens, 0]], np.int64),
                "style": style[None].astype(np.float32),
                "speed": np.array([pace], np.float32),
            },
        )[0]
        return np.asarray(sound, np.float32).ravel()

    def _style_of(self, name: str, n_tokens: int) -> npt.NDArray[np.float32]:
        """(256,) float32: of a sentence that long."""
        styles = self._styles[name]
        return styles[min(n_tokens, len(styles)) - 1]


@cache
def neural_voices() -> NeuralVoices | None:
    """Those of this machine; None when no folder is named. TrainingError when it is a wrong one."""
    folder = os.environ.get(FOLDER_VARIABLE, "")
    return NeuralVoices(Path(folder)) if folder else None


def kokoro_phonemes(espeak: str, is_british: bool) -> str:
    """Kokoro's symbols for espeak-ng's, whose joined ones are tied by "^"."""
    text = " ".join(espeak.split())
    for symbol in sorted(SYMBOLS, key=len, reverse=True):
        text = text.replace(symbol, SYMBOLS[symbol])
    text = SYLLABIC.sub(r"ᵊ\1", text)
    for symbol, kokoro in (BRITISH if is_british else AMERICAN).items():
        text = text.replace(symbol, kokoro)
    return text.replace("^", "")


def _espeak(sentence: str, is_british: bool) -> str:
    accent = "en-gb" if is_british else "en-us"
    command = ["espeak-ng", "-q", "--ipa", "--tie=^", "-v", accent, "--", sentence]
    return output_of(command).decode(errors="replace")


def _style(file: Path) -> npt.NDArray[np.float32]:
    """(lengths, 256) float32: the voice for a sentence of each number of phonemes."""
    values = np.fromfile(file, np.float32)
    if not len(values) or len(values) % STYLE_WIDTH or not np.isfinite(values).all():
        raise ValueError(f"{file.name} is no voice")
    return values.reshape(-1, STYLE_WIDTH)


def _session(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # shards are made beside one another
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its own exceptions have no common class
        raise ValueError(f"{model.name} cannot be opened: {str(error).splitlines()[0]}") from error
