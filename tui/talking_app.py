"""Talking to the app: the microphone's level, words as they come, the wish that comes of them."""

from __future__ import annotations

from tui.asking_app import AppEvent, AskingApp
from tui.language import worded
from tui.prompt_text import read_prompt
from tui.talking import (
    LevelHeard,
    Listening,
    NotHeard,
    Talking,
    Warned,
    WishHeard,
    WordsHeard,
)
from tui.widgets.prompt import Prompt
from tui.widgets.talk_button import TalkButton

HOLD_S = 0.3  # from here on a press of the mouse is a hold, before it a click


class TalkingApp(AskingApp):
    """Asks by voice, for the customer it was begun for."""

    _held: Talking | None = None  # what was being said when the mouse went down
    _is_begun_by_holding = False

    async def _take(self, event: AppEvent) -> None:
        if isinstance(event, Listening | LevelHeard | WordsHeard):
            self._show_listening(event)
        elif isinstance(event, Warned):
            self._say(event.sentence)
        elif isinstance(event, NotHeard):
            self._say(event.sentence)
            self._talk_with(None)
        elif isinstance(event, WishHeard):
            await self._take_spoken(event)
        else:
            await super()._take(event)

    def _show_listening(self, event: Listening | LevelHeard | WordsHeard) -> None:
        if self._talking is None:
            return  # it was cancelled, and this was on its way
        if isinstance(event, Listening):
            self._say(f"● {self._listening}")
        elif isinstance(event, LevelHeard):
            self._show_level(event.dbfs)
        else:
            self.query_one(Prompt).show_heard(f"{event.settled}{event.tentative}")

    def action_talk(self) -> None:
        """Begin to listen, or take what was said."""
        if self._talking is not None:
            self._talking.stop()
            return
        assistant = self._answering.assistant
        if assistant is None:
            return
        self._talking_at = self._desk.now.at
        talking = Talking(assistant.hearing, self._microphone(), self._tell)
        self._talk_with(talking)
        talking.start()

    def on_talk_button_pressed(self) -> None:
        """The mouse went down: begin to listen, unless it listens already."""
        self._is_begun_by_holding = self._talking is None
        if self._is_begun_by_holding:
            self.action_talk()
        self._held = self._talking

    def on_talk_button_released(self, event: TalkButton.Released) -> None:
        """Take what was said while it was held; a click that began to listen leaves it on."""
        held, self._held = self._held, None
        is_click = self._is_begun_by_holding and event.held_s < HOLD_S
        if held is not None and held is self._talking and not is_click:
            held.stop()

    @property
    def _listening(self) -> str:
        done = worded("let go") if self._held is not None else self.told_key("talk")
        listening = "Listening; {done} when done, {clear} to forget it."
        return worded(listening, done=done, clear=self.told_key("clear"))

    def _show_level(self, dbfs: float) -> None:
        from assistant.cli.meter import level_bar  # not before the first paint

        self._show_said(f"● {''.join(level_bar(dbfs))} {self._listening}")

    async def _take_spoken(self, event: WishHeard) -> None:
        prompt = self.query_one(Prompt)
        self._talk_with(None)
        transcript = event.transcript
        if not transcript.text:
            prompt.show_heard("")
            self._say(worded("No words were heard; speak nearer to the microphone, or type."))
            return
        at = min(self._talking_at, len(self._desk.now.customers) - 1)
        customer = self._desk.now.customers[at]
        wish = customer.base.with_prompt(read_prompt(customer.draft))
        self._change(at, draft="")
        await self._take_turn(wish.with_part("voice", transcript, transcript.text), at=at)
        if at == self._desk.now.at:
            prompt.emptied()
        else:
            prompt.show_heard("")
            told = worded("{name} asked for {text}.", name=customer.name, text=transcript.text)
            self._say(told)
