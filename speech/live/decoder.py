"""The recogniser on its own single thread; not when or what to recognise."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, Waveform
from speech.transcript import Transcript

if TYPE_CHECKING:
    from speech.recognizer.vocabulary import Vocabulary


class SpeechRecognizer(Protocol):
    """What is asked of a recogniser; ``speech.recognizer.recognizer.Recognizer`` is one."""

    def transcribe(
        self,
        source: Waveform,
        sample_rate_hz: float | None = None,
        *,
        language: str | None = None,
        vocabulary: Vocabulary | None = None,
        words: bool = True,
        n_best: int = 3,
        retries: bool = True,
        should_stop: Callable[[], bool] | None = None,
    ) -> Transcript:
        """What is said in a waveform; GivenUpError when `should_stop` said so before the end."""
        ...


@dataclass(frozen=True)
class Decode:
    """One transcription, asked for. future: of its transcript."""

    future: Future[Transcript]
    _is_given_up: threading.Event

    def give_up(self) -> None:
        """Nobody wants it any more; what waits behind it need not wait for its end."""
        self._is_given_up.set()
        self.future.cancel()


class Decoder:
    """Runs one transcription after the other, in the order asked for."""

    def __init__(
        self,
        recognizer: SpeechRecognizer,
        *,
        language: str | None = None,
        vocabulary: Vocabulary | None = None,
        n_best: int = 3,
    ) -> None:
        """n_best: alternatives of final transcripts."""
        self._recognizer = recognizer
        self._language = language
        self._vocabulary = vocabulary
        self._n_best = n_best
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="speech-recogniser")
        self._is_closed = threading.Event()

    def decode_partial(self, samples: FloatArray) -> Decode:
        """A quick look, without word times, alternatives and second tries."""
        return self._submit(samples, words=False, n_best=1, retries=False)

    def decode_final(self, samples: FloatArray) -> Decode:
        """All that can be known."""
        return self._submit(samples, words=True, n_best=self._n_best, retries=True)

    def close(self) -> None:
        """What is not done is given up."""
        self._is_closed.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _submit(self, samples: FloatArray, *, words: bool, n_best: int, retries: bool) -> Decode:
        is_given_up = threading.Event()
        future = self._thread.submit(
            self._recognizer.transcribe,
            Waveform(samples, SAMPLE_RATE_HZ),
            language=self._language,
            vocabulary=self._vocabulary,
            words=words,
            n_best=n_best,
            retries=retries,
            should_stop=lambda: is_given_up.is_set() or self._is_closed.is_set(),
        )
        return Decode(future, is_given_up)
