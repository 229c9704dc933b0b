"""Where speech starts, pauses, goes on and ends, to the sample; not the sound itself, not words.

Sound is looked at in frames of 32 ms, so that what is found does not depend on the pieces it
arrives in. A frame is voiced when the energy gate lets it pass and the detector hears a voice.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.errors import AudioError
from speech.speaking.energy import level_dbfs
from speech.speaking.settings import FRAME_S, FRAME_SAMPLES, EndpointSettings
from speech.speaking.vad import SileroDetector, VoiceActivityDetector, filled

# After so much silence the detector begins anew: what it remembers is no longer near.
FORGET_AFTER_FRAMES = 31


@dataclass(frozen=True)
class SpeechStarted:
    """An utterance begins. sample: its first, pre-roll before the first voiced one."""

    sample: int


@dataclass(frozen=True)
class SpeechPaused:
    """Silence since pause_s. sample: the first one not yet looked at."""

    sample: int


@dataclass(frozen=True)
class SpeechResumed:
    """Speech goes on after a pause. sample: the first voiced one after it."""

    sample: int


@dataclass(frozen=True)
class SpeechEnded:
    """An utterance is over: samples start_sample to end_sample, the latter excluded.

    voiced_until: end of the last voiced frame, start_sample when none was. is_cut: by the maximum
    length, so that the next utterance starts at end_sample, without a gap.
    """

    start_sample: int
    end_sample: int
    voiced_until: int
    is_cut: bool = False


SpeechEvent = SpeechStarted | SpeechPaused | SpeechResumed | SpeechEnded


class EndOfSpeech:
    """Finds utterances in one stream of sound at 16 kHz. Not safe for two threads at once."""

    def __init__(
        self,
        settings: EndpointSettings | None = None,
        detector: VoiceActivityDetector | None = None,
    ) -> None:
        """detector: Silero's when left out; it belongs to this stream from here on."""
        self.settings = settings or EndpointSettings()
        self._detector = detector or SileroDetector()
        self._detector.reset()
        self._pending = np.zeros(0, np.float32)  # not yet a whole frame
        self._next = 0  # first sample of the next frame
        self._n_quiet_frames = 0
        n_run = max(1, math.ceil(self.settings.min_voiced_s / FRAME_S))
        self._n_run = n_run
        # A voice may flicker: so many voiced frames among nearly twice as many last ones.
        self._voiced_starts: deque[int] = deque(maxlen=n_run)
        self._run_samples = (2 * n_run - 1) * FRAME_SAMPLES
        self._start: int | None = None  # of the utterance under way
        self._previous_end = 0
        self._voiced_until = 0
        self._silent_from = 0  # like voiced_until, but voice too short to count does not move it
        self._is_paused = False
        n_search = max(1, math.ceil(self.settings.cut_search_s / FRAME_S))
        self._levels: deque[tuple[float, int]] = deque(maxlen=n_search)  # dBFS, end of frame

    @property
    def is_speaking(self) -> bool:
        """Whether an utterance is under way and not in a pause."""
        return self._start is not None and not self._is_paused

    @property
    def keep_from(self) -> int:
        """The first sample that an event to come may still begin with; older ones are done."""
        if self._start is not None:
            return self._start
        reach = self._run_samples + _samples(self.settings.pre_roll_s)
        return max(self._previous_end, self._next - reach)

    def feed(self, samples: FloatArray) -> list[SpeechEvent]:
        """What the next samples, (n,) float32 at 16 kHz, bring about, in order.

        Raises AudioError: not mono, or samples that are not numbers.
        """
        if samples.ndim != 1 or not np.isfinite(samples).all():
            raise AudioError("Live sound must be mono and made of finite numbers.")
        sound = np.concatenate((self._pending, samples.astype(np.float32, copy=False)))
        events: list[SpeechEvent] = []
        n_whole = len(sound) // FRAME_SAMPLES * FRAME_SAMPLES
        for offset in range(0, n_whole, FRAME_SAMPLES):
            events += self._look_at(sound[offset : offset + FRAME_SAMPLES])
        self._pending = sound[n_whole:].copy()
        return events

    def flush(self) -> list[SpeechEvent]:
        """The stream is over: an utterance under way ends with its very last sample."""
        events: list[SpeechEvent] = []
        if len(self._pending):
            events += self._look_at(self._pending)
            self._pending = np.zeros(0, np.float32)
        # A voice broken off by the end may be a short last word.
        is_near = self._voiced_until >= self._next - FRAME_SAMPLES
        broken_off = bool(self._voiced_starts) and is_near
        if self._start is None and broken_off:
            events.append(self._begin(self._voiced_starts[0]))
        if self._start is not None:
            events.append(self._end(self._next))
        return events

    def _look_at(self, frame: FloatArray) -> Iterator[SpeechEvent]:
        """One frame, or the shorter rest of the stream."""
        first = self._next
        self._next += len(frame)
        if self.settings.open_from_start and first == 0:
            yield self._begin(0)
        level = level_dbfs(frame)
        self._levels.append((level, self._next))
        is_voiced = self._is_voiced(frame, level)
        while self._voiced_starts and self._voiced_starts[0] <= self._next - 1 - self._run_samples:
            self._voiced_starts.popleft()
        if is_voiced:
            self._voiced_starts.append(first)
            self._voiced_until = self._next
        is_run = is_voiced and len(self._voiced_starts) == self._n_run
        if self._start is None:
            if is_run:
                yield self._begin(self._voiced_starts[0])
            return
        yield from self._go_on(is_run)

    def _is_voiced(self, frame: FloatArray, level: float) -> bool:
        is_open = level >= self.settings.gate_dbfs
        self._n_quiet_frames = 0 if is_open else self._n_quiet_frames + 1
        if self._n_quiet_frames >= FORGET_AFTER_FRAMES:
            if self._n_quiet_frames == FORGET_AFTER_FRAMES:
                self._detector.reset()
            return False
        # Short silences are shown to the detector all the same: it takes what follows a voice at
        # once for more of it.
        probability = self._detector.probability(filled(frame))
        settings = self.settings
        wanted = settings.stay_probability if self.is_speaking else settings.start_probability
        return is_open and probability >= wanted

    def _go_on(self, is_run: bool) -> Iterator[SpeechEvent]:
        """Within an utterance: pause, resume, end or cut it."""
        if is_run:
            if self._is_paused:
                self._is_paused = False
                yield SpeechResumed(self._voiced_starts[0])
            self._silent_from = self._next
        silence = self._next - self._silent_from
        if silence >= self.settings.hangover_s * SAMPLE_RATE_HZ:
            yield self._end(self._next)
            return
        is_pause = silence >= self.settings.pause_s * SAMPLE_RATE_HZ
        has_voice = self._start is not None and self._voiced_until > self._start
        if is_pause and has_voice and not self._is_paused:
            self._is_paused = True
            yield SpeechPaused(self._next)
        yield from self._cut_when_too_long()

    def _cut_when_too_long(self) -> Iterator[SpeechEvent]:
        start = self._start
        longest = _samples(self.settings.max_duration_s)
        if start is None or self._next + FRAME_SAMPLES - start <= longest:
            return
        _, cut = min(self._levels, key=lambda entry: (entry[0], -entry[1]))
        voiced_until, was_paused, silent_from = (
            self._voiced_until,
            self._is_paused,
            (self._silent_from),
        )
        yield self._end(cut, is_cut=True)
        self._start, self._is_paused = cut, was_paused
        self._voiced_until, self._silent_from = max(cut, voiced_until), max(cut, silent_from)
        yield SpeechStarted(cut)

    def _begin(self, first_voiced: int) -> SpeechStarted:
        start = max(self._previous_end, first_voiced - _samples(self.settings.pre_roll_s))
        self._start = start
        self._silent_from = max(start, self._voiced_until)
        self._is_paused = False
        return SpeechStarted(start)

    def _end(self, end: int, is_cut: bool = False) -> SpeechEnded:
        start = self._start if self._start is not None else end
        voiced_until = min(end, max(start, self._voiced_until))
        self._start, self._previous_end, self._is_paused = None, end, False
        self._voiced_starts.clear()
        return SpeechEnded(start, end, voiced_until, is_cut)


def _samples(duration_s: float) -> int:
    return round(duration_s * SAMPLE_RATE_HZ)
