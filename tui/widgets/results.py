"""The list of hits; draws no lines but the visible, so that ten thousand cost no more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.actions import ACTIONS
from tui.cells import fitted, harmless
from tui.jumping import Place

if TYPE_CHECKING:
    from textual import events

    from retrieval.search.result import Hit

LINES_PER_HIT = 2
PRICE_CELLS = 12
BAR_CELLS = 5
PROBABILITY_CELLS = BAR_CELLS + 6
NUMBER_CELLS = 4


class Results(ScrollView, can_focus=True):
    """Hits best first, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "move(-1000000)", "First", show=False),
        Binding("end,G", "move(1000000)", "Last", show=False),
        *(action.binding for action in ACTIONS if action.is_for_hits),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--number",
        "results--title",
        "results--dim",
        "results--price",
        "results--chosen",
    }
    DEFAULT_CSS = """
    Results { background: $background; scrollbar-size-vertical: 1; }
    Results .results--number { color: $foreground 70%; }
    Results .results--title { color: $foreground; text-style: bold; }
    Results .results--dim { color: $foreground 75%; }
    Results .results--price { color: $accent; }
    Results .results--chosen { background: $panel; }
    """

    class Chosen(Message):
        """The cursor stands on another hit, None when there are none."""

        def __init__(self, hit: Hit | None) -> None:
            self.hit = hit
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._found: Sequence[Hit] = ()
        self._hits: Sequence[Hit] = ()
        self._chosen = 0
        self._narrowing = ""

    @property
    def hits(self) -> Sequence[Hit]:
        """Those on show."""
        return self._hits

    @property
    def chosen(self) -> Hit | None:
        """The hit under the cursor."""
        return self._hits[self._chosen] if self._hits else None

    @property
    def n_found(self) -> int:
        """How many there are, narrowed or not."""
        return len(self._found)

    def show(self, hits: Sequence[Hit]) -> None:
        """Show other hits, the first one chosen; narrowed as those before."""
        self._found = hits
        self.narrow(self._narrowing)

    def narrow(self, words: str) -> None:
        """Of what was found show what holds all these words; all of it when there are none."""
        self._narrowing = words
        self._chosen = 0
        hits = self._hits = narrowed(self._found, words)
        self.virtual_size = Size(0, LINES_PER_HIT * len(hits))
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self.post_message(self.Chosen(self.chosen))

    def choose(self, index: int) -> None:
        """Put the cursor on a hit, from 0; past the ends it stays at them."""
        if not self._hits:
            return
        self._chosen = max(0, min(index, len(self._hits) - 1))
        top = LINES_PER_HIT * self._chosen
        self.scroll_to_region(
            Region(0, top, 1, LINES_PER_HIT), animate=False, immediate=True, force=True
        )
        self.refresh()
        self.post_message(self.Chosen(self.chosen))

    def jump_places(self) -> list[Place]:
        """Each hit whose first line can be seen."""
        top, corner = self.scroll_offset.y, self.content_region.offset
        first = -(-top // LINES_PER_HIT)
        last = min(len(self._hits), -(-(top + self.size.height) // LINES_PER_HIT))
        return [
            Place(corner + Offset(0, LINES_PER_HIT * index - top), partial(self._jump_to, index))
            for index in range(first, last)
        ]

    def _jump_to(self, index: int) -> None:
        self.choose(index)
        self.focus()

    def action_move(self, by: int) -> None:
        """So many hits down, or up when below zero."""
        self.choose(self._chosen + by)

    def action_page(self, by: int) -> None:
        """A screenful down or up."""
        self.action_move(by * max(1, self.size.height // LINES_PER_HIT))

    def on_key(self, event: events.Key) -> None:
        """1 to 9 choose among the hits."""
        if event.character and event.character in "123456789":
            event.stop()
            self.choose(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        index = (event.y + self.scroll_offset.y) // LINES_PER_HIT
        if 0 <= index < len(self._hits):
            self.choose(index)

    def render_line(self, y: int) -> Strip:
        """One line of one hit."""
        index, line = divmod(y + self.scroll_offset.y, LINES_PER_HIT)
        width = self.size.width
        if index >= len(self._hits):
            return Strip.blank(width, self.rich_style)
        style = self.rich_style
        if index == self._chosen:
            style += self.get_component_rich_style("results--chosen", partial=True)
        draw = self._first_line if line == 0 else self._second_line
        segments = [Segment(text, style + part) for text, part in draw(index, width)]
        return Strip(segments).adjust_cell_length(width, style)

    def _first_line(self, index: int, width: int) -> list[tuple[str, Style]]:
        hit = self._hits[index]
        style = self._style
        mark = "▸" if index == self._chosen else " "
        number = f"{mark}{index + 1:>{NUMBER_CELLS - 2}} "
        title_cells = width - NUMBER_CELLS - PRICE_CELLS - PROBABILITY_CELLS - 1
        return [
            (number, style("number")),
            (fitted(harmless(hit.product.title), title_cells), style("title")),
            (_price(hit).rjust(PRICE_CELLS), style("price")),
            (f" {_bar(hit.probability)} {hit.probability:4.0%}", style("dim")),
        ]

    def _second_line(self, index: int, width: int) -> list[tuple[str, Style]]:
        return [
            (" " * NUMBER_CELLS, Style.null()),
            (fitted(_facts(self._hits[index]), width - NUMBER_CELLS), self._style("dim")),
        ]

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"results--{part}", partial=True)


def narrowed(hits: Sequence[Hit], words: str) -> Sequence[Hit]:
    """The hits whose title, brand, category, id or attributes hold every word, by its letters."""
    wanted = words.casefold().split()
    if not wanted:
        return hits
    return [hit for hit in hits if all(word in _searched(hit) for word in wanted)]


def _searched(hit: Hit) -> str:
    product = hit.product
    texts = (product.title, product.brand, product.category, product.id)
    return " ".join((*texts, *product.attributes.values())).casefold()


def _price(hit: Hit) -> str:
    from assistant.cli.table import format_price

    return fitted(format_price(hit.product), PRICE_CELLS - 1).strip()


def _bar(probability: float) -> str:
    filled = round(probability * BAR_CELLS)
    return "█" * filled + "░" * (BAR_CELLS - filled)


def _facts(hit: Hit) -> str:
    from assistant.cli.table import format_stock

    product = hit.product
    why = f"matches {', '.join(hit.why.matched_words)}" if hit.why.matched_words else ""
    facts = (product.category, product.brand, format_stock(product), why)
    return " · ".join(harmless(fact) for fact in facts if fact)
