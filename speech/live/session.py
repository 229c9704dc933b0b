"""One run of listening: sound in, events out, all on the caller's thread; not threads or loops."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, Waveform
from speech.live.agreement import Agreement, AgreementSettings
from speech.live.decoder import Decode, Decoder
from speech.live.events import Final, Level, ListenerEvent, Notice, Partial
from speech.live.recent_sound import RecentSound
from speech.spacing import words_of
from speech.speaking.endpoint import (
    EndOfSpeech,
    SpeechEnded,
    SpeechEvent,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
)
from speech.speaking.energy import level_dbfs
from speech.transcript import Transcript

LEVEL_SAMPLES = SAMPLE_RATE_HZ // 10
FEED_SAMPLES = SAMPLE_RATE_HZ // 10  # a slow reader's long piece must not hide what lies within


@dataclass
class _Utterance:
    """The one under way."""

    start: int
    agreement: Agreement
    committed: tuple[str, ...] = ()
    early: Decode | None = None  # of the sound up to early_until
    early_until: int = 0
    partial_until: int = 0  # the newest sound that a partial was asked for


@dataclass
class _Ended:
    """One whose final transcript is being made."""

    future: Future[Transcript]
    samples: FloatArray
    start: int
    committed: tuple[str, ...]
    is_cut: bool


@dataclass
class Session:
    """Turns one stream of sound into events.

    partial_every_s: of new sound between two partials. is_single: only the first utterance is
    told; with needs_words those without words are told before it and do not count.
    """

    decoder: Decoder
    endpoint: EndOfSpeech
    emit: Callable[[ListenerEvent], None]
    agreement: AgreementSettings
    partial_every_s: float
    is_single: bool = False
    needs_words: bool = True
    _recent: RecentSound = field(default_factory=RecentSound)
    _meter: FloatArray = field(default_factory=lambda: np.zeros(0, np.float32))
    _utterance: _Utterance | None = None
    _partial: tuple[_Utterance, int, Decode] | None = None
    _ended: deque[_Ended] = field(default_factory=deque)
    n_heard: int = 0  # utterances that count

    @property
    def n_waiting(self) -> int:
        """Utterances whose transcript is still being made."""
        return len(self._ended)

    @property
    def is_complete(self) -> bool:
        """Whether the only utterance that is wanted has been told."""
        return self.is_single and self.n_heard > 0

    @property
    def is_full(self) -> bool:
        """Whether no more sound is wanted, though its transcript may still be made."""
        is_ended = self.is_single and not self.needs_words and self.n_waiting > 0
        return is_ended or self.is_complete

    @property
    def n_samples_kept(self) -> int:
        """Of the stream, in memory."""
        return self._recent.end - self._recent.first

    def feed(self, samples: FloatArray, *, is_last: bool = False) -> None:
        """Take in sound, (n,) float32 at 16 kHz, and tell what it and finished decodes bring.

        is_last: the final transcript is asked for next, so that a partial would only delay it.
        """
        for offset in range(0, len(samples), FEED_SAMPLES):
            piece = samples[offset : offset + FEED_SAMPLES]
            self._recent.append(piece)
            for event in self.endpoint.feed(piece):
                self._take(event)
            self._tell_levels(piece)
        if not is_last:
            self._ask_for_partial()
        self._recent.forget_before(self.endpoint.keep_from)
        self.tell_ready()

    def finish(self) -> None:
        """The sound is over: an utterance under way ends here; its transcript is still to come."""
        for event in self.endpoint.flush():
            self._take(event)

    def wait_for_decodes(self, timeout_s: float) -> None:
        """Sleep until the oldest final transcript is ready, at most so long; tell it."""
        if self._ended:
            wait([self._ended[0].future], timeout_s)
        self.tell_ready()

    def tell_ready(self) -> None:
        """Tell decodes that are done, in order. Raises what the recogniser raised."""
        if self._partial is not None and self._partial[2].future.done():
            self._tell_partial()
        while self._ended and self._ended[0].future.done() and not self.is_complete:
            ended = self._ended.popleft()
            transcript = ended.future.result()
            self.n_heard += bool(transcript.text) or not self.needs_words
            if ended.is_cut and self.is_complete:
                longest_s = self.endpoint.settings.max_duration_s
                self.emit(Notice(f"The recording was ended after {longest_s:.0f} seconds."))
            sound = Waveform(ended.samples, SAMPLE_RATE_HZ)
            # An early transcript is of less silence at the end.
            transcript = replace(transcript, duration_s=sound.duration_s)
            start_s = ended.start / SAMPLE_RATE_HZ
            self.emit(Final(transcript, sound, start_s, ended.committed))

    def _take(self, event: SpeechEvent) -> None:
        if self.is_full:
            return
        if isinstance(event, SpeechStarted):
            self._utterance = _Utterance(
                event.sample, Agreement(self.agreement), partial_until=event.sample
            )
        elif self._utterance is None:
            return
        elif isinstance(event, SpeechPaused):
            # They may have finished: the final text is then ready when that is certain.
            self._utterance.early = self.decoder.decode_final(
                self._recent.between(self._utterance.start, event.sample)
            )
            self._utterance.early_until = event.sample
        elif isinstance(event, SpeechResumed):
            self._drop_early(self._utterance)
        else:
            self._end(self._utterance, event)

    def _end(self, utterance: _Utterance, event: SpeechEnded) -> None:
        samples = self._recent.between(event.start_sample, event.end_sample)
        if self._partial is not None:  # the final text is asked for, and need not wait
            self._partial[2].give_up()
        decode = utterance.early
        # A voice too short to count as going on may still have been a word.
        if decode is None or event.voiced_until > utterance.early_until or event.is_cut:
            self._drop_early(utterance)
            decode = self.decoder.decode_final(samples)
        self._ended.append(
            _Ended(decode.future, samples, event.start_sample, utterance.committed, event.is_cut)
        )
        self._utterance = None

    def _drop_early(self, utterance: _Utterance) -> None:
        if utterance.early is not None:
            utterance.early.give_up()
        utterance.early = None

    def _ask_for_partial(self) -> None:
        """One at a time, of all the utterance so far; none in silence, nor before a final."""
        utterance = self._utterance
        if utterance is None or self._partial is not None or self._ended:
            return
        end = self._recent.end
        is_due = end - utterance.partial_until >= self.partial_every_s * SAMPLE_RATE_HZ
        if is_due and self.endpoint.is_speaking:
            utterance.partial_until = end
            sound = self._recent.between(utterance.start, end)
            self._partial = (utterance, end, self.decoder.decode_partial(sound))

    def _tell_partial(self) -> None:
        if self._partial is None:
            return
        utterance, end, decode = self._partial
        self._partial = None
        if utterance is not self._utterance:
            return  # its final text has been asked for meanwhile
        transcript = decode.future.result()
        heard_s = (end - utterance.start) / SAMPLE_RATE_HZ
        revision = utterance.agreement.update(
            words_of(transcript.text), heard_s, transcript.confidence
        )
        utterance.committed = revision.committed
        if revision.committed or revision.tentative:
            self.emit(Partial(revision.committed, revision.tentative))

    def _tell_levels(self, piece: FloatArray) -> None:
        for tenth in self._whole_tenths(piece):
            self.emit(Level(level_dbfs(tenth), self.endpoint.is_speaking))

    def _whole_tenths(self, piece: FloatArray) -> Iterator[FloatArray]:
        self._meter = np.concatenate((self._meter, piece))
        while len(self._meter) >= LEVEL_SAMPLES:
            yield self._meter[:LEVEL_SAMPLES]
            self._meter = self._meter[LEVEL_SAMPLES:]
