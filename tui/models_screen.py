"""Choosing models, the device they run on and the microphone; not loading or opening any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import OptionList, ProgressBar, Static

from tui.cells import harmless
from tui.choice_rows import ABOUT_OTHER, IN_USE, OTHER_ROW, about_choice, choice_row
from tui.errand import Done, Errand, ErrandTold, Failed, Step
from tui.errands import shown_step
from tui.language import worded
from tui.name_screen import NameScreen
from tui.offered import gathered
from tui.widgets.key_line import KeyLine
from tui.worded_screen import WordedModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.errands import Errands
    from tui.offered import Offered

LISTS = {
    "encoders": "Words and pictures",
    "speech": "Speech",
    "devices": "Device",
    "microphones": "Microphone",
}
ANOTHER = {
    "encoders": "An open_clip ARCH/TAG, hf-hub:ORG/NAME, hf:ORG/NAME, or the folder of a model:",
    "speech": "A Whisper name, or the path of a .pt checkpoint:",
}
SPEAK = "Speak …"
HINT = "Tab goes to the next list, Enter takes a row. ● in use, ✓ on this machine."
WIDE_CELLS = 80  # of a list: from here on what is known of a model stands beside its name
BUSY = "Something is being changed or added already: wait for it, or stop it with Ctrl+G."


class ModelsScreen(WordedModal[None]):
    """Four lists, a line about what the cursor is on, and what is going on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("t", "test", "Test microphone"),
        Binding("ctrl+g", "stop", "Stop"),
    ]
    DEFAULT_CSS = """
    ModelsScreen #models { background: $surface; padding: 0 1; height: 1fr; }
    ModelsScreen Horizontal { height: 1fr; }
    ModelsScreen #few { height: 6; }
    ModelsScreen OptionList { width: 22; height: 100%; border: round $primary 60%; padding: 0;
                              background: $surface; scrollbar-size-vertical: 1;
                              border-title-color: $foreground; text-wrap: nowrap;
                              text-overflow: ellipsis; }
    ModelsScreen OptionList:focus { border: round $primary; }
    ModelsScreen #encoders, ModelsScreen #microphones { width: 1fr; }
    ModelsScreen Static { height: auto; max-height: 4; }
    ModelsScreen #about { max-height: 2; }
    ModelsScreen #changing-bar { display: none; width: 100%; }
    ModelsScreen #changing-bar Bar { width: 1fr; }
    ModelsScreen #changing-bar.running { display: block; }
    """

    class LevelHeard(Message):
        """The microphone's level just now, in dBFS."""

        def __init__(self, dbfs: float) -> None:
            self.dbfs = dbfs
            super().__init__()

    def __init__(self, errands: Errands) -> None:
        super().__init__()
        self._errands = errands
        self._offered: Offered | None = None
        self._gathering: Errand | None = None
        self._testing: Errand | None = None
        self._asked_twice = ""  # the encoder whose second Enter means yes

    def compose(self) -> ComposeResult:
        """The lists, and the lines below them."""
        with Vertical(id="models"):
            with Horizontal():
                yield self._list("encoders")
                yield self._list("speech")
            with Horizontal(id="few"):
                yield self._list("microphones")
                yield self._list("devices")
            yield Static(worded("Looking at what there is …"), id="about", markup=False)
            yield Static(worded(HINT), id="models-said", markup=False)
            yield ProgressBar(id="changing-bar", show_eta=False)
        yield KeyLine()

    def _list(self, name: str) -> OptionList:
        found = OptionList(id=name, markup=False)
        found.border_title = worded(LISTS[name])
        return found

    def on_mount(self) -> None:
        """Look on a thread at what there is."""
        self.query_one("#encoders").focus()
        self._gather()

    def on_unmount(self) -> None:
        """The microphone is let go."""
        if self._testing is not None:
            self._testing.stop()

    def on_screen_resume(self) -> None:
        """What was told while another screen lay above this one."""
        changing = self._errands.changing
        if changing is not None and changing.last is not None and not changing.is_over:
            self._show_change(changing.last)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be stopped while nothing goes on."""
        if action == "stop":
            return any(errand and not errand.is_over for errand in self._stoppable())
        return True

    # Choosing

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A line about what the cursor is on."""
        if event.option_list is self.focused:
            self._tell_about(event.option_list)

    def on_descendant_focus(self) -> None:
        """Another list, another line."""
        if isinstance(self.focused, OptionList):
            self._tell_about(self.focused)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was chosen; the last row of some lists asks for a name."""
        event.stop()
        chosen = event.option_list.id or ""
        if self._offered is None:
            return
        choices = self._offered.choices[chosen]
        if event.option_index < len(choices):
            self._choose(chosen, choices[event.option_index].name)
            return

        def take(name: str | None) -> None:
            if name is not None:
                self._choose(chosen, name)

        self.app.push_screen(NameScreen(worded(ANOTHER[chosen])), take)

    def _choose(self, chosen: str, name: str) -> None:
        if self._offered is None or self._offered.in_use[chosen] == name:
            self._say(worded("{name} is in use already.", name=name))
        elif self._errands.is_writing:
            self._say(worded(BUSY))
        elif chosen == "encoders" and self._must_be_sure(name, self._offered):
            return
        else:
            begin = {
                "encoders": self._errands.change_encoder,
                "speech": self._errands.change_speech_model,
                "devices": self._errands.change_device,
                "microphones": self._errands.choose_microphone,
            }[chosen]
            self._say(worded("{name} is on its way …", name=name))
            begin(name)
            self.refresh_bindings()

    def _must_be_sure(self, name: str, offered: Offered) -> bool:
        """Whether to ask first: vectors of one encoder are of no use to another."""
        if not offered.n_products or self._asked_twice == name:
            self._asked_twice = ""
            return False
        from assistant.store_model import made_with_another

        self._asked_twice = name
        in_use = offered.in_use["encoders"]
        self._say(
            worded(
                "{why} — or choose it here again: {n:,} products are embedded again, {in_use}"
                " answers until then.",
                why=made_with_another(offered.store, in_use, name),
                n=offered.n_products,
                in_use=in_use,
            )
        )
        return True

    # Testing the microphone

    def action_test(self) -> None:
        """Show for a few seconds what the microphone under the cursor hears."""
        if self._testing is not None and not self._testing.is_over:
            return
        if self._offered is None or not self._offered.choices["microphones"]:
            looking = worded("Still looking …")
            self._say(self._offered.no_microphone if self._offered else looking)
            return
        choices = self._offered.choices["microphones"]
        index = self.query_one("#microphones", OptionList).highlighted or 0
        name = choices[index].name if index else None

        def work(_: Any, should_stop: Any) -> str:
            from assistant.microphone_check import check_microphone

            return check_microphone(name, self._tell_level, should_stop)

        self._say(worded(SPEAK))
        self._testing = Errand("testing", work, self.post_message)
        self._testing.start()
        self.refresh_bindings()

    def _tell_level(self, dbfs: float) -> None:
        self.post_message(self.LevelHeard(dbfs))

    def on_models_screen_level_heard(self, message: LevelHeard) -> None:
        """The meter."""
        from assistant.cli.meter import level_bar

        if self._testing is not None and not self._testing.is_over:
            bar = "".join(level_bar(message.dbfs))
            self._say(f"● {bar} {message.dbfs:4.0f} dB  {worded(SPEAK)}")

    # What threads tell

    def on_errand_told(self, message: ErrandTold) -> None:
        """Each in its place."""
        event = message.event
        if message.errand is self._gathering:
            if isinstance(event, Done):
                self._offer(event.result)
            elif isinstance(event, Failed):
                self._say(event.sentence)
        elif message.errand is self._testing:
            self._say(event.result if isinstance(event, Done) else getattr(event, "sentence", ""))
        elif message.errand is self._errands.changing:
            self._show_change(event)
            if message.errand.is_over:
                self._gather()
        self.refresh_bindings()

    def _show_change(self, event: Step | Done | Failed) -> None:
        bar = self.query_one("#changing-bar", ProgressBar)
        bar.set_class(isinstance(event, Step), "running")
        if isinstance(event, Step):
            bar.update(total=event.total, progress=event.done)
            step = shown_step(event)
            self._say(worded("{step} … the old one answers until then.", step=step))
        elif isinstance(event, Done):
            self._say(event.result)
        else:
            self._say(worded("{sentence} Nothing was changed.", sentence=event.sentence))

    def action_stop(self) -> None:
        """End what goes on at the next safe point."""
        for errand in self._stoppable():
            if errand is not None and not errand.is_over:
                errand.stop()
                self._say(worded("Stopping …"))

    def action_leave(self) -> None:
        """Back to searching; what goes on goes on."""
        self.dismiss(None)

    def _stoppable(self) -> tuple[Errand | None, ...]:
        return self._testing, self._errands.changing

    def _gather(self) -> None:
        now = self._errands.assistant
        if now is None:
            return

        def work(*_: Any) -> Offered:
            return gathered(now)

        self._gathering = Errand("gathering", work, self.post_message)
        self._gathering.start()

    def _offer(self, offered: Offered) -> None:
        self._offered = offered
        for name, choices in offered.choices.items():
            rows = self.query_one(f"#{name}", OptionList)
            before = rows.highlighted
            in_use = offered.in_use[name]
            known = [choice.name for choice in choices]
            rows.clear_options()
            is_wide = rows.size.width >= WIDE_CELLS
            name_cells = max(map(cell_len, known), default=0) if is_wide else 0
            rows.add_options(
                [choice_row(choice, in_use, name_cells) for choice in choices]
                + ([Text(worded(OTHER_ROW))] if name in ANOTHER else [])
            )
            if rows.option_count:
                at_use = known.index(in_use) if in_use in known else 0
                rows.highlighted = at_use if before is None else before
            rows.border_subtitle = Text("" if in_use in known else f"{IN_USE} {harmless(in_use)}")
        if isinstance(self.focused, OptionList):
            self._tell_about(self.focused)

    def _tell_about(self, rows: OptionList) -> None:
        if self._offered is None:
            return
        name = rows.id or ""
        choices = self._offered.choices[name]
        about = self.query_one("#about", Static)
        if rows.highlighted is None or not choices:
            about.update(harmless(self._offered.no_microphone if name == "microphones" else ""))
            return
        if rows.highlighted >= len(choices):
            about.update(worded(ABOUT_OTHER))
            return
        choice, in_use = choices[rows.highlighted], self._offered.in_use[name]
        about.update(about_choice(choice, in_use, can_be_fetched=name in ANOTHER))

    def _say(self, sentence: str) -> None:
        self.query_one("#models-said", Static).update(harmless(sentence))
