"""A thread of its own that opens the store and answers, newest question first; no drawing.

The event loop hands questions over and is told of everything by one callback, which may be called
from this thread: it never waits for a model, a file or the index.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant import Answer, Assistant, Query


Opening = Callable[..., Any]  # of `tui.opening.open_default`'s shape; gives an Assistant


@dataclass(frozen=True)
class Loading:
    """Something is on its way: steps done, and in all where that is known."""

    what: str
    done: int
    total: int | None


@dataclass(frozen=True)
class Opened:
    """The store answers from now on."""

    store: str
    n_products: int
    model: str


@dataclass(frozen=True)
class StoreMissing:
    """There is no store yet; `Answering.make_samples` makes one."""

    path: str


@dataclass(frozen=True)
class Answered:
    """The answer to the question of that number."""

    number: int
    answer: Answer


@dataclass(frozen=True)
class Refused:
    """What could not be done, in one sentence. number: of the question, None for the opening."""

    number: int | None
    sentence: str


Event = Loading | Opened | StoreMissing | Answered | Refused


class Answering:
    """Opens the store at once; `ask` replaces a question that nobody has begun to answer."""

    def __init__(self, opening: Opening, tell: Callable[[Event], None]) -> None:
        self._opening, self._tell = opening, tell
        self._changed = threading.Condition()
        self._waiting: tuple[int, Query] | None = None
        self._may_make_samples = False
        self._is_closed = False
        self.assistant: Assistant | None = None
        self._thread = threading.Thread(target=self._run, name="answering", daemon=True)

    def start(self) -> None:
        """Begin to open the store."""
        self._thread.start()

    def ask(self, number: int, query: Query) -> None:
        """Answer this next; a question that still waits is dropped."""
        with self._changed:
            self._waiting = (number, query)
            self._changed.notify()

    def make_samples(self) -> None:
        """Make the sample store, after StoreMissing."""
        with self._changed:
            self._may_make_samples = True
            self._changed.notify()

    def close(self, timeout_s: float = 5.0) -> None:
        """End the thread and close the store; what is being answered is waited for so long."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        from assistant.errors import TOLD_ERRORS

        assistant = self._opened(TOLD_ERRORS)
        if assistant is None:
            return
        with assistant:
            while (question := self._next()) is not None:
                number, query = question
                try:
                    self._tell(Answered(number, assistant.ask(query)))
                except TOLD_ERRORS as error:
                    self._tell(Refused(number, str(error)))
        self.assistant = None

    def _opened(self, told_errors: tuple[type[Exception], ...]) -> Assistant | None:
        from tui.opening import NoStoreError

        def progress(what: str, done: int, total: int | None) -> None:
            self._tell(Loading(what, done, total))

        progress("Opening the store", 0, None)
        try:
            try:
                assistant = self._opening(progress)
            except NoStoreError as error:
                self._tell(StoreMissing(str(error)))
                if not self._is_allowed():
                    return None
                assistant = self._opening(progress, makes_samples=True)
        except told_errors as error:
            self._tell(Refused(None, str(error)))
            return None
        self.assistant = assistant
        store = assistant.store
        self._tell(Opened(store.path.name, len(store), assistant.encoder.name))
        return assistant

    def _is_allowed(self) -> bool:
        """Whether the samples may be made; waits for it. False when the app closes."""
        with self._changed:
            self._changed.wait_for(lambda: self._may_make_samples or self._is_closed)
            return not self._is_closed

    def _next(self) -> tuple[int, Query] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting is not None or self._is_closed)
            question, self._waiting = self._waiting, None
            return None if self._is_closed else question
