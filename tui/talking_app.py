"""Talking to the app: the microphone's level, words as they come, the wish that comes of them."""

from __future__ import annotations

from tui.asking_app import AppEvent, AskingApp
from tui.prompt_text import read_prompt
from tui.talking import (
    LevelHeard,
    Listening,
    NotHeard,
    Talking,
    WishHeard,
    WordsHeard,
)
from tui.widgets.prompt import PLACEHOLDER, Prompt


class TalkingApp(AskingApp):
    """Asks by voice, for the customer it was begun for."""

    async def _take(self, event: AppEvent) -> None:
        if isinstance(event, Listening):
            self._say(f"● {self._listening}")
        elif isinstance(event, LevelHeard):
            self._show_level(event.dbfs)
        elif isinstance(event, WordsHeard):
            self.query_one(Prompt).placeholder = f"{event.settled}{event.tentative}"
        elif isinstance(event, NotHeard):
            self._say(event.sentence)
            self._talking = None
        elif isinstance(event, WishHeard):
            await self._take_spoken(event)
        else:
            await super()._take(event)

    def action_talk(self) -> None:
        """Begin to listen, or take what was said."""
        if self._talking is not None:
            self._talking.stop()
            return
        assistant = self._answering.assistant
        if assistant is None:
            return
        self._talking_at = self._desk.now.at
        self._talking = Talking(assistant.hearing, self._microphone(), self._tell)
        self._talking.start()

    @property
    def _listening(self) -> str:
        done, forget = self.told_key("talk"), self.told_key("clear")
        return f"Listening; {done} when done, {forget} to forget it."

    def _show_level(self, dbfs: float) -> None:
        from assistant.cli.meter import level_bar  # not before the first paint

        self._show_said(f"● {''.join(level_bar(dbfs))} {self._listening}")

    async def _take_spoken(self, event: WishHeard) -> None:
        prompt = self.query_one(Prompt)
        self._talking = None
        transcript = event.transcript
        if not transcript.text:
            prompt.placeholder = PLACEHOLDER
            self._say("No words were heard; speak nearer to the microphone, or type.")
            return
        at = min(self._talking_at, len(self._desk.now.customers) - 1)
        customer = self._desk.now.customers[at]
        wish = customer.base.with_prompt(read_prompt(customer.draft))
        self._change(at, draft="")
        await self._take_turn(wish.with_part("voice", transcript, transcript.text), at=at)
        if at == self._desk.now.at:
            prompt.emptied()
        else:
            prompt.placeholder = PLACEHOLDER
            self._say(f"{customer.name} asked for {transcript.text}.")
