"""The app with results that Ctrl+B shows: `python -m tests.tui.picture_app FOLDER`; no test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from tests.tui.odd_app import no_store
from tests.tui.picture_driving import some_hits
from tui.terminal import TerminalApp, run_in_terminal
from tui.widgets.results import Results


class PictureApp(TerminalApp):
    """Its pictures lie in the folder."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "app.results", priority=True)]

    def action_results(self) -> None:
        self.query_one(Results).show(some_hits(Path(sys.argv[1])))


if __name__ == "__main__":
    sys.exit(run_in_terminal(PictureApp(no_store)))
