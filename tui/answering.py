"""A thread of its own that opens the store and answers, newest question first; no drawing.

The event loop hands questions over and is told of everything by one callback, which may be called
from this thread: it never waits for a model, a file or the index.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant import Answer, Assistant, Query
    from retrieval.catalogue.product import Product


Opening = Callable[..., Any]  # of `tui.opening.open_default`'s shape; gives an Assistant


@dataclass(frozen=True)
class Loading:
    """Something is on its way: steps done, and in all where that is known."""

    what: str
    done: int
    total: int | None


@dataclass(frozen=True)
class Opened:
    """The store answers from now on. is_first: it did not before; else it or its model changed."""

    store: str
    n_products: int
    model: str
    is_first: bool = True


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


@dataclass(frozen=True)
class LookedUp:
    """What is bought together with the product of that id."""

    product_id: str
    together: tuple[Product, ...]


Event = Loading | Opened | StoreMissing | Answered | Refused | LookedUp


class Answering:
    """Opens the store at once; `ask` replaces a question that nobody has begun to answer."""

    def __init__(self, opening: Opening, tell: Callable[[Event], None]) -> None:
        self._opening, self._tell = opening, tell
        self._changed = threading.Condition()
        self._waiting: tuple[int, Query] | None = None
        self._looked_at: Product | None = None
        self._may_make_samples = False
        self._is_closed = False
        self._replacement: Assistant | None = None
        self._is_expecting = self._is_counting = self._is_held = False
        self.assistant: Assistant | None = None
        self._thread = threading.Thread(target=self._run, name="answering", daemon=True)

    def start(self) -> None:
        """Begin to open the store."""
        self._thread.start()

    def ask(self, number: int, query: Query) -> None:
        """Answer this next; a question that still waits is dropped."""
        with self._changed:
            self._waiting = (number, query)
            self._is_held = False
            self._changed.notify()

    def look_up(self, product: Product) -> None:
        """Find what is bought together with it; a product that still waits is dropped."""
        with self._changed:
            self._looked_at = product
            self._changed.notify()

    def make_samples(self) -> None:
        """Make the sample store, after StoreMissing."""
        with self._changed:
            self._may_make_samples = True
            self._changed.notify()

    def replace(self, assistant: Assistant) -> None:
        """Answer with this one from the next question on; it is closed here."""
        with self._changed:
            spare = assistant if self._is_closed else self._replacement
            if not self._is_closed:
                self._replacement = assistant
            self._is_held = False
            self._changed.notify()
        if spare is not None:
            spare.close()

    def expect(self, is_expecting: bool) -> None:
        """Whether `replace` is coming: what the store refuses meanwhile waits for it."""
        with self._changed:
            self._is_expecting = is_expecting
            self._is_held = self._is_held and is_expecting
            self._changed.notify()

    def recount(self) -> None:
        """Tell Opened again: the store may hold more than it did."""
        with self._changed:
            self._is_counting = True
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
        with ExitStack() as open_stores:
            try:
                while self._has_work():
                    assistant = self._renewed(assistant, open_stores)
                    self._answer_next(assistant, TOLD_ERRORS)
                    self._look_up_next(assistant, TOLD_ERRORS)
            finally:
                self.assistant = None
                for unused in (assistant, self._replacement):
                    if unused is not None:
                        unused.close()

    def _has_work(self) -> bool:
        """Wait until there is something to do; False when the app closes."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._is_closed
                    or self._is_counting
                    or self._replacement is not None
                    or self._looked_at is not None
                    or (self._waiting is not None and not self._is_held)
                )
            )
            return not self._is_closed

    def _renewed(self, assistant: Assistant, open_stores: ExitStack) -> Assistant:
        """The one to answer with from now on; tells Opened when something changed."""
        with self._changed:
            replacement, self._replacement = self._replacement, None
            is_counting, self._is_counting = self._is_counting, False
        if replacement is not None:
            # Its store stays open: somebody who is talking may still ask it for the shop's words.
            open_stores.callback(assistant.store.close)
            assistant.searcher.close()
            self.assistant = assistant = replacement
        if replacement is not None or is_counting:
            self._tell_opened(assistant, is_first=False)
        return assistant

    def _answer_next(self, assistant: Assistant, told_errors: tuple[type[Exception], ...]) -> None:
        from retrieval.errors import StoreError

        with self._changed:
            if self._is_held or self._waiting is None:
                return
            question, self._waiting = self._waiting, None
        number, query = question
        try:
            self._tell(Answered(number, assistant.ask(query)))
        except told_errors as error:
            if not (isinstance(error, StoreError) and self._is_put_back(question)):
                self._tell(Refused(number, str(error)))

    def _look_up_next(self, assistant: Assistant, told_errors: tuple[type[Exception], ...]) -> None:
        with self._changed:
            product, self._looked_at = self._looked_at, None
        if product is None:
            return
        try:
            self._tell(LookedUp(product.id, assistant.bought_together(product)))
        except told_errors as error:
            self._tell(Refused(None, str(error)))

    def _is_put_back(self, question: tuple[int, Query]) -> bool:
        """Keep for the assistant on its way what the store, changed already, refused this one."""
        with self._changed:
            if not self._is_expecting and self._replacement is None:
                return False
            if self._waiting is None:
                self._waiting = question
                self._is_held = self._replacement is None
            return True

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
        self._tell_opened(assistant, is_first=True)
        return assistant

    def _is_allowed(self) -> bool:
        """Whether the samples may be made; waits for it. False when the app closes."""
        with self._changed:
            self._changed.wait_for(lambda: self._may_make_samples or self._is_closed)
            return not self._is_closed

    def _tell_opened(self, assistant: Assistant, *, is_first: bool) -> None:
        store = assistant.store
        self._tell(Opened(store.path.name, len(store), assistant.encoder.name, is_first))
