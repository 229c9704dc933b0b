"""What the store holds, and adding to it while one searches; not how products are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, ProgressBar, Static

from tui.cells import fitted, harmless
from tui.errand import Done, Errand, ErrandTold, Failed, Step
from tui.language import worded
from tui.typed_path import told_path, typed_path
from tui.widgets.key_line import KeyLine
from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from retrieval.catalogue.ingest import IngestReport
    from retrieval.catalogue.store import StoreInfo
    from tui.errands import Errands

SOURCES = "a CSV, TSV, JSONL or Parquet file, or a folder of pictures"
GOES_ON = "Escape leaves; adding goes on."
BUSY = "The store takes one writer: wait for what goes on, or stop it with Ctrl+G."


class CatalogueScreen(WordedModal[None]):
    """The store's counts, a line for a path, and how far adding is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("ctrl+g", "stop", "Stop adding"),
    ]
    DEFAULT_CSS = """
    CatalogueScreen { align: center middle; }
    CatalogueScreen #catalogue { width: 78; max-width: 100%; height: auto; max-height: 100%;
                                 border: round $primary; background: $surface; padding: 0 1; }
    CatalogueScreen Static { height: auto; }
    CatalogueScreen #store-facts { max-height: 6; }
    CatalogueScreen #adding-bar { display: none; width: 100%; }
    CatalogueScreen #adding-bar Bar { width: 1fr; }
    CatalogueScreen #adding-bar.running { display: block; }
    """

    def __init__(self, errands: Errands) -> None:
        super().__init__()
        self._errands = errands
        self._looking: Errand | None = None

    def compose(self) -> ComposeResult:
        """Facts, the line for a path, progress, and what came of it."""
        with Vertical(id="catalogue") as box:
            box.border_title = worded("Catalogue")
            yield Static(worded("Looking at the store …"), id="store-facts", markup=False)
            asks = worded("Add {sources}:", sources=worded(SOURCES))
            yield Static(f"\n{asks}", markup=False)
            yield Input(placeholder="~/shop.csv", id="source")
            yield ProgressBar(id="adding-bar", show_eta=False)
            yield Static("", id="adding-said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what goes on already."""
        self.query_one("#source", Input).focus()
        self._look()

    def on_screen_resume(self) -> None:
        """What was told while another screen lay above this one."""
        adding = self._errands.adding
        if adding is not None and adding.last is not None:
            self._show(adding.last)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be stopped while nothing is added."""
        if action == "stop":
            adding = self._errands.adding
            return adding is not None and not adding.is_over
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter adds what the path names."""
        event.stop()
        if not event.value.strip():
            return
        if self._errands.is_writing:
            self._say(worded(BUSY))
            return
        self._say(worded("Reading {path} …", path=event.value.strip()))
        self._errands.add(typed_path(event.value))
        self.refresh_bindings()

    def on_errand_told(self, message: ErrandTold) -> None:
        """Facts and progress in their places."""
        if message.errand is self._looking:
            self._show_facts(message.event)
        elif message.errand is self._errands.adding:
            self._show(message.event)
            if message.errand.is_over:
                self._look()

    def action_stop(self) -> None:
        """End adding at the next safe point."""
        if self._errands.adding is not None:
            self._errands.adding.stop()
            self._say(worded("Stopping after this batch …"))

    def action_leave(self) -> None:
        """Back to searching; what goes on goes on."""
        self.dismiss(None)

    def _look(self) -> None:
        """Count what the store holds, on a thread."""
        now = self._errands.assistant
        if now is None:
            self.query_one("#store-facts", Static).update(
                worded("There is no store yet; adding makes it.")
            )
            return
        path = now.store.path

        def work(*_: Any) -> StoreInfo:
            from assistant.adding import info_of

            return info_of(path)

        self._looking = Errand("looking at the store", work, self.post_message)
        self._looking.start()

    def _show_facts(self, event: Step | Done | Failed) -> None:
        if isinstance(event, Done):
            self.query_one("#store-facts", Static).update(facts(event.result))
        elif isinstance(event, Failed):
            self.query_one("#store-facts", Static).update(harmless(event.sentence))

    def _show(self, event: Step | Done | Failed) -> None:
        bar = self.query_one("#adding-bar", ProgressBar)
        bar.set_class(isinstance(event, Step), "running")
        if isinstance(event, Step):
            bar.update(total=event.total, progress=event.done)
            adding = self._errands.adding
            if adding is None or not adding.is_stopping:
                of = worded(" of {total:,}", total=event.total) if event.total else ""
                step, goes_on = worded(event.what), worded(GOES_ON)
                self._say(
                    worded(
                        "{step}: {done:,}{of}. {goes_on}",
                        step=step,
                        done=event.done,
                        of=of,
                        goes_on=goes_on,
                    )
                )
        elif isinstance(event, Done):
            self._say(summary(event.result))
        else:
            self._say(event.sentence)
        self.refresh_bindings()

    def _say(self, sentence: str) -> None:
        self.query_one("#adding-said", Static).update(harmless(sentence))


def facts(info: StoreInfo) -> str:
    """A store in three lines."""
    lacking = [f"{info.n_products:,}"]
    if info.n_without_pictures:
        lacking.append(worded("{n:,} without a picture", n=info.n_without_pictures))
    if not_embedded := info.n_products - info.n_embedded:
        lacking.append(worded("{n:,} not embedded", n=not_embedded))
    model = info.encoder_name or worded("none yet")
    if info.switching_to:
        model += worded(" (another one is half embedded; choose it again to go on)")
    lines = (("Store", told_path(info.path)), ("Products", " · ".join(lacking)), ("Model", model))
    return "\n".join(f"{fitted(worded(name), 10)}{harmless(value)}" for name, value in lines)


def summary(report: IngestReport) -> str:
    """What adding did, in sentences."""
    from assistant.adding import counts, where_rejects

    sentences = [counts(report)]
    if report.rejects_path is not None:
        sentences.append(where_rejects(report))
    if report.stopped:
        sentences.append(worded("Stopped before the end; add the same path again to go on."))
    return " ".join(sentences)
