"""The keys of the action table, with the person's own in their place; not what the actions do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.markup import escape
from textual.message import Message
from textual.screen import Screen

from tui.actions import ACTIONS
from tui.key_names import told_key
from tui.language import worded
from tui.worded_screen import WordedScreen

MOST_PROBLEMS = 4  # told at once, so that they leave the screen readable
PROBLEMS_S = 20.0


class KeyedApp(App[None]):
    """home: the folder of the file of keys; without one the keys are the table's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(action.binding for action in ACTIONS if not action.is_for_hits),
        Binding(
            App.COMMAND_PALETTE_BINDING,
            "command_palette",
            "Palette",
            show=False,
            priority=True,
            tooltip="Find any action by its name.",
        ),
    ]

    DEFAULT_CSS = """
    Screen { layers: default help; }
    Screen HelpPanel { split: initial; dock: right; layer: help; width: 44; max-width: 100%;
                       margin: 0 0 4 0; background: $surface; }
    Screen.wide HelpPanel { split: right; layer: default; width: 33%; max-width: 60; margin: 0; }
    """

    class Rebound(Message):
        """The person's own keys hold from now on."""

    def __init__(self, home: Path | None) -> None:
        super().__init__()
        self._home = home
        self._key_of = {action.name: action.key for action in ACTIONS}

    def get_default_screen(self) -> Screen[Any]:
        """One that tells its keys in the person's language."""
        return WordedScreen(id="_default")

    def on_mount(self) -> None:
        """The table's keys hold from the first paint, the person's own once they are read."""
        if self._home is not None:
            self.run_worker(self._take_own_keys(self._home))

    def action_show_help_panel(self) -> None:
        """Beside the rest where there is room, over it elsewhere; the same key takes it away."""
        if not self.hide_help():
            super().action_show_help_panel()

    def hide_help(self) -> bool:
        """Take the help away; whether it was there."""
        panels = self.screen.query("HelpPanel")
        was_there = bool(panels)
        panels.remove()
        return was_there

    def told_key(self, name: str) -> str:
        """The key of an action, to a person; the first of several."""
        return told_key(self._key_of[name].split(",")[0])

    def get_key_display(self, binding: Binding) -> str:
        """A key in the footer and the help: `F2`, `^S`."""
        return told_key(binding.key).replace("Ctrl+", "^")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the table's actions, those that make sense now."""
        for action in ACTIONS:
            if self.check_action(action.name, ()):
                run = getattr(self, f"action_{action.name}")
                key = escape(self.told_key(action.name))
                says = f"{escape(worded(action.says))}  [$accent]{key}[/]"
                yield SystemCommand(worded(action.label), says, run)

    async def _take_own_keys(self, home: Path) -> None:
        from tui.own_keys import FILE_NAME, read_own_keys

        path = home / FILE_NAME
        own = await asyncio.to_thread(read_own_keys, path)
        self._key_of |= own.keymap
        self.set_keymap(own.keymap)
        self.post_message(self.Rebound())
        for problem in own.problems[:MOST_PROBLEMS]:
            self._warn(problem)
        if (n_more := len(own.problems) - MOST_PROBLEMS) > 0:
            more = "{n} more lines of {path} could not be used; correct these first."
            self._warn(worded(more, n=n_more, path=path))

    def _warn(self, problem: str) -> None:
        self.notify(problem, severity="warning", timeout=PROBLEMS_S, markup=False)
