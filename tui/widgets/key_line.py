"""The keys at the bottom: help first, quitting last, none of them cut; not what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

FIRST, LAST = "app.show_help_panel", "app.quit"
SPACES = 3  # before, within and after a key


class KeyLine(Footer):
    """Textual's footer, which shows as many keys as fit whole, made anew only for other keys."""

    _made_of: tuple[object, ...] = ()

    async def recompose(self) -> None:
        """Every turn of a conversation asks for this, and few of them change the keys."""
        if not self.is_attached:
            return
        bindings = self.screen.active_bindings.values()
        keys = [(active.binding, active.enabled, active.tooltip) for active in bindings]
        made_of = (self._bindings_ready, self.size.width, keys)
        if made_of != self._made_of:
            self._made_of = made_of
            await super().recompose()

    def compose(self) -> ComposeResult:
        """The palette's at the right, the others from the left as long as there is room."""
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        for key in keys:
            if key._reactive_connect:  # by which the footer would keep it after it is gone
                key._reactive_connect = None
                key.set_reactive(FooterKey.compact, self.compact)
        palette = [key for key in keys if key.has_class("-command-palette")]
        left = self.size.width - sum(cells_of(key) + 1 for key in palette)  # and its border
        others = [key for key in keys if key not in palette]
        others.sort(key=lambda key: (key.action == LAST) - (key.action == FIRST))
        for key in others:
            left -= cells_of(key)
            if left < 0:
                break
            yield key
        yield from palette

    def on_resize(self, event: events.Resize) -> None:
        """There may be room for more keys now, or for fewer."""
        self.call_after_refresh(self.recompose)


def cells_of(key: FooterKey) -> int:
    """How wide it is drawn."""
    return cell_len(key.key_display) + cell_len(key.description) + SPACES
