"""The app in a terminal, which is left as it was whatever happens; not what the app does."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from textual.worker import WorkerFailed

from assistant.locations import log_file
from tui.app import VitrineApp
from tui.collecting import short_collections
from tui.crash import tell_crash
from tui.ending import signals_end
from tui.palette import Palette
from tui.python_records import python_records_in

if TYPE_CHECKING:
    from textual import events
    from textual.driver import Driver


class TerminalApp(VitrineApp):
    """Keeps an error for `run_in_terminal` to tell, where Textual prints it with all variables."""

    crash: BaseException | None = None

    def get_driver_class(self) -> type[Driver]:
        """Ours, but for Windows."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from tui.terminal_driver import TerminalDriver

        return TerminalDriver

    async def run_async(self, **options: Any) -> None:
        """As any app, never held up by Python's own tidying."""
        with short_collections():
            await super().run_async(**options)

    def on_load(self) -> None:
        """What Python code prints is for the log too."""
        self.begin_capture_print(self)

    def on_resize(self, event: events.Resize) -> None:
        """Letters may be larger now."""
        ask = getattr(self._driver, "ask_cell_size", None)
        if ask is not None:
            ask()

    def on_print(self, event: events.Print) -> None:
        """Add what was printed."""
        self.run_log.add("printed", event.text)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """A notice can be read again in the log."""
        self.run_log.add("app", f"{title} {message}")
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_command_palette(self) -> None:
        """Every action by its name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def leave(self, code: int) -> None:
        """End in order."""
        self.exit(return_code=code)

    def give_up(self, code: int) -> None:
        """End at once, with the terminal as it was; may be called from any thread."""
        self.restore_terminal()
        os._exit(code)

    def restore_terminal(self) -> None:
        """Give the terminal back if that has not happened."""
        restore = getattr(self._driver, "restore_by_force", None)
        if restore is not None:
            restore()

    def part_failed(self, failed: threading.ExceptHookArgs) -> None:
        """A thread's error ends that thread only; the person is told."""
        if failed.exc_value is None or issubclass(failed.exc_type, SystemExit):
            return
        name = failed.thread.name if failed.thread else "unknown"
        sentence = tell_crash(failed.exc_value, log_file(), f"A part of Vitrine ({name})")
        self.notify(sentence, severity="error", timeout=30, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        behind = error.error if isinstance(error, WorkerFailed) else error
        self.crash = self.crash or behind
        self._close_messages_no_wait()


def run_in_terminal(app: TerminalApp) -> int:
    """Run until the person, a signal or a mistake of ours ends it; gives the exit code."""
    with python_records_in(app.run_log), _standard_error_in(app), _threads_failing_in(app):
        try:
            asyncio.run(_run(app))
        except Exception as error:
            app.crash = app.crash or error
        finally:
            app.restore_terminal()
    if app.crash is not None:
        print(tell_crash(app.crash, log_file()), file=sys.stderr)
        return 1
    return app.return_code or 0


async def _run(app: TerminalApp) -> None:
    with signals_end(app.leave, app.give_up):
        await app.run_async()


def _standard_error_in(app: TerminalApp) -> Any:
    if sys.platform == "win32":
        return nullcontext()
    from tui.standard_error import standard_error_told

    return standard_error_told(partial(app.run_log.add, "native"))


@contextmanager
def _threads_failing_in(app: TerminalApp) -> Iterator[None]:
    before = threading.excepthook
    threading.excepthook = app.part_failed
    try:
        yield
    finally:
        threading.excepthook = before
