"""Pictures in the app: what the terminal can draw, pictures as they come, thumbnails on and off."""

from __future__ import annotations

from tui.answering import Opened
from tui.asking_app import AppEvent
from tui.customers_app import CustomersApp
from tui.language import worded
from tui.pictures.drawing import best_drawing
from tui.pictures.drawing_thread import Allowed, PictureTold
from tui.terminal_facts import TerminalFacts, TerminalTold
from tui.widgets.results import Results
from tui.widgets.side import Side


class PicturesApp(CustomersApp):
    """Shows products' pictures by the best that the terminal has."""

    _terminal = TerminalFacts()
    _pictures_mode = ""  # until the setting is read, nothing is drawn

    def on_mount(self) -> None:
        """The setting is read on the thread that draws."""
        self._pictures.start()
        self.app_resume_signal.subscribe(self, lambda _: self._show_pictures())

    def on_unmount(self) -> None:
        """No more are drawn."""
        self._pictures.close()

    def forget_pictures(self) -> None:
        """The terminal forgets what it was given, since it is given back itself."""
        self._pictures.forget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done to pictures where there are none."""
        if action == "thumbnails":
            return self._pictures.drawing is not None
        if action in ("next_picture", "prior_picture"):
            return self.query_one(Side).n_pictures > 1
        return super().check_action(action, parameters)

    async def _take(self, event: AppEvent) -> None:
        await super()._take(event)
        if isinstance(event, Opened) and not event.is_first:
            self.forget_pictures()  # the files may be others now
            self._show_pictures()

    def on_picture_told(self, message: PictureTold) -> None:
        """What the thread that draws has to say."""
        event = message.event
        if isinstance(event, Allowed):
            self._pictures_mode = event.mode
            self._choose_drawing()
            return
        self._pictures.take(event)
        if self.query(Results):
            self.query_one(Results).picture_told(event.wanted)
            self.query_one(Side).picture_told(event.wanted)

    def on_terminal_told(self, message: TerminalTold) -> None:
        """What the terminal is, or how large its letters are now."""
        self._terminal = message.facts
        self._choose_drawing()

    def _choose_drawing(self) -> None:
        if not self._pictures_mode or not self.query(Results):
            return
        mode = "never" if self.no_color else self._pictures_mode
        drawing = best_drawing(mode, self._terminal, self.console.color_system)
        if drawing != self._pictures.drawing:
            self._pictures.drawing = drawing
            self._show_pictures()
            self.refresh_bindings()

    def _show_pictures(self) -> None:
        """Show them as they are drawn from now on."""
        self.query_one(Results).lay_out()
        self.query_one(Side).show_picture()

    def action_thumbnails(self) -> None:
        """Pictures in the list, or not any more."""
        is_on = self.query_one(Results).toggle_thumbnails()
        self._say(worded("Pictures in the list." if is_on else "No pictures in the list."))

    def action_next_picture(self) -> None:
        """The chosen product's next picture."""
        self.query_one(Side).turn(1)

    def action_prior_picture(self) -> None:
        """The picture before."""
        self.query_one(Side).turn(-1)
