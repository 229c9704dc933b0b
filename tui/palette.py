"""Textual's palette, left at any moment: Enter twice, or Escape while it searches, ends the app."""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.worker import Worker

from tui.paced import Paced


class Palette(Paced, CommandPalette):
    """Keys that were still waiting when it closed do nothing any more."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it if it is open."""
        if self.app.screen is not self:
            return AwaitComplete.nothing()
        return super().dismiss(result)

    def run_worker(self, *work: Any, **options: Any) -> Worker[Any]:
        """Search; a search that outlives the palette fails for itself alone."""
        return super().run_worker(*work, **{**options, "exit_on_error": False})
