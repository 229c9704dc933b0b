"""Textual's driver for POSIX terminals, made sure: odd bytes, a terminal that went, its restoring.

It draws through descriptor 1, since descriptor 2 is kept off the screen (`tui.standard_error`).
"""

from __future__ import annotations

import os
import select
import sys
import termios
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from tui.ending import HUNG_UP
from tui.terminal_facts import ASK, CELL_PX, can_be_asked
from tui.terminal_input import TerminalInput

if TYPE_CHECKING:
    from textual.app import App

STANDARD_OUTPUT = 1
POLL_S = 0.1
READ_BYTES = 4_096
PLAIN_MOUSE = "\x1b[?1016l"  # Textual asks for pixels and does not take it back
LEAVING = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l"  # synchronized output, paste, wrap, resize reports
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # mouse
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"  # kitty's keys, alternate screen, cursor, focus
)


class Screen:
    """Text to the terminal, as far as there is one: what a terminal that went would get is lost."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._encoding = getattr(sys.__stdout__, "encoding", "utf-8")
        self._waiting: list[str] = []
        self.is_behind = False  # something is not written yet

    def write(self, text: str) -> None:
        """Keep a text until `flush`."""
        self.is_behind = True
        self._waiting.append(text)

    def flush(self) -> None:
        """Write everything; waits for a terminal that is slow."""
        self._write_waiting()
        self.is_behind = bool(self._waiting)

    def _write_waiting(self) -> None:
        data = "".join(self._waiting).encode(self._encoding, "replace")
        self._waiting.clear()
        while data:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:  # a program before this one left the terminal so
                select.select([], [self._descriptor], [])
            except OSError:
                return

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._descriptor


class TerminalDriver(LinuxDriver):
    """Reads any bytes, leaves the app when the terminal goes, can restore it by force."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Screen(STANDARD_OUTPUT)
        self._is_on = False

    def start_application_mode(self) -> None:
        """Take the terminal over, and ask it what it can draw."""
        self._is_on = True
        super().start_application_mode()
        self._ask(ASK)

    def stop_application_mode(self) -> None:
        """Give the terminal back; `close` waits until it has happened."""
        forget_pictures = getattr(self._app, "forget_pictures", None)
        if forget_pictures is not None:
            forget_pictures()
        self.write(PLAIN_MOUSE)
        super().stop_application_mode()

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has yet to read what was drawn before."""
        queue = getattr(self._writer_thread, "_queue", None)
        return self._file.is_behind or (queue is not None and not queue.empty())

    def ask_cell_size(self) -> None:
        """Another window may have other cells."""
        self._ask(CELL_PX)

    def _ask(self, question: str) -> None:
        if self.input_tty and can_be_asked(os.environ):
            self.write(question)
            self.flush()

    def close(self) -> None:
        """Wait until all is written."""
        super().close()
        self._is_on = False

    def restore_by_force(self) -> None:
        """Give the terminal back unless that has happened, without waiting for anything."""
        if not self._is_on:
            return
        self._is_on = False
        try:
            termios.tcflush(self.fileno, termios.TCIOFLUSH)
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.write(STANDARD_OUTPUT, LEAVING.encode())
        except (OSError, termios.error):
            pass  # the terminal went

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(STANDARD_OUTPUT)
        except OSError:
            return super()._get_terminal_size()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Pass on what is typed until the app ends, or the terminal goes."""
        terminal = TerminalInput()
        while not self.exit_event.is_set():
            messages = terminal.tick()
            if select.select([self.fileno], [], [], POLL_S)[0]:
                try:
                    data = os.read(self.fileno, READ_BYTES)
                except OSError:
                    data = b""
                if not data:
                    leave = partial(self._app.exit, return_code=HUNG_UP)
                    self._loop.call_soon_threadsafe(leave)
                    self.exit_event.wait()
                    return
                messages += terminal.feed(data)
            for message in messages:
                self.process_message(message)
