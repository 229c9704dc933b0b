"""The app's screen and what its keys do; not how questions are answered or speech is heard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
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
from tui.errand import Done, ErrandTold
from tui.errands import Errands
from tui.filter_screen import FilterScreen
from tui.models_screen import ModelsScreen
from tui.prompt_text import read_prompt
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
from tui.widgets.details import Details
from tui.widgets.picture import Picture, picture_of
from tui.widgets.prompt import PLACEHOLDER, Prompt
from tui.widgets.results import Results
from tui.wish import Conversation, Wish

if TYPE_CHECKING:
    from textual.strip import Strip

    from assistant import Answer
    from retrieval.search.result import Hit

DEBOUNCE_S = 0.12  # after the last key, before what is typed is asked
N_HITS = 40
WIDE_CELLS = 100  # from here on the details stand beside the results
LISTENING = "Listening; F2 when done, Escape to forget it."


class VitrineApp(App[None]):
    """Ask at the bottom, see the products above.

    opening: gives the assistant, as `tui.opening.open_default`. microphone: gives a new source of
    sound; the settings' microphone when left out.
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

        def __init__(self, event: Event | TalkEvent) -> None:
            self.event = event
            super().__init__()

    class Pictured(Message):
        """A picture is decoded, for the product of that id."""

        def __init__(self, product_id: str, strips: list[Strip]) -> None:
            self.product_id, self.strips = product_id, strips
            super().__init__()

    def __init__(self, opening: Opening, microphone: Callable[[], Any] | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._microphone = microphone or _settings_microphone
        self._answering = Answering(opening, self._tell)
        self._errands = Errands(self._answering, self.post_message)
        self._heading = "Vitrine"
        self._talking: Talking | None = None
        self._conversation = Conversation()
        self._is_refining = False
        self._asked = Wish()
        self._number = 0
        self._debounce: Timer | None = None
        self._is_store_missing = False

    def compose(self) -> ComposeResult:
        """Heading, what was understood, results and details, parts, prompt, keys."""
        yield Static("Vitrine", id="heading", markup=False)
        yield Static("", id="said", markup=False)
        with Horizontal(id="panes"):
            yield Results(id="results")
            with Vertical(id="side"):
                yield Picture(id="picture")
                yield Details(id="details")
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
            return True if self._conversation.turns else None
        if action in ("similar", "copy_id"):
            return self.query_one(Results).chosen is not None
        if action == "catalogue":
            return True if self._is_store_missing or self._answering.assistant else None
        if action in ("talk", "refine", "filter", "models"):
            return True if self._answering.assistant is not None else None
        return True

    def on_mount(self) -> None:
        """The prompt can be typed into from the first paint; the store opens behind it."""
        self.query_one(Prompt).focus()
        self._answering.start()

    def on_unmount(self) -> None:
        """The microphone is let go and the store closed in order."""
        if self._talking is not None:
            self._talking.cancel()
        self._errands.close()
        self._answering.close()

    def on_resize(self) -> None:
        """Details stand beside the results where there is room."""
        self.screen.set_class(self.size.width >= WIDE_CELLS, "wide")

    # Asking

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is asked a moment after the last key."""
        self._forget_typed()
        if event.input.id == "prompt" and event.value.strip():
            self._debounce = self.set_timer(DEBOUNCE_S, lambda: self._look(event.value))

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
        await self._take_turn(self._conversation.wish.without_part(event.index))

    async def on_prompt_emptied(self) -> None:
        """Backspace in an empty prompt takes the last part away."""
        wish = self._conversation.wish
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

    def _base(self) -> Wish:
        """What new words are added to."""
        return self._conversation.wish if self._is_refining else Wish()

    async def _take_turn(self, wish: Wish, prompt: str = "") -> None:
        self._conversation = self._conversation.asked(wish, prompt)
        await self._show_wish()

    async def _show_wish(self) -> None:
        self.query_one(Prompt).earlier = self._conversation.prompts
        await self.query_one(Chips).show(self._conversation.wish)
        self.refresh_bindings()
        self._ask(self._conversation.wish)

    def _ask(self, wish: Wish) -> None:
        """Ask unless it was asked just now; an answer to anything older is dropped."""
        self._forget_typed()
        if wish == self._asked:
            return
        self._asked = wish
        self._number += 1
        if wish.is_empty:
            self.query_one(Results).show(())
            self._say("")
            return
        self._answering.ask(self._number, wish.query(N_HITS))

    # What other threads tell

    def _tell(self, event: Event | TalkEvent) -> None:
        self.post_message(self.Told(event))

    async def on_vitrine_app_told(self, message: Told) -> None:
        """Each event in its place on the screen."""
        event = message.event
        if isinstance(event, Loading):
            share = f" {event.done / event.total:.0%}" if event.total else ""
            self._say(f"{event.what}{share} …")
        elif isinstance(event, Opened):
            products = f"{event.n_products:,} products"
            self._heading = f"Vitrine · {event.store} · {products} · {event.model}"
            self._show_heading()
            self._asked = Wish()
            self.refresh_bindings()
            if event.is_first:
                self._say("")
                self._look(self.query_one(Prompt).value)
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
        sentences = [f"{shown} of {allowed:,} for {answer.understood}"] if answer.understood else []
        if answer.did_you_mean:
            sentences.insert(0, f"Did you mean {answer.did_you_mean}?")
        sentences += [f"{before} read as {after}" for before, after in answer.result.corrections]
        sentences += answer.notices
        self._say(" · ".join(sentences))

    def _say(self, sentence: str) -> None:
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
        self._talking = Talking(assistant.hearing, self._microphone(), self._tell)
        self._talking.start()

    def _show_level(self, dbfs: float) -> None:
        from assistant.cli.meter import level_bar  # not before the first paint

        self._say(f"● {''.join(level_bar(dbfs))} {LISTENING}")

    async def _take_spoken(self, event: WishHeard) -> None:
        prompt = self.query_one(Prompt)
        self._talking = None
        transcript = event.transcript
        if not transcript.text:
            prompt.placeholder = PLACEHOLDER
            self._say("No words were heard; speak nearer to the microphone, or type.")
            return
        typed = read_prompt(prompt.value)
        wish = self._base().with_prompt(typed)
        await self._take_turn(wish.with_part("voice", transcript, transcript.text))
        prompt.emptied()

    # Looking at a product

    def on_results_chosen(self, event: Results.Chosen) -> None:
        """Details and picture follow the cursor; a picture is decoded on a thread."""
        self.query_one(Details).show(event.hit)
        picture = self.query_one(Picture)
        if event.hit is None or not picture.parent or not self.screen.has_class("wide"):
            picture.show([])
            return
        width = max(10, self.query_one("#side").size.width - 2)
        threading.Thread(target=self._decode, args=(event.hit, width), daemon=True).start()

    def _decode(self, hit: Hit, width: int) -> None:
        strips = picture_of(hit.product, width, 12)
        self.post_message(self.Pictured(hit.product.id, strips))

    def on_vitrine_app_pictured(self, message: Pictured) -> None:
        """A picture that is still wanted is shown."""
        chosen = self.query_one(Results).chosen
        if chosen is not None and chosen.product.id == message.product_id:
            self.query_one(Picture).show(message.strips)

    async def action_similar(self) -> None:
        """What is like the chosen product."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            product = chosen.product
            await self._take_turn(Wish().with_part("like", product.id, product.title))

    def action_copy_id(self) -> None:
        """The chosen product's id to the clipboard, through the terminal (OSC 52)."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            self.copy_to_clipboard(chosen.product.id)
            self._say(f"{chosen.product.id} was sent to the terminal's clipboard (OSC 52).")

    # The other actions

    def action_refine(self) -> None:
        """Keep what was asked, or not any more."""
        self._is_refining = not self._is_refining
        self.query_one(Prompt).border_title = "added to what was asked" if self._is_refining else ""

    async def action_undo(self) -> None:
        """The question before this one."""
        self._conversation = self._conversation.undone()
        await self._show_wish()

    async def action_start_over(self) -> None:
        """A new conversation."""
        self._conversation = self._conversation.over()
        self._is_refining = False
        self.query_one(Prompt).border_title = ""
        self.query_one(Prompt).emptied()
        await self._show_wish()

    def action_filter(self) -> None:
        """Ask for a filter; it narrows what is on show."""

        async def take(written: str | None) -> None:
            if written:
                wish = self._conversation.wish.with_part("filter", written, written)
                await self._take_turn(wish)

        self.push_screen(FilterScreen(), take)

    def action_catalogue(self) -> None:
        """See what the store holds, and add to it."""
        self.push_screen(CatalogueScreen(self._errands))

    def action_models(self) -> None:
        """Choose models, device and microphone."""
        self.push_screen(ModelsScreen(self._errands))

    def action_clear(self) -> None:
        """Stop talking, or empty the prompt."""
        if self._talking is not None:
            self._talking.cancel()
            self._talking = None
            self._say("Nothing was taken.")
        self.query_one(Prompt).emptied()
        self.query_one(Prompt).focus()

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, and round again."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]


def _settings_microphone() -> Any:
    from assistant.settings import load_settings
    from speech.microphone.microphone import Microphone

    return Microphone(load_settings()[0].chosen_microphone)
