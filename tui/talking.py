"""One spoken wish on a thread of its own: level and words as they come; no drawing, no answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.hearing import Hearing
    from speech.live.events import ListenerEvent
    from speech.live.listener import Listener
    from speech.live.source import SoundSource
    from speech.transcript import Transcript


@dataclass(frozen=True)
class Listening:
    """The microphone is open; what is said from now on is heard."""


@dataclass(frozen=True)
class LevelHeard:
    """dbfs: root mean square of the last tenth of a second, -120 to 0."""

    dbfs: float


@dataclass(frozen=True)
class WordsHeard:
    """settled: words that stay. tentative: those that may change, with the space before them."""

    settled: str
    tentative: str


@dataclass(frozen=True)
class WishHeard:
    """All that was said, once the person was done."""

    transcript: Transcript


@dataclass(frozen=True)
class NotHeard:
    """Why nothing came of it, in one sentence."""

    sentence: str


@dataclass(frozen=True)
class Warned:
    """What is not as it should be, in one sentence; listening goes on."""

    sentence: str


TalkEvent = Listening | LevelHeard | WordsHeard | WishHeard | NotHeard | Warned


class Talking:
    """From one key press to the next. tell: may be called from this object's thread."""

    def __init__(
        self, hearing: Hearing, source: SoundSource, tell: Callable[[TalkEvent], None]
    ) -> None:
        self._hearing, self._source, self._tell = hearing, source, tell
        self._listener: Listener | None = None
        self._changed = threading.Lock()
        self._is_done = self._is_cancelled = False
        self._thread = threading.Thread(target=self._run, name="talking", daemon=True)

    def start(self) -> None:
        """Open the microphone; its buffer keeps what is said while the model is still loading."""
        self._thread.start()

    def stop(self) -> None:
        """The person is done: what was said is told as WishHeard."""
        with self._changed:
            self._is_done = True
            if self._listener is not None:
                self._listener.stop()

    def cancel(self) -> None:
        """Forget it; nothing more is told."""
        with self._changed:
            self._is_cancelled = True
            if self._listener is not None:
                self._listener.cancel()

    def _run(self) -> None:
        from assistant.errors import TOLD_ERRORS
        from assistant.hearing import one_wish

        try:
            self._source.open()
            self._tell(Listening())
            listener = self._hearing.listener(self._source, one_wish(is_hands_free=False))
            with self._changed:
                self._listener = listener
                if self._is_cancelled:
                    listener.cancel()
                elif self._is_done:
                    listener.stop()
            listener.listen(self._pass_on)
        except TOLD_ERRORS as error:
            self._told(NotHeard(str(error)))
        finally:
            self._source.close()

    def _pass_on(self, event: ListenerEvent) -> None:
        from speech.live.events import Final, Level, Notice, Partial

        if isinstance(event, Level):
            self._told(LevelHeard(event.dbfs))
        elif isinstance(event, Partial):
            self._told(WordsHeard(event.committed_text, event.tentative_text))
        elif isinstance(event, Notice):
            self._told(Warned(event.text))
        elif isinstance(event, Final):
            self._told(WishHeard(event.transcript))

    def _told(self, event: TalkEvent) -> None:
        if not self._is_cancelled:
            self._tell(event)
