"""The app's screen and what its keys do; not how questions are answered or speech is heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

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
from tui.catalogue_screen import CatalogueScreen
from tui.cells import harmless
from tui.copier import Copier
from tui.customers import Desk
from tui.errand import Done, ErrandTold
from tui.errands import Errands
from tui.exporting import export
from tui.filter_screen import FilterScreen
from tui.kept_desk import KeptDesk
from tui.models_screen import ModelsScreen
from tui.notes_screen import NotesScreen
from tui.prompt_text import read_prompt
from tui.run_log import RunLog
from tui.talking import (
    LevelHeard,
    Listening,
    NotHeard,
    TalkEvent,
    Talking,
    WishHeard,
    WordsHeard,
)
from tui.themes import THEMES
from tui.widgets.chips import Chip, Chips
from tui.widgets.customer_tabs import CustomerTab, CustomerTabs
from tui.widgets.narrow_line import NarrowLine
from tui.widgets.prompt import PLACEHOLDER, Prompt
from tui.widgets.results import Results
from tui.widgets.side import Side
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
LISTENING = "Listening; F2 when done, Escape to forget it."


@dataclass(frozen=True)
class Restored:
    """What was kept from before."""

    desk: Desk


@dataclass(frozen=True)
class Sentence:
    """One for the person."""

    text: str


AppEvent = Event | TalkEvent | Restored | Sentence


class VitrineApp(App[None]):
    """Ask at the bottom, see the products above.

    opening: gives the assistant, as `tui.opening.open_default`. microphone: gives a new source of
    sound; the settings' microphone when left out. home: the folder of conversations, replies and
    exports; without one nothing is kept.
    """

    TITLE = "Vitrine"
    BINDINGS: ClassVar[list[BindingType]] = [
        action.binding for action in ACTIONS if not action.is_for_hits
    ]
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
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._microphone = microphone or _settings_microphone
        self._answering = Answering(opening, self._tell)
        self._errands = Errands(self._answering, self.post_message)
        self._heading = "Vitrine"
        self._talking: Talking | None = None
        self._talking_at = 0  # whose wish is being spoken
        self._home = home
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
            yield Results(id="results")
            yield Side(id="side")
        yield Chips(id="chips")
        yield Prompt(id="prompt")
        yield Footer()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the table's actions, those that make sense now."""
        for action in ACTIONS:
            if self.check_action(action.name, ()):
                run = getattr(self, f"action_{action.name}")
                yield SystemCommand(action.label, action.says, run)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now; None greys it in the footer."""
        if action == "undo":
            return True if self._desk.conversation.turns else None
        if action in ("next_customer", "prior_customer"):
            return len(self._desk.now.customers) > 1
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
            self._say("Making the sample shop …")
            self._answering.make_samples()
            return
        prompt = read_prompt(event.value)
        if prompt.missing:
            self._say(f"{prompt.missing[0]} is not a file on this machine.")
            return
        if prompt.is_empty:
            self.query_one(Results).focus()
            return
        await self._take_turn(self._base().with_prompt(prompt), event.value)
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
        prompt = read_prompt(text)
        if not prompt.missing and not prompt.sounds:
            self._ask(self._base().with_prompt(prompt))

    def _forget_typed(self) -> None:
        """What was typed until now is not asked by itself any more."""
        if self._debounce is not None:
            self._debounce.stop()

    def _change(self, at: int | None = None, **changes: Any) -> None:
        """The customer on show, or another one, is different from now on, and kept so."""
        self._desk.change(at, **changes)
        self.run_worker(self._show_tabs(), group="tabs", exclusive=True)

    async def _show_tabs(self) -> None:
        await self.query_one(CustomerTabs).show(self._desk.now)

    def _base(self) -> Wish:
        """What new words are added to."""
        return self._desk.conversation.wish if self._desk.customer.is_refining else Wish()

    async def _take_turn(self, wish: Wish, prompt: str = "", at: int | None = None) -> None:
        """One more turn of the customer on show, or of another one."""
        place = self._desk.now.at if at is None else at
        conversation = self._desk.now.customers[place].conversation.asked(wish, prompt)
        self._change(place, conversation=conversation)
        if place == self._desk.now.at:
            await self._show_wish()

    async def _show_wish(self) -> None:
        self.query_one(Prompt).earlier = self._desk.conversation.prompts
        self.query_one(Prompt).border_title = ADDED if self._desk.customer.is_refining else ""
        await self.query_one(Chips).show(self._desk.conversation.wish)
        self.refresh_bindings()
        self._ask(self._desk.conversation.wish)

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

    async def on_vitrine_app_told(self, message: Told) -> None:
        """Each event in its place on the screen, unless the screen is being taken down."""
        if not self.query(Results):
            return
        event = message.event
        if isinstance(event, Loading):
            share = f" {event.done / event.total:.0%}" if event.total else ""
            self._show_said(f"{event.what}{share} …")
        elif isinstance(event, Opened):
            products = f"{event.n_products:,} products"
            self._heading = f"Vitrine · {event.store} · {products} · {event.model}"
            self._show_heading()
            self._asked = Wish()
            self.refresh_bindings()
            if event.is_first:
                self._say("")
                typed = self.query_one(Prompt).value
                self._look(typed) if typed.strip() else self._ask(self._desk.conversation.wish)
        elif isinstance(event, StoreMissing):
            self._is_store_missing = True
            self._say(
                "There is no store yet. Press Enter to make the sample shop, 692 products, "
                "or F8 to add your own."
            )
            self.refresh_bindings()
        elif isinstance(event, Refused) and event.number in (None, self._number):
            self._say(event.sentence)
        elif isinstance(event, Answered) and event.number == self._number:
            self._show_answer(event.answer)
        elif isinstance(event, Listening):
            self._say(f"● {LISTENING}")
        elif isinstance(event, LevelHeard):
            self._show_level(event.dbfs)
        elif isinstance(event, WordsHeard):
            self.query_one(Prompt).placeholder = f"{event.settled}{event.tentative}"
        elif isinstance(event, NotHeard):
            self._say(event.sentence)
            self._talking = None
        elif isinstance(event, WishHeard):
            await self._take_spoken(event)
        elif isinstance(event, Restored):
            await self._take_restored(event.desk)
        elif isinstance(event, Sentence):
            self._say(event.text)

    def on_errand_told(self, message: ErrandTold) -> None:
        """What goes on behind stands in the heading, and on the screen that began it."""
        self._show_heading()
        errand, event = message.errand, message.event
        if len(self.screen_stack) > 1:
            self.screen.post_message(ErrandTold(errand, event))
        if self._is_store_missing and errand is self._errands.adding and isinstance(event, Done):
            self._is_store_missing = False
            self._answering.make_samples()  # there is a store now: it is opened, not made

    def _show_heading(self) -> None:
        note = self._errands.note
        heading = f"{self._heading} · {note}" if note else self._heading
        self.query_one("#heading", Static).update(harmless(heading))

    def _show_answer(self, answer: Answer) -> None:
        shown, allowed = len(answer.hits), answer.result.n_allowed
        self.query_one(Results).show(answer.hits)
        self._change(n_found=shown)
        sentences = [f"{shown} of {allowed:,} for {answer.understood}"] if answer.understood else []
        if answer.did_you_mean:
            sentences.insert(0, f"Did you mean {answer.did_you_mean}?")
        sentences += [f"{before} read as {after}" for before, after in answer.result.corrections]
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

    # Talking

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

    def _show_level(self, dbfs: float) -> None:
        from assistant.cli.meter import level_bar  # not before the first paint

        self._show_said(f"● {''.join(level_bar(dbfs))} {LISTENING}")

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
        wish = customer.conversation.wish if customer.is_refining else Wish()
        wish = wish.with_prompt(read_prompt(customer.draft))
        self._change(at, draft="")
        await self._take_turn(wish.with_part("voice", transcript, transcript.text), at=at)
        if at == self._desk.now.at:
            prompt.emptied()
        else:
            prompt.placeholder = PLACEHOLDER
            self._say(f"{customer.name} asked for {transcript.text}.")

    # Looking at a product

    def on_results_chosen(self, event: Results.Chosen) -> None:
        """Details and picture follow the cursor."""
        self.query_one(Side).show(event.hit)

    async def action_similar(self) -> None:
        """What is like the chosen product."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            product = chosen.product
            await self._take_turn(Wish().with_part("like", product.id, product.title))

    async def action_good(self) -> None:
        """The chosen product is what is wanted."""
        await self._mark("good")

    async def action_bad(self) -> None:
        """The chosen product is not what is wanted."""
        await self._mark("bad")

    async def _mark(self, kind: str) -> None:
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            product = chosen.product
            await self._take_turn(self._asked.marked(kind, product.id, product.title))
            self.query_one(Prompt).emptied()  # what was typed is a part now

    def action_narrow(self) -> None:
        """Ask for words that the results must hold."""
        self.query_one(NarrowLine).ask()

    def on_narrow_line_narrowed(self, event: NarrowLine.Narrowed) -> None:
        """Show those that hold them."""
        results = self.query_one(Results)
        results.narrow(event.words)
        n_shown, n_found, words = len(results.hits), results.n_found, event.words.strip()
        self._say(f"{n_shown} of the {n_found} shown hold {words}" if words else f"{n_found} shown")

    def on_narrow_line_left(self) -> None:
        """On to the results."""
        self.query_one(Results).focus()

    def action_copy_id(self) -> None:
        """The chosen product's id to the clipboard."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            self._copier.copy(chosen.product.id, chosen.product.id)

    def action_copy_link(self) -> None:
        """The chosen product's link to the clipboard."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            self._copier.copy_link(chosen.product)

    def action_reply(self) -> None:
        """A saved reply about the chosen product to the clipboard."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            self._copier.choose_reply(chosen.product)

    # Customers

    async def action_new_customer(self) -> None:
        """A tab for one more customer."""
        await self._show_desk(self._desk.now.opened())

    async def action_next_customer(self) -> None:
        """The next tab."""
        await self._show_desk(self._desk.now.shown(self._desk.now.at + 1))

    async def action_prior_customer(self) -> None:
        """The tab before."""
        await self._show_desk(self._desk.now.shown(self._desk.now.at - 1))

    async def action_close_customer(self) -> None:
        """The tab on show is gone."""
        if self._talking is not None and self._talking_at == self._desk.now.at:
            self.action_clear()
        if self._talking_at > self._desk.now.at:
            self._talking_at -= 1
        await self._show_desk(self._desk.now.closed())

    async def on_customer_tab_picked(self, event: CustomerTab.Picked) -> None:
        """A click shows a tab."""
        await self._show_desk(self._desk.now.shown(event.index))

    def action_notes(self) -> None:
        """Ask for the customer's name and notes."""
        at = self._desk.now.at

        def take(written: tuple[str, str] | None) -> None:
            if written is not None and at < len(self._desk.now.customers):
                self._change(at, name=written[0], notes=written[1])

        self.push_screen(NotesScreen(self._desk.customer), take)

    def action_export(self) -> None:
        """This conversation as files."""
        self.run_worker(self._export())

    async def _export(self) -> None:
        folder = (self._home or Path()) / "exports"
        hits = self.query_one(Results).hits
        try:
            stem = await asyncio.to_thread(
                export, self._desk.customer, hits, folder, datetime.now().astimezone()
            )
        except OSError as error:
            self._say(f"Nothing can be written to {folder} ({error.strerror or error}).")
            return
        self._say(f"Written: {stem}.md and .json")

    async def _show_desk(self, desk: Desk) -> None:
        """Show a desk's customer as it was left."""
        self._desk.put(desk)
        self._asked = Wish()
        prompt = self.query_one(Prompt)
        prompt.emptied()
        prompt.value = self._desk.customer.draft
        prompt.cursor_position = len(prompt.value)
        self.query_one(Results).show(())
        self._say("")
        await self._show_tabs()
        await self._show_wish()

    async def _take_restored(self, earlier: Desk) -> None:
        desk = self._desk.joined(earlier)
        if desk != self._desk.now:
            await self._show_desk(desk)

    # The other actions

    def action_refine(self) -> None:
        """Keep what was asked, or not any more."""
        self._change(is_refining=not self._desk.customer.is_refining)
        self.query_one(Prompt).border_title = ADDED if self._desk.customer.is_refining else ""

    async def action_undo(self) -> None:
        """The question before this one."""
        self._change(conversation=self._desk.conversation.undone())
        await self._show_wish()

    async def action_start_over(self) -> None:
        """A new conversation."""
        self._change(conversation=self._desk.conversation.over(), is_refining=False)
        self.query_one(Prompt).emptied()
        await self._show_wish()

    def action_filter(self) -> None:
        """Ask for a filter; it narrows what is on show."""

        async def take(written: str | None) -> None:
            if written:
                wish = self._desk.conversation.wish.with_part("filter", written, written)
                await self._take_turn(wish)

        self.push_screen(FilterScreen(), take)

    def action_catalogue(self) -> None:
        """See what the store holds, and add to it."""
        self.push_screen(CatalogueScreen(self._errands))

    def action_models(self) -> None:
        """Choose models, device and microphone."""
        self.push_screen(ModelsScreen(self._errands))

    def action_clear(self) -> None:
        """Show all results again, stop talking, or empty the prompt."""
        if self.query_one(NarrowLine).close():
            return
        if self._talking is not None:
            self._talking.cancel()
            self._talking = None
            self._say("Nothing was taken.")
        self.query_one(Prompt).emptied()
        self.query_one(Prompt).focus()

    def action_log(self) -> None:
        """What happened since the start."""
        from tui.log_screen import LogScreen  # not before the first paint

        self.push_screen(LogScreen(self.run_log))

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, and round again."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]


def _settings_microphone() -> Any:
    from assistant.settings import load_settings
    from speech.microphone.microphone import Microphone

    return Microphone(load_settings()[0].chosen_microphone)
