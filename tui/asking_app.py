"""Asking and answers: the screen, the prompt and its parts, what the answering thread tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.actions import ACTIONS
from tui.answering import (
    Answered,
    Answering,
    Event,
    Loading,
    Opened,
    Opening,
    Refused,
    StoreMissing,
)
from tui.cells import harmless
from tui.copier import Copier
from tui.customers import Desk
from tui.errands import Errands
from tui.jump_screen import JumpScreen
from tui.kept_desk import KeptDesk
from tui.keyed_app import KeyedApp
from tui.language import worded
from tui.pictures.pictures import Pictures
from tui.prompt_text import read_prompt
from tui.run_log import RunLog
from tui.talking import (
    TalkEvent,
    Talking,
)
from tui.themes import THEMES
from tui.widgets.ask_line import AskLine
from tui.widgets.chips import Chip, Chips
from tui.widgets.customer_tabs import CustomerTabs
from tui.widgets.key_line import KeyLine
from tui.widgets.narrow_line import NarrowLine
from tui.widgets.path_choices import PathChoices
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results
from tui.widgets.side import Side
from tui.widgets.talk_button import TalkButton
from tui.wish import Wish

if TYPE_CHECKING:
    from textual import events

    from assistant import Answer

DEBOUNCE_S = 0.12  # after the last key, before what is typed is asked
N_HITS = 40
WIDE_CELLS = 100  # from here on the details stand beside the results
FOR_HITS = {action.name for action in ACTIONS if action.is_for_hits}
CONVERSATIONS_FILE = "conversations.json"
ADDED = "added to what was asked"
NO_STORE = (
    "There is no store yet. Press Enter to make the sample shop, 692 products, or {key} to add"
    " your own."
)


@dataclass(frozen=True)
class Restored:
    """What was kept from before."""

    desk: Desk


@dataclass(frozen=True)
class Sentence:
    """One for the person."""

    text: str


AppEvent = Event | TalkEvent | Restored | Sentence


class AskingApp(KeyedApp):
    """Ask at the bottom, see the products above.

    opening: gives the assistant, as `tui.opening.open_default`. microphone: gives a new source of
    sound; the settings' microphone when left out. home: the folder of conversations, replies,
    exports and the person's own keys; without one nothing is kept.
    """

    TITLE = "Vitrine"
    CSS = """
    #heading { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    #said { height: auto; max-height: 4; padding: 0 1; color: $foreground; }
    #panes { height: 1fr; }
    Results { width: 1fr; }
    #side { width: 42%; display: none; background: $surface; }
    .wide #side { display: block; }
    """

    class Told(Message):
        """What another thread has to say."""

        def __init__(self, event: AppEvent) -> None:
            self.event = event
            super().__init__()

    def __init__(
        self,
        opening: Opening,
        microphone: Callable[[], Any] | None = None,
        home: Path | None = None,
    ) -> None:
        super().__init__(home)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._microphone = microphone or _settings_microphone
        self._answering = Answering(opening, self._tell)
        self._errands = Errands(self._answering, self.post_message)
        self._pictures = Pictures(self.post_message, self._send)
        self._heading = "Vitrine"
        self._talking: Talking | None = None
        self._talking_at = 0  # whose wish is being spoken
        path = None if home is None else home / CONVERSATIONS_FILE
        self._desk = KeptDesk(path, lambda desk: self._tell(Restored(desk)), self._tell_sentence)
        self._copier = Copier(self, self._say, home)
        self._asked = Wish()
        self._number = 0
        self._debounce: Timer | None = None
        self._is_store_missing = False
        self.run_log = RunLog()

    def compose(self) -> ComposeResult:
        """Heading, what was understood, results and details, parts, prompt, keys."""
        yield Static("Vitrine", id="heading", markup=False)
        yield CustomerTabs(id="customers")
        yield Static("", id="said", markup=False)
        yield NarrowLine(id="narrow")
        with Horizontal(id="panes"):
            yield Results(self._pictures, id="results")
            yield Side(self._pictures, id="side")
        yield Chips(id="chips")
        yield AskLine()
        yield KeyLine()

    def _send(self, sequence: str) -> None:
        """Write something to the terminal that is no part of the screen."""
        if self._driver is not None:
            self._driver.write(sequence)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now; None greys it in the footer."""
        if action == "undo":
            return True if self._desk.conversation.turns else None
        if action in ("next_customer", "prior_customer"):
            return len(self._desk.now.customers) > 1 and not isinstance(self.screen, JumpScreen)
        if action == "export":
            return self._home is not None and bool(self._desk.conversation.turns)
        if action in FOR_HITS:
            return self.query_one(Results).chosen is not None or action == "narrow"
        if action == "catalogue":
            return True if self._is_store_missing or self._answering.assistant else None
        if action in ("talk", "refine", "filter", "models"):
            return True if self._answering.assistant is not None else None
        return True

    def on_mount(self) -> None:
        """The prompt can be typed into from the first paint; the store opens behind it."""
        self.query_one(Prompt).focus()
        self._answering.start()
        self._desk.start()

    def on_unmount(self) -> None:
        """The microphone is let go and the store closed in order."""
        if self._talking is not None:
            self._talking.cancel()
        self._desk.close()
        self._errands.close()
        self._answering.close()

    def on_resize(self, event: events.Resize) -> None:
        """Details stand beside the results where there is room; `self.size` is still the old."""
        self.screen_stack[0].set_class(event.size.width >= WIDE_CELLS, "wide")

    # Asking

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is asked a moment after the last key."""
        if event.input.id != "prompt":
            return
        self._forget_typed()
        typed = self.query_one(Prompt).value  # of the customer on show, as an older event is not
        if typed != self._desk.customer.draft:
            self._change(draft=typed)
        if typed.strip():
            self._debounce = self.set_timer(DEBOUNCE_S, lambda: self._look(typed))
        else:
            self._ask(self._desk.conversation.wish)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter asks, and empties the prompt; without a store it makes the samples."""
        self._forget_typed()
        if self._is_store_missing:
            self._is_store_missing = False
            self._say(worded("Making the sample shop …"))
            self._answering.make_samples()
            return
        prompt = read_prompt(event.value)
        if prompt.missing:
            path = prompt.missing[0]
            self._say(worded("{path} is not a file on this machine.", path=path))
            return
        if prompt.is_empty:
            self.query_one(Results).focus()
            return
        await self._take_turn(self._desk.customer.base.with_prompt(prompt), event.value)
        self.query_one(Prompt).emptied()

    async def on_chip_removed(self, event: Chip.Removed) -> None:
        """A chip that was clicked is asked without."""
        await self._take_turn(self._desk.conversation.wish.without_part(event.index))

    async def on_prompt_emptied(self) -> None:
        """Backspace in an empty prompt takes the last part away."""
        wish = self._desk.conversation.wish
        if wish.parts:
            await self._take_turn(wish.without_part(len(wish.parts) - 1))

    def on_prompt_left_down(self) -> None:
        """Down goes from the prompt to the results."""
        self.query_one(Results).focus()

    def _look(self, text: str) -> None:
        """Ask for what is being typed, without making a turn of it."""
        if not self._is_up():
            return
        prompt = read_prompt(text)
        if not prompt.missing and not prompt.sounds:
            self._ask(self._desk.customer.base.with_prompt(prompt))

    def _forget_typed(self) -> None:
        """What was typed until now is not asked by itself any more."""
        if self._debounce is not None:
            self._debounce.stop()

    def _change(self, at: int | None = None, **changes: Any) -> None:
        """The customer on show, or another one, is different from now on, and kept so."""
        self._desk.change(at, **changes)
        self.query_one(CustomerTabs).show(self._desk.now)

    async def _take_turn(self, wish: Wish, prompt: str = "", at: int | None = None) -> None:
        """One more turn of the customer on show, or of another one."""
        place = self._desk.now.at if at is None else at
        conversation = self._desk.now.customers[place].conversation.asked(wish, prompt)
        self._change(place, conversation=conversation)
        if place == self._desk.now.at:
            await self._show_wish()

    async def _show_wish(self) -> None:
        self.query_one(Prompt).earlier = self._desk.conversation.prompts
        self._show_refining()
        await self.query_one(Chips).show(self._desk.conversation.wish)
        self.refresh_bindings()
        self._ask(self._desk.conversation.wish)

    def _show_refining(self) -> None:
        is_refining = self._desk.customer.is_refining
        self.query_one(Prompt).border_title = worded(ADDED) if is_refining else ""

    def _ask(self, wish: Wish) -> None:
        """Ask unless it was asked just now; an answer to anything older is dropped."""
        self._forget_typed()
        if wish == self._asked:
            return
        self._asked = wish
        self._number += 1
        self._change(n_found=None)
        if wish.is_empty:
            self.query_one(Results).show(())
            self._say("")
            return
        self._answering.ask(self._number, wish.query(N_HITS))

    # What other threads tell

    def _tell(self, event: AppEvent) -> None:
        self.post_message(self.Told(event))

    def _tell_sentence(self, sentence: str) -> None:
        self._tell(Sentence(sentence))

    async def on_asking_app_told(self, message: Told) -> None:
        """Each event in its place on the screen, unless the screen is being taken down."""
        if self._is_up():
            await self._take(message.event)

    def _is_up(self) -> bool:
        """Whether the screen's parts are all there: it is not being put up or taken down.

        They are taken down one after another, so that one of them still being there says nothing.
        """
        return self.is_running and bool(self.query(Results))

    async def _take(self, event: AppEvent) -> None:
        if isinstance(event, Loading):
            share = f" {event.done / event.total:.0%}" if event.total else ""
            self._show_said(f"{worded(event.what)}{share} …")
        elif isinstance(event, Opened):
            products = worded("{n:,} products", n=event.n_products)
            self._heading = f"Vitrine · {event.store} · {products} · {event.model}"
            self._show_heading()
            self._asked = Wish()
            self.refresh_bindings()
            self.query_one(TalkButton).show(self._talking is not None)
            if event.is_first:
                self._say("")
                typed = self.query_one(Prompt).value
                self._look(typed) if typed.strip() else self._ask(self._desk.conversation.wish)
        elif isinstance(event, StoreMissing):
            self._is_store_missing = True
            self._say_store_is_missing()
            self.refresh_bindings()
        elif isinstance(event, Refused) and event.number in (None, self._number):
            self._say(event.sentence)
        elif isinstance(event, Answered) and event.number == self._number:
            self._show_answer(event.answer)
        elif isinstance(event, Sentence):
            self._say(event.text)

    def _talk_with(self, talking: Talking | None) -> None:
        """What is being said now, if anything is."""
        self._talking = talking
        self.query_one(TalkButton).show(talking is not None)

    def on_keyed_app_rebound(self) -> None:
        """What was told with the usual key is told with the new one."""
        if self._is_store_missing:
            self._say_store_is_missing()

    def _say_store_is_missing(self) -> None:
        self._say(worded(NO_STORE, key=self.told_key("catalogue")))

    def _show_heading(self) -> None:
        note = self._errands.note
        heading = f"{self._heading} · {note}" if note else self._heading
        self.query_one("#heading", Static).update(harmless(heading))

    def _show_answer(self, answer: Answer) -> None:
        shown, allowed = len(answer.hits), answer.result.n_allowed
        self.query_one(Results).show(answer.hits)
        self._change(n_found=shown)
        sentences = []
        if answer.understood:
            counted = "{shown} of {allowed:,} for {query}"
            query = answer.understood
            sentences.append(worded(counted, shown=shown, allowed=allowed, query=query))
        if answer.did_you_mean:
            sentences.insert(0, worded("Did you mean {text}?", text=answer.did_you_mean))
        sentences += [
            worded("{before} read as {after}", before=before, after=after)
            for before, after in answer.result.corrections
        ]
        sentences += answer.notices
        for notice in answer.notices:
            self.run_log.add("app", notice)
        self._show_said(" · ".join(sentences))

    def _say(self, sentence: str) -> None:
        """Tell something that can be read again in the log."""
        self.run_log.add("app", sentence)
        self._show_said(sentence)

    def _show_said(self, sentence: str) -> None:
        self.query_one("#said", Static).update(harmless(sentence))

    def action_refine(self) -> None:
        """Keep what was asked, or not any more."""
        self._change(is_refining=not self._desk.customer.is_refining)
        self._show_refining()

    async def action_undo(self) -> None:
        """The question before this one."""
        self._change(conversation=self._desk.conversation.undone())
        await self._show_wish()

    async def action_start_over(self) -> None:
        """A new conversation."""
        self._change(conversation=self._desk.conversation.over(), is_refining=False)
        self.query_one(Prompt).emptied()
        await self._show_wish()

    def action_clear(self) -> None:
        """Hide the help or a path's choices, show all again, stop talking, or empty the prompt."""
        if self.hide_help():
            return
        if self.query_one(NarrowLine).close() or self.query_one(PathChoices).close():
            return
        if self._talking is not None:
            self._talking.cancel()
            self._talk_with(None)
            self._say(worded("Nothing was taken."))
        self.query_one(Prompt).emptied()
        self.query_one(Prompt).focus()


def _settings_microphone() -> Any:
    from assistant.settings import load_settings
    from speech.microphone.microphone import Microphone

    return Microphone(load_settings()[0].chosen_microphone)
