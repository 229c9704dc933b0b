"""Listens to a source and tells words while they are spoken: for a callback, or as an iterator."""

from __future__ import annotations

import asyncio
import math
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from speech.errors import DeviceError, SpeechError
from speech.live.agreement import AgreementSettings
from speech.live.decoder import Decoder, SpeechRecognizer
from speech.live.events import Level, ListenerEvent, Notice, Partial
from speech.live.session import Session
from speech.live.source import SoundSource
from speech.speaking.endpoint import EndOfSpeech
from speech.speaking.settings import EndpointSettings
from speech.speaking.vad import VoiceActivityDetector

if TYPE_CHECKING:
    from speech.recognizer.vocabulary import Vocabulary

READ_TIMEOUT_S = 0.03
MAX_WAITING_FINALS = 4  # a recogniser so far behind holds up the reading
MAX_WAITING_EVENTS = 100  # beyond, a sleeping reader misses levels and partials, never a final


@dataclass(frozen=True)
class ListenerSettings:
    """How to listen.

    is_hands_free: utterances begin and end by themselves; otherwise all sound until ``stop`` is
    one, cut only at the endpoint's maximum length. is_single: listening ends with the first
    utterance, hands-free with the first that has words; a notice tells when it was cut.
    partial_every_s: of new sound between two partial results.
    """

    is_hands_free: bool = True
    is_single: bool = False
    partial_every_s: float = 0.4
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    agreement: AgreementSettings = field(default_factory=AgreementSettings)


class Listener:
    """For one listening; the next takes another, so that no late ``stop`` ends the wrong one.

    ``stop`` and ``cancel`` may be called from any thread, also before the listening begins.
    The recogniser runs on a thread of its own, never on the caller's event loop.
    """

    def __init__(
        self,
        recognizer: SpeechRecognizer,
        source: SoundSource,
        settings: ListenerSettings | None = None,
        *,
        detector: VoiceActivityDetector | None = None,
        language: str | None = None,
        vocabulary: Vocabulary | None = None,
        n_best: int = 3,
    ) -> None:
        """detector: of voice; Silero's when left out."""
        self._recognizer = recognizer
        self._source = source
        self.settings = settings or ListenerSettings()
        self._detector = detector
        self._language = language
        self._vocabulary = vocabulary
        self._n_best = n_best
        self._is_stopped = threading.Event()
        self._is_cancelled = threading.Event()
        self._is_unused = threading.Semaphore(1)

    def stop(self) -> None:
        """End the recording; what was said until now is still told."""
        self._is_stopped.set()

    def cancel(self) -> None:
        """End at once; nothing more is told."""
        self._is_cancelled.set()

    def listen(self, callback: Callable[[ListenerEvent], None]) -> None:
        """Listen on this thread until stopped, cancelled or the source is over.

        Raises DeviceError when the source fails, after the final text of what it had given, and
        SpeechError when the recogniser does, or when this listener has been used.
        """
        if not self._is_unused.acquire(blocking=False):
            raise SpeechError("This listener has been used already; make another one.")
        endpoint = self.settings.endpoint
        if not self.settings.is_hands_free:
            endpoint = replace(endpoint, open_from_start=True, hangover_s=math.inf)
        decoder = Decoder(
            self._recognizer,
            language=self._language,
            vocabulary=self._vocabulary,
            n_best=self._n_best,
        )
        session = Session(
            decoder,
            EndOfSpeech(endpoint, self._detector),
            callback,
            self.settings.agreement,
            self.settings.partial_every_s,
            is_single=self.settings.is_single,
            needs_words=self.settings.is_hands_free,
        )
        with closing(decoder):
            with closing(self._source):
                self._source.open()
                failure = self._follow(session, callback)
            if not self._is_cancelled.is_set():  # nobody is recorded from here on
                session.finish()
            while session.n_waiting and not (self._is_cancelled.is_set() or session.is_complete):
                session.wait_for_decodes(READ_TIMEOUT_S)
        if failure is not None and not self._is_cancelled.is_set():
            raise failure

    def _follow(
        self, session: Session, callback: Callable[[ListenerEvent], None]
    ) -> DeviceError | None:
        """Hear the source out; why it failed, if it did."""
        while not self._is_over(session):
            is_last = self._is_stopped.is_set()
            failure, samples = None, None
            try:
                samples = self._source.finish() if is_last else self._source.read(READ_TIMEOUT_S)
            except DeviceError as error:
                failure = error
            for sentence in self._source.take_notices():
                callback(Notice(sentence))
            if failure is not None:
                return failure
            if samples is None:
                return None
            session.feed(samples, is_last=is_last)
            if is_last:
                return None
            while session.n_waiting > MAX_WAITING_FINALS and not self._is_over(session):
                session.wait_for_decodes(READ_TIMEOUT_S)
        return None

    def _is_over(self, session: Session) -> bool:
        """Whether no more sound is wanted."""
        return self._is_cancelled.is_set() or session.is_full

    def __aiter__(self) -> AsyncIterator[ListenerEvent]:
        return self.events()

    async def events(self) -> AsyncIterator[ListenerEvent]:
        """The same as an async iterator; leaving it early cancels. Raises as ``listen`` does."""
        loop = asyncio.get_running_loop()
        waiting: deque[ListenerEvent] = deque()
        arrived = asyncio.Event()

        def take(event: ListenerEvent) -> None:
            if len(waiting) >= MAX_WAITING_EVENTS and isinstance(event, Level | Partial):
                return
            waiting.append(event)
            loop.call_soon_threadsafe(arrived.set)

        # A thread of its own: a pool's few could all be taken by listeners that wait.
        done: asyncio.Future[None] = loop.create_future()
        thread = threading.Thread(
            target=self._listen_for, args=(take, loop, done), name="speech-listener", daemon=True
        )
        thread.start()
        done.add_done_callback(lambda _: arrived.set())
        try:
            while True:
                await arrived.wait()
                arrived.clear()
                while waiting:
                    yield waiting.popleft()
                if done.done() and not waiting:
                    break
            await done
        finally:
            if not done.done():
                self.cancel()
                await asyncio.wait([done])
            if not done.cancelled():
                done.exception()  # told above, or cancelled and of no interest

    def _listen_for(
        self,
        take: Callable[[ListenerEvent], None],
        loop: asyncio.AbstractEventLoop,
        done: asyncio.Future[None],
    ) -> None:
        error: Exception | None = None
        try:
            self.listen(take)
        except Exception as raised:  # whatever it is, it is raised where the events are awaited
            error = raised

        def finish() -> None:
            if done.cancelled():
                return
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

        loop.call_soon_threadsafe(finish)
