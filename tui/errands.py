"""What goes on behind the search, one of each: products being added, a model being changed.

Both outlive the screens that began them. Each has its own thread, and its own connection to the
store where it writes; the thread that answers keeps its assistant until another one is ready.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.errand import Errand, Step
from tui.language import worded

if TYPE_CHECKING:
    from textual.message import Message

    from assistant import Assistant
    from tui.answering import Answering

CLOSING_S = 10.0  # for the batch under way to be committed
Tell = Callable[[str, int, int | None], None]
Stop = Callable[[], bool]


class Errands:
    """Begins them, and ends them with the app. tell: is given each ErrandTold, from any thread."""

    def __init__(self, answering: Answering, tell: Callable[[Message], object]) -> None:
        self._answering, self._tell = answering, tell
        self.adding: Errand | None = None
        self.changing: Errand | None = None

    @property
    def assistant(self) -> Assistant | None:
        """The one that answers now."""
        return self._answering.assistant

    @property
    def is_writing(self) -> bool:
        """Whether one of them may be writing to the store, which takes one writer."""
        return any(errand and not errand.is_over for errand in (self.adding, self.changing))

    @property
    def note(self) -> str:
        """What goes on now, in a few words; nothing when nothing does."""
        parts = []
        for errand in (self.adding, self.changing):
            step = errand.last if errand else None
            if isinstance(step, Step):
                parts.append(shown_step(step))
        return " · ".join(parts)

    def add(self, source: Path) -> Errand:
        """Add products to the store that is asked, or to the settings' where none is yet."""

        def work(tell: Tell, should_stop: Stop) -> Any:
            from assistant.adding import add_from
            from assistant.settings import load_settings

            now = self.assistant
            store = now.store.path if now else load_settings()[0].store
            encoder = now.encoder if now else None
            try:
                return add_from(store, source, encoder, tell, should_stop)
            finally:
                self._answering.recount()

        self.adding = self._begun("adding", work)
        return self.adding

    def change_encoder(self, name: str) -> Errand:
        """Embed the store again with another encoder and answer with that."""

        def change(now: Assistant, tell: Tell, should_stop: Stop) -> Assistant | None:
            from assistant.reopening import with_encoder

            return with_encoder(now, name, tell, should_stop)

        return self._change("model", name, change)

    def change_speech_model(self, name: str) -> Errand:
        """Hear with another model."""

        def change(now: Assistant, tell: Tell, should_stop: Stop) -> Assistant:
            from assistant.reopening import with_speech_model

            return with_speech_model(now, name, tell)

        return self._change("speech_model", name, change)

    def change_device(self, name: str) -> Errand:
        """Run the models elsewhere."""

        def change(now: Assistant, tell: Tell, should_stop: Stop) -> Assistant:
            from assistant.reopening import with_device

            return with_device(now, name, tell)

        return self._change("device", name, change)

    def choose_microphone(self, name: str) -> Errand:
        """Hear through another microphone from the next talk on."""

        def work(tell: Tell, should_stop: Stop) -> str:
            return _saved("microphone", name)

        self.changing = self._begun("microphone", work)
        return self.changing

    def close(self) -> None:
        """End what goes on in order: what was committed stays."""
        running = [errand for errand in (self.adding, self.changing) if errand is not None]
        for errand in running:
            errand.stop()
        for errand in running:
            errand.close(CLOSING_S)

    def _change(
        self,
        setting: str,
        value: str,
        change: Callable[[Assistant, Tell, Stop], Assistant | None],
    ) -> Errand:
        """Open another assistant, hand it over, and save the choice once it has proved good."""

        def work(tell: Tell, should_stop: Stop) -> str:
            now = self.assistant
            if now is None:
                return ""
            self._answering.expect(True)
            try:
                opened = change(now, tell, should_stop)
                if opened is None:
                    return worded(
                        "Stopped before the end; choose it again to go on. The old one answers."
                    )
                self._answering.replace(opened)
            finally:
                self._answering.expect(False)
            return _saved(setting, value)

        self.changing = self._begun(setting, work)
        return self.changing

    def _begun(self, name: str, work: Callable[[Tell, Stop], Any]) -> Errand:
        errand = Errand(name, work, self._tell)
        errand.start()
        return errand


def shown_step(step: Step) -> str:
    """`Adding products 40%`, or the bare words where the end is not known."""
    what = worded(step.what)
    return f"{what} {step.done / step.total:.0%}" if step.total else what


def _saved(setting: str, value: str) -> str:
    """Save a choice; says what is in use from now on."""
    from assistant.settings import overriding, save_setting

    save_setting(setting, value)
    variable = overriding(setting)
    later = ""
    if variable:
        later = worded(" At the next start ${variable} is stronger; unset it.", variable=variable)
    return worded("{value} is in use from now on.{later}", value=value, later=later)
