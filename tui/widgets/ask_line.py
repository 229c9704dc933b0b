"""The prompt with what belongs to it: choices for a half typed path, a button to talk with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from tui.widgets.path_choices import PathChoices
from tui.widgets.prompt import Prompt
from tui.widgets.talk_button import TalkButton

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class AskLine(Vertical):
    """Brings choices and prompt together."""

    DEFAULT_CSS = """
    AskLine, AskLine Horizontal { height: auto; }
    AskLine Prompt { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered_for = ""

    def compose(self) -> ComposeResult:
        """Choices above the prompt, the button beside it."""
        yield PathChoices(id="path-choices")
        with Horizontal():
            yield Prompt(id="prompt")
            yield TalkButton(id="talk")

    def on_prompt_offered(self, event: Prompt.Offered) -> None:
        """Show choices; asked for again, go to them."""
        event.stop()
        choices = self.query_one(PathChoices)
        if choices.display and self._offered_for == event.text:
            choices.focus()
            return
        self._offered_for = event.text
        choices.show(event.names)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Choices for another text are of no use."""
        if event.value != self._offered_for:
            self._offered_for = ""
            self._close()

    def on_prompt_left_down(self, event: Prompt.LeftDown) -> None:
        """Down goes to the choices before it goes anywhere else."""
        choices = self.query_one(PathChoices)
        if choices.display:
            event.stop()
            choices.focus()

    def on_path_choices_taken(self, event: PathChoices.Taken) -> None:
        """It is typed."""
        event.stop()
        self._close()
        self.query_one(Prompt).take_name(event.name)

    def on_path_choices_left(self, event: PathChoices.Left) -> None:
        """Back to typing."""
        event.stop()
        self._close()

    def on_key(self, event: events.Key) -> None:
        """What is typed while a choice is looked for belongs to the prompt."""
        if self.query_one(PathChoices).has_focus and event.is_printable and event.character:
            event.stop()
            prompt = self.query_one(Prompt)
            prompt.focus()
            prompt.insert_text_at_cursor(event.character)

    def _close(self) -> None:
        choices = self.query_one(PathChoices)
        if choices.has_focus:
            self.query_one(Prompt).focus()
        choices.close()
