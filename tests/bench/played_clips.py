"""One clip played at true speed to a listener, and when each thing came; not the statistics."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant import Assistant, Query
from assistant.hearing import SpeechRecognizer, one_wish
from samples.clips import Clip
from speech.audio.decode import decode_audio
from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, Waveform
from speech.live.agreement import normalised
from speech.live.events import Final, ListenerEvent, Partial
from speech.live.listener import ListenerSettings
from speech.live.source import WaveformSource
from speech.spacing import words_of
from speech.speaking.endpoint import EndOfSpeech, SpeechEnded
from speech.speaking.energy import level_dbfs
from speech.transcript import Transcript

SILENCE_BEFORE_S = 0.5
SILENCE_AFTER_S = 2.2  # the hangover, and time for a slow final text
LOUDNESS_SPAN_DB = 40.0  # a clip's sound: what is at most so far below its loudest frame
FRAME_SAMPLES = SAMPLE_RATE_HZ // 100
KEY_AFTER_S = 0.1  # after the last sound, sooner than any pause is noticed


@dataclass(frozen=True)
class Stream:
    """A clip's sound with digital silence around it. sound_start_s, sound_end_s: in the stream."""

    samples: FloatArray
    sound_start_s: float
    sound_end_s: float


@dataclass(frozen=True)
class Played:
    """What a listener made of one clip; times in seconds of the stream, None when nothing came.

    shown_s: of the first words, partial or final. right_s: of the first text with the right first
    word. first_word_end_s: by the final text's word times, so as exact as the model's attention.
    ended_s: when the silence had lasted long enough, or the key was let go. final_s: of the last
    final text with words. hits_ms: milliseconds of asking with it. shown: the words of each
    partial. committed, final: words. n_finals: with words in them.
    """

    sound_start_s: float
    sound_end_s: float
    shown_s: float | None
    right_s: float | None
    first_word_end_s: float | None
    ended_s: float | None
    final_s: float | None
    hits_ms: float | None
    shown: tuple[tuple[str, ...], ...]
    committed: tuple[str, ...]
    final: tuple[str, ...]
    n_finals: int


class TimedRecognizer:
    """A recogniser that notes how long each decode took. partial_ms, final_ms: in turn."""

    def __init__(self, recognizer: SpeechRecognizer) -> None:
        self._recognizer = recognizer
        self.name, self.id = recognizer.name, recognizer.id
        self.device = recognizer.device
        self.partial_ms: list[float] = []
        self.final_ms: list[float] = []

    def transcribe(self, source: Any, sample_rate_hz: Any = None, **options: Any) -> Transcript:
        """The recogniser's own."""
        start_s = time.perf_counter()
        transcript = self._recognizer.transcribe(source, sample_rate_hz, **options)
        took = self.final_ms if options.get("retries", True) else self.partial_ms
        took.append((time.perf_counter() - start_s) * 1000)
        return transcript


class StartedSource(WaveformSource):
    """A waveform at its true speed that knows when it began."""

    def __init__(self, samples: FloatArray, when_started: Callable[[], None]) -> None:
        super().__init__(Waveform(samples, SAMPLE_RATE_HZ), is_real_time=True)
        self._when_started = when_started
        self.started_s = 0.0

    def open(self) -> None:
        """Begin from the start."""
        super().open()
        self.started_s = time.monotonic()
        self._when_started()


def stream_of(clip: Clip) -> Stream:
    """A clip's sound alone, from its first to its last frame that can be heard."""
    samples = decode_audio(clip.path).samples
    starts = range(0, len(samples), FRAME_SAMPLES)
    levels = np.array([level_dbfs(samples[start : start + FRAME_SAMPLES]) for start in starts])
    loud = np.flatnonzero(levels >= levels.max() - LOUDNESS_SPAN_DB)
    sound = samples[loud[0] * FRAME_SAMPLES : (loud[-1] + 1) * FRAME_SAMPLES]
    before = np.zeros(round(SILENCE_BEFORE_S * SAMPLE_RATE_HZ), np.float32)
    after = np.zeros(round(SILENCE_AFTER_S * SAMPLE_RATE_HZ), np.float32)
    end_s = SILENCE_BEFORE_S + len(sound) / SAMPLE_RATE_HZ
    return Stream(np.concatenate((before, sound, after)), SILENCE_BEFORE_S, end_s)


def play(clip: Clip, assistant: Assistant, *, is_hands_free: bool) -> Played:
    """Listen to a clip and ask with what was heard.

    Hands-free, wish after wish, so that a clip cut in two is seen; or one wish, with a key let go
    KEY_AFTER_S after the last sound.
    """
    stream = stream_of(clip)
    key_s = stream.sound_end_s + KEY_AFTER_S
    timer = threading.Timer(key_s, lambda: listener.stop())
    source = StartedSource(stream.samples, (lambda: None) if is_hands_free else timer.start)
    settings = ListenerSettings() if is_hands_free else one_wish(is_hands_free=False)
    listener = assistant.hearing.listener(source, settings)
    came: list[tuple[float, ListenerEvent]] = []
    try:
        listener.listen(lambda event: came.append((time.monotonic() - source.started_s, event)))
    finally:
        timer.cancel()
    ends_s = _ends_s(stream, settings) if is_hands_free else [key_s]
    return _gathered(clip, stream, came, ends_s, assistant)


def _ends_s(stream: Stream, settings: ListenerSettings) -> list[float]:
    """When the end of each utterance is certain, by the detector the listener has."""
    endpoint = EndOfSpeech(settings.endpoint)
    events = [*endpoint.feed(stream.samples), *endpoint.flush()]
    return [e.end_sample / SAMPLE_RATE_HZ for e in events if isinstance(e, SpeechEnded)]


def _gathered(
    clip: Clip,
    stream: Stream,
    came: Sequence[tuple[float, ListenerEvent]],
    ends_s: Sequence[float],
    assistant: Assistant,
) -> Played:
    partials = [(at_s, (*e.committed, *e.tentative)) for at_s, e in came if isinstance(e, Partial)]
    every_final = [(at_s, event) for at_s, event in came if isinstance(event, Final)]
    finals = [
        (at_s, event, ended_s)
        for (at_s, event), ended_s in zip(every_final, ends_s, strict=False)
        if event.transcript.text
    ]
    texts = sorted([*partials, *((at_s, words_of(e.transcript.text)) for at_s, e, _ in finals)])
    first_wanted = normalised(words_of(clip.text)[0])
    right = [at_s for at_s, words in texts if normalised(words[0]) == first_wanted]
    timed = [(event.start_s, event.transcript.words) for _, event, _ in finals]
    hits_ms = None
    if finals:
        start_s = time.perf_counter()
        assistant.ask(Query(audio=[finals[-1][1].transcript]))
        hits_ms = (time.perf_counter() - start_s) * 1000
    return Played(
        sound_start_s=stream.sound_start_s,
        sound_end_s=stream.sound_end_s,
        shown_s=texts[0][0] if texts else None,
        right_s=right[0] if right else None,
        first_word_end_s=timed[0][0] + timed[0][1][0].end_s if timed and timed[0][1] else None,
        ended_s=finals[-1][2] if finals else None,
        final_s=finals[-1][0] if finals else None,
        hits_ms=hits_ms,
        shown=tuple(words for _, words in partials),
        committed=tuple(word for _, event, _ in finals for word in event.committed),
        final=tuple(word for _, e, _ in finals for word in words_of(e.transcript.text)),
        n_finals=len(finals),
    )
