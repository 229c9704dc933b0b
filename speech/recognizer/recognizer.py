"""A loaded Whisper model that turns any sound into a transcript; not loading it, not streaming."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from numpy.typing import NDArray
from whisper.tokenizer import get_tokenizer

from speech.audio.decode import AudioSource, decode_audio
from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, Waveform, as_waveform
from speech.errors import AudioError, RecognizerError
from speech.recognizer.alternatives import alternatives
from speech.recognizer.devices import fitting_threads
from speech.recognizer.guards import (
    VoiceDetector,
    is_invented,
    sounds_empty,
    voice_probability,
)
from speech.recognizer.language import known_languages, language_code
from speech.recognizer.long_audio import windows
from speech.recognizer.passage import HearingSettings, Passage, PassageRequest, hear
from speech.recognizer.short_audio import SAMPLES_PER_POSITION
from speech.recognizer.spelling import Spelling
from speech.recognizer.vocabulary import Vocabulary
from speech.recognizer.word_times import word_times
from speech.spacing import word_gap
from speech.transcript import Alternative, Transcript, Word

Sound = AudioSource | Waveform | NDArray[Any]
WINDOW_SHARE = 0.97  # of the full context; the rest is silence after the last word


class Recognizer:
    """Speech to text by one model. Threads may share it; they take turns.

    name, id: what answered, the id with its weights' hash. languages: ISO codes it knows.
    device: torch's name. model: the ``whisper.Whisper`` itself, in inference mode. spelling: its
    letters, which Whisper's own models do not have.
    """

    def __init__(
        self,
        model: Any,
        *,
        name: str,
        identity: str = "",
        languages: tuple[str, ...] | None = None,
        settings: HearingSettings | None = None,
        voice_detector: VoiceDetector | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        self.model = model.eval()
        self.name = name
        self.id = identity or name
        self.languages = languages or known_languages(model)
        self.device = str(model.device)
        self.settings = settings or HearingSettings()
        self.voice_detector = voice_detector
        self.spelling = spelling and spelling.on(model.device)
        self._taking_turns = threading.Lock()  # Whisper's decoder hangs its cache on the model

    def transcribe(
        self,
        source: Sound,
        sample_rate_hz: float | None = None,
        *,
        language: str | None = None,
        vocabulary: Vocabulary | None = None,
        words: bool = True,
        n_best: int = 3,
        retries: bool = True,
        should_stop: Callable[[], bool] | None = None,
    ) -> Transcript:
        """What is said in a file's path or bytes, an open file, a Waveform or an array.

        sample_rate_hz: of an array; 16,000 when left out. language: as "en", "English" or "zh-CN";
        detected among ``languages`` when left out. words: with their times. n_best: alternatives,
        1 being quickest. retries: try again in longer contexts and at higher temperatures when
        the first try is unlikely; partial results of a stream do without. should_stop: asked at
        each step of the decoder; GivenUpError is raised when it says so.
        Nothing said gives the empty transcript. Raises AudioError (the sound cannot be used) or
        RecognizerError (the language is not known, the memory does not suffice).
        """
        if n_best < 1:
            raise RecognizerError(f"At least 1 alternative is needed; n_best is {n_best}.")
        known = self.languages
        if language is not None:
            known = (language_code(language, known, self.name),)
        waveform = self._waveform(source, sample_rate_hz)
        request = PassageRequest(known, vocabulary, n_best, words, retries, should_stop)
        try:
            with self._taking_turns, fitting_threads(self.model), torch.no_grad():
                return self._transcript(waveform, request)
        except torch.OutOfMemoryError as error:
            raise RecognizerError(
                f"Speech model {self.name} does not fit into the memory of {self.device};"
                " use a smaller one or the device cpu."
            ) from error

    def _waveform(self, source: Sound, sample_rate_hz: float | None) -> Waveform:
        if isinstance(source, Waveform):
            checked = as_waveform(source.samples, source.sample_rate_hz)
            return replace(checked, notice=source.notice).at_rate(SAMPLE_RATE_HZ)
        if isinstance(source, str | Path | bytes) or hasattr(source, "read"):
            heard: str | Path | bytes | BinaryIO = source  # type: ignore[assignment]
            return decode_audio(heard)
        if not isinstance(source, np.ndarray):
            raise AudioError(
                f"A {type(source).__name__} is no sound; give a path, bytes, Waveform or an array."
            )
        rate_hz = SAMPLE_RATE_HZ if sample_rate_hz is None else sample_rate_hz
        return as_waveform(source, rate_hz).at_rate(SAMPLE_RATE_HZ)

    def _transcript(self, waveform: Waveform, request: PassageRequest) -> Transcript:
        full = self.model.dims.n_audio_ctx * SAMPLES_PER_POSITION
        passages: list[tuple[Passage, tuple[Word, ...]]] = []
        for start, stop in windows(waveform.samples, round(WINDOW_SHARE * full)):
            heard = self._passage(waveform.samples[start:stop], request)
            if heard is not None:
                offset_s, until_s = start / SAMPLE_RATE_HZ, (stop - start) / SAMPLE_RATE_HZ
                passages.append((heard, self._words(heard, request, offset_s, until_s)))
        if not passages:
            return Transcript(
                "", "", 0.0, waveform.duration_s, model=self.name, notice=waveform.notice
            )
        language = passages[0][0].language
        text = word_gap(language).join(heard.hypotheses[0].text for heard, _ in passages)
        confidence = _confidence([heard for heard, _ in passages])
        others: tuple[Alternative, ...] = (Alternative(text, confidence),)
        if len(passages) == 1:
            others = alternatives(passages[0][0].hypotheses, request.n_best)
        return Transcript(
            text=text,
            language=language,
            confidence=confidence,
            duration_s=waveform.duration_s,
            notice=waveform.notice,
            words=tuple(word for _, words in passages for word in words),
            alternatives=others,
            model=self.name,
        )

    def _passage(self, samples: FloatArray, request: PassageRequest) -> Passage | None:
        """One window heard, None when it has no speech."""
        guards = self.settings.guards
        if sounds_empty(samples, guards):
            return None
        voice = voice_probability(samples, self.voice_detector, guards)
        if voice is not None and voice < guards.voice_floor:
            return None
        heard = hear(self.model, samples, request, self.settings, self.spelling)
        return None if is_invented(heard.hypotheses[0], voice, guards) else heard

    def _words(
        self, heard: Passage, request: PassageRequest, offset_s: float, duration_s: float
    ) -> tuple[Word, ...]:
        if not request.words:
            return ()
        tokenizer = get_tokenizer(
            self.model.is_multilingual,
            num_languages=self.model.num_languages,
            language=heard.language,
            task="transcribe",
        )
        first = heard.hypotheses[0]
        return word_times(first, tokenizer, duration_s=duration_s, offset_s=offset_s)


def _confidence(passages: list[Passage]) -> float:
    """One hypothesis' confidence, over the tokens of all."""
    firsts = [heard.hypotheses[0] for heard in passages]
    weights = [len(first.log_probabilities) for first in firsts]
    total = sum(weights)
    mean = math.fsum(first.sum_log_probability for first in firsts) / total
    no_speech = sum(f.no_speech * w for f, w in zip(firsts, weights, strict=True)) / total
    return math.exp(min(0.0, mean)) * (1.0 - no_speech)
