"""The one line that takes everything; recalls what was typed before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tui.folder_reader import FolderReader
from tui.jumping import Place
from tui.language import worded
from tui.path_suggester import PathSuggester
from tui.unfinished_path import UnfinishedPath, unfinished_path
from tui.wish import recalled

if TYPE_CHECKING:
    from tui.folder_reader import Names

READING = "Reading the folder …"
PLACEHOLDER = "Ask for a product: words, or a photo's path"


class Prompt(Input):
    """Arrows go through earlier prompts and down into the results; Tab completes a path."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Earlier prompt", show=False),
        Binding("down", "recall(1)", "Later prompt, or results", show=False),
        Binding("tab", "complete", "Complete a path, or go on", show=False),
    ]
    DEFAULT_CSS = """
    Prompt { border: tall $primary 60%; }
    Prompt:focus { border: tall $primary; }
    Prompt > .input--placeholder { color: $foreground 65%; }
    Prompt.-hearing > .input--placeholder { color: $foreground; }
    """

    class LeftDown(Message):
        """Down was pressed where there is no later prompt."""

    class Emptied(Message):
        """Backspace was pressed in an empty prompt."""

    class Offered(Message):
        """The path in this text may become any of several."""

        def __init__(self, text: str, names: Names) -> None:
            self.text, self.names = text, names
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        self._folders = FolderReader()
        suggester = PathSuggester(self._folders)
        super().__init__(placeholder=worded(PLACEHOLDER), suggester=suggester, id=id)
        self.earlier: Sequence[str] = ()
        self._at: int | None = None
        self._typed = ""

    def jump_places(self) -> list[Place]:
        """To be typed into."""
        return [Place(self.region.offset, self.focus, "p")]

    def action_recall(self, by: int) -> None:
        """The prompt before or after, at the end what was being typed."""
        if self._at is None:
            self._typed = self.value
        at = recalled(self.earlier, self._at, by)
        if at is None and self._at is None and by > 0:
            self.post_message(self.LeftDown())
            return
        self._at = at
        self.value = self._typed if at is None else self.earlier[at]
        self.cursor_position = len(self.value)

    def action_delete_left(self) -> None:
        """Backspace; in an empty prompt it is for what stands above."""
        if not self.value:
            self.post_message(self.Emptied())
            return
        super().action_delete_left()

    def emptied(self) -> None:
        """Empty it, spoken words too, at the end of what can be recalled."""
        self._at, self._typed, self.value = None, "", ""
        self.show_heard("")

    def show_heard(self, words: str) -> None:
        """Words as they are heard, where typed ones would stand; without any, what to ask."""
        self.placeholder = words or worded(PLACEHOLDER)
        self.set_class(bool(words), "-hearing")

    def action_complete(self) -> None:
        """Tab: the rest of a path as far as it is certain; else on to the next place."""
        path = unfinished_path(self.value) if self.cursor_at_end else None
        if path is None:
            self.screen.focus_next()
        else:
            self.run_worker(self._complete(path, self.value), group="completing", exclusive=True)

    def take_name(self, name: str) -> None:
        """Finish the path with a name in its folder."""
        path = unfinished_path(self.value)
        if path is not None:
            self._write(_with_one(path, name))

    async def _complete(self, path: UnfinishedPath, typed: str) -> None:
        self.border_subtitle = worded(READING)
        names = await self._folders.names(path.folder, path.part)
        self.border_subtitle = ""
        if names is None or self.value != typed or not self.has_focus:
            return  # the person has gone on
        if not names.n:
            self.screen.focus_next()
        elif names.n == 1:
            self._write(_with_one(path, names.first[0]))
        else:
            text = path.text_with(names.common, is_whole=False)
            self._write(text)
            self.post_message(self.Offered(text, names))

    def _write(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(text)


def _with_one(path: UnfinishedPath, name: str) -> str:
    """A folder is gone on with, after a file comes something else."""
    is_file = not name.endswith("/")
    return path.text_with(name, is_whole=is_file) + (" " if is_file else "")
