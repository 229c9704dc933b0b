"""A recogniser that says what a test wrote down, as the real one would; it decodes truly."""

from __future__ import annotations

import wave
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from speech.audio.decode import decode_audio
from speech.audio.waveform import Waveform
from speech.transcript import Alternative, Transcript, Word

Heard = str | Sequence[tuple[str, float]]


class ScriptedRecognizer:
    """Hears by the file's stem; sounds without a name are heard as "".

    heard: a text, or (text, confidence) pairs best first. vocabulary, n_best: those given last.
    The first quick look, as live listening takes them, hears one word, the next one two.
    """

    name = "scripted"
    id = "scripted-1"
    device = "cpu"
    languages = ("en", "zh")

    def __init__(self, heard: Mapping[str, Heard]) -> None:
        self.heard = dict(heard)
        self.vocabulary: Any = None
        self.n_best = 0
        self.n_looks = 0

    def transcribe(
        self,
        source: Any,
        sample_rate_hz: float | None = None,
        *,
        language: str | None = None,
        vocabulary: Any = None,
        words: bool = True,
        n_best: int = 3,
        retries: bool = True,
        should_stop: Callable[[], bool] | None = None,
    ) -> Transcript:
        self.vocabulary, self.n_best = vocabulary, n_best
        waveform = source if isinstance(source, Waveform) else decode_audio(source)
        stem = Path(source).stem if isinstance(source, str | Path) else ""
        said = self.heard.get(stem, "")
        best = [(said, 0.9)] if isinstance(said, str) else list(said)
        text, confidence = best[0]
        if not text:
            return Transcript("", "", 0.0, waveform.duration_s, model=self.name)
        if not words:
            self.n_looks += 1
            text = " ".join(text.split()[: self.n_looks])
        spoken = text.split()
        step_s = waveform.duration_s / len(spoken)
        return Transcript(
            text,
            language or ("zh" if "\u4e00" <= text[0] <= "\u9fff" else "en"),
            confidence,
            waveform.duration_s,
            tuple(Word(w, i * step_s, (i + 1) * step_s, 0.9) for i, w in enumerate(spoken)),
            tuple(Alternative(*pair) for pair in best[:n_best]),
            self.name,
            waveform.notice,
        )


def write_tone(path: Path, duration_s: float = 0.5, sample_rate_hz: int = 16_000) -> Path:
    """A real wav file of a tone."""
    time_s = np.arange(round(duration_s * sample_rate_hz)) / sample_rate_hz
    samples = (8000 * np.sin(2 * np.pi * 220 * time_s)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate_hz)
        file.writeframes(samples.tobytes())
    return path
