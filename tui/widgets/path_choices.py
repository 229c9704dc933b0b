"""What a half typed path may become, above the prompt; hidden until there is a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.cells import harmless
from tui.jumping import Place
from tui.language import worded

if TYPE_CHECKING:
    from tui.folder_reader import Names


class PathChoices(OptionList):
    """Enter or a click takes one, Escape leaves them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back to the prompt")]
    DEFAULT_CSS = """
    PathChoices, PathChoices:focus { height: auto; max-height: 33vh; border: none; padding: 0 1;
                                     background: $panel; display: none; }
    PathChoices.filled { display: block; }
    """

    class Taken(Message):
        """This name is the one."""

        def __init__(self, name: str) -> None:
            self.name = name
            super().__init__()

    class Left(Message):
        """None of them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: tuple[str, ...] = ()

    def jump_places(self) -> list[Place]:
        """To choose among them."""
        return [Place(self.region.offset, self.focus, "c")]

    def show(self, names: Names) -> None:
        """Show some to choose among; the first of very many."""
        self._names = names.first
        self.clear_options()
        self.add_options(Option(Content(harmless(name))) for name in names.first)
        if n_more := names.n - len(names.first):
            self.add_option(
                Option(worded("and {n:,} more; type on to see them", n=n_more), disabled=True)
            )
        self.highlighted = 0
        self.add_class("filled")

    def close(self) -> bool:
        """Hide them; whether they were on show."""
        if not self.has_class("filled"):
            return False
        self.remove_class("filled")
        return True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click takes it."""
        event.stop()
        self.post_message(self.Taken(self._names[event.option_index]))

    def action_leave(self) -> None:
        """Back to the prompt."""
        self.post_message(self.Left())
