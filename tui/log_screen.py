"""What happened since the start, to read and to copy; not where it is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from tui.language import worded
from tui.widgets.key_line import KeyLine
from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.run_log import RunLog

LOOK_EVERY_S = 0.5
HELP = (
    "What happened since the start, the newest last. Select with Shift and the arrows or the mouse."
)
NOTHING = "Nothing has happened yet."


class LogScreen(WordedModal[None]):
    """The lines of a run; new ones are added while it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+l,q", "leave", "Back"),
        Binding("c", "copy", "Copy the selected lines, or all"),
    ]
    DEFAULT_CSS = """
    LogScreen { align: center middle; }
    LogScreen Vertical { width: 95%; height: 90%; border: round $primary; background: $surface; }
    LogScreen Static { height: auto; padding: 0 1; color: $foreground; }
    LogScreen TextArea { height: 1fr; }
    LogScreen TextArea, LogScreen TextArea:focus { border: none; }
    """

    def __init__(self, run_log: RunLog) -> None:
        super().__init__()
        self._run_log = run_log
        self._n_shown = 0

    def compose(self) -> ComposeResult:
        """A line of help, the lines, the keys."""
        with Vertical() as box:
            box.border_title = worded("Log")
            yield Static(worded(HELP), id="log-said", markup=False)
            yield TextArea("", read_only=True, soft_wrap=True, id="log-lines")
        yield KeyLine()

    def on_mount(self) -> None:
        """The newest line is in view."""
        lines = self.query_one(TextArea)
        self._add_new()
        if not lines.text:
            self.query_one("#log-said", Static).update(worded(NOTHING))
        lines.move_cursor(lines.document.end)
        lines.focus()
        self.set_interval(LOOK_EVERY_S, self._add_new)

    def _add_new(self) -> None:
        """Whatever was added since; what is selected stays selected."""
        new = self._run_log.lines(self._n_shown)
        if not new:
            return
        area = self.query_one(TextArea)
        start = "\n" if area.text else ""
        area.insert(start + "\n".join(map(str, new)), area.document.end)
        self._n_shown = new[-1].number + 1

    def action_copy(self) -> None:
        """The selected text to the clipboard, through the terminal (OSC 52); else everything."""
        area = self.query_one(TextArea)
        copied = area.selected_text or area.text
        self.app.copy_to_clipboard(copied)
        what = "The selected text" if area.selected_text else "The whole log"
        sent = worded("{name} was sent to the terminal's clipboard (OSC 52).", name=worded(what))
        self.query_one("#log-said", Static).update(sent)

    def action_leave(self) -> None:
        """Back to the app."""
        self.dismiss(None)
