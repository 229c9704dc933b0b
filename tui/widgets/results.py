"""The list of hits; draws no lines but the visible, so that ten thousand cost no more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.actions import ACTIONS
from tui.cells import fitted, harmless
from tui.doubting import MARK
from tui.jumping import Place
from tui.language import worded
from tui.widgets.details import told_stock
from tui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from retrieval.catalogue.product import Product
    from retrieval.search.result import Hit
    from tui.pictures.drawn import Wanted
    from tui.pictures.pictures import Pictures

LINES_PER_HIT = 2
REST_S = 0.15  # without scrolling, before thumbnails are made
TOLD_AFTER_S = 0.05  # the cursor's last move
PRICE_CELLS = 12
BAR_CELLS = 5
PROBABILITY_CELLS = BAR_CELLS + 7  # the bar, the number and a space on each side
NUMBER_CELLS = 4
N_DRAWN_LINES = 400


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
        "results--filled",
        "results--rest",
        "results--chosen",
    }
    DEFAULT_CSS = """
    Results { background: $background; scrollbar-size-vertical: 1; }
    Results .results--number { color: $foreground 70%; }
    Results .results--title { color: $foreground; text-style: bold; }
    Results .results--dim { color: $foreground 75%; }
    Results .results--price { color: $accent; }
    Results .results--filled { color: $primary; }
    Results .results--rest { color: $foreground 40%; }
    Results .results--chosen { background: $panel; }
    """

    class Chosen(Message):
        """The cursor has come to rest on a hit, None when there are none."""

        def __init__(self, hit: Hit | None) -> None:
            self.hit = hit
            super().__init__()

    def __init__(self, pictures: Pictures, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._thumbnails = Thumbnails(pictures)
        self._resting: Timer | None = None
        self._telling: Timer | None = None
        self._found: Sequence[Hit] = ()
        self._hits: Sequence[Hit] = ()
        self._chosen = 0
        self._narrowing = ""
        # Lines of the hits on show: most of those seen after a scroll were seen before it.
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(N_DRAWN_LINES)
        self._ground = Style.null()

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
        self._drawn.clear()
        self.virtual_size = Size(0, self._lines_per_hit * len(hits))
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self._scrolled()
        self._tell_chosen_soon()

    def choose(self, index: int) -> None:
        """Put the cursor on a hit, from 0; past the ends it stays at them."""
        if not self._hits:
            return
        before, top, lines = self._chosen, self.scroll_offset.y, self._lines_per_hit
        self._chosen = max(0, min(index, len(self._hits) - 1))
        self._bring_into_view()
        if self.scroll_offset.y == top:  # else all of it is drawn anyway
            self.refresh_lines(before * lines, lines)
            self.refresh_lines(self._chosen * lines, lines)
        self._tell_chosen_soon()

    def _tell_chosen_soon(self) -> None:
        """What follows the cursor may be long to draw: it must not wait for that to move on."""
        if self._telling is not None:
            self._telling.stop()
        self._telling = self.set_timer(
            TOLD_AFTER_S, lambda: self.post_message(self.Chosen(self.chosen))
        )

    def toggle_thumbnails(self) -> bool:
        """Show them, or not any more; whether they are shown where there is room."""
        self._thumbnails.is_on = not self._thumbnails.is_on
        self.lay_out()
        return self._thumbnails.is_on

    def lay_out(self) -> None:
        """Hits in as many lines as there is room for now, the chosen one in view."""
        self._drawn.clear()
        self.virtual_size = Size(0, self._lines_per_hit * len(self._hits))
        self._bring_into_view()
        self.refresh()
        self._scrolled()

    def picture_told(self, wanted: Wanted) -> None:
        """A thumbnail was made: draw the hits that have it."""
        lines = self._lines_per_hit
        for index in self._visible:
            if self._thumbnails.wanted(self._hits[index], lines) == wanted:
                self.refresh_lines(index * lines, lines)

    def _bring_into_view(self) -> None:
        lines = self._lines_per_hit
        self.scroll_to_region(
            Region(0, lines * self._chosen, 1, lines), animate=False, immediate=True, force=True
        )

    @property
    def _thumbnail_lines(self) -> int:
        return self._thumbnails.lines(self.outer_size)  # with or without a scrollbar

    @property
    def _lines_per_hit(self) -> int:
        return self._thumbnail_lines or LINES_PER_HIT

    @property
    def _visible(self) -> range:
        """The hits of which something is in view."""
        lines, top = self._lines_per_hit, self.scroll_offset.y
        end = -(-(top + self.size.height) // lines)
        return range(top // lines, min(end, len(self._hits)))

    def _scrolled(self) -> None:
        """No thumbnails are made until it rests."""
        self._thumbnails.want((), 0)
        if self._resting is not None:
            self._resting.stop()
        if self._thumbnail_lines:
            self._resting = self.set_timer(REST_S, self._rested)

    def _rested(self) -> None:
        hits = [self._hits[index] for index in self._visible]
        self._thumbnails.want(hits, self._thumbnail_lines)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """By whatever it was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        self._scrolled()

    def on_resize(self) -> None:
        """There may be more room now, or less."""
        self.lay_out()

    def jump_places(self) -> list[Place]:
        """Each hit whose first line can be seen."""
        lines = self._lines_per_hit
        top, corner = self.scroll_offset.y, self.content_region.offset
        first = -(-top // lines)
        last = min(len(self._hits), -(-(top + self.size.height) // lines))
        return [
            Place(corner + Offset(0, lines * index - top), partial(self._jump_to, index))
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
        self.action_move(by * max(1, self.size.height // self._lines_per_hit))

    def on_key(self, event: events.Key) -> None:
        """1 to 9 choose among the hits."""
        if event.character and event.character in "123456789":
            event.stop()
            self.choose(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        index = (event.y + self.scroll_offset.y) // self._lines_per_hit
        if 0 <= index < len(self._hits):
            self.choose(index)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, on a ground that is looked up once for all."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of one hit."""
        index, line = divmod(y + self.scroll_offset.y, self._lines_per_hit)
        width = self.scrollable_content_region.width  # not beneath the scrollbar
        style = self._ground
        if index >= len(self._hits):
            return Strip.blank(width, style)
        is_chosen = index == self._chosen
        picture = self._thumbnails.cells(self._hits[index], line, self._thumbnail_lines)
        drawn_for = (index, line, is_chosen, width, style, tuple(picture))
        strip = self._drawn.get(drawn_for)
        if strip is None:
            strip = self._drawn[drawn_for] = self._draw(index, line, width, style, picture)
        return strip

    def notify_style_update(self) -> None:
        """Other colours: nothing drawn is right any more."""
        self._drawn.clear()
        super().notify_style_update()

    def _draw(
        self, index: int, line: int, width: int, style: Style, picture: Sequence[Segment]
    ) -> Strip:
        is_chosen = index == self._chosen
        if is_chosen:
            style += self.get_component_rich_style("results--chosen", partial=True)
        text_cells = width - NUMBER_CELLS - sum(text.cell_length for text in picture)
        draw = (self._first_line, self._second_line, self._third_line)[line]
        mark = "▸" if is_chosen else " "
        number = f"{mark}{index + 1:>{NUMBER_CELLS - 2}} " if line == 0 else " " * NUMBER_CELLS
        segments = [Segment(number, style + self._style("number"))]
        segments += [Segment(text, style + (part or Style.null())) for text, part, _ in picture]
        segments += [Segment(text, style + part) for text, part in draw(index, text_cells)]
        return Strip(segments).adjust_cell_length(width, style)

    def _first_line(self, index: int, cells: int) -> list[tuple[str, Style]]:
        hit = self._hits[index]
        style = self._style
        title_cells = cells - PRICE_CELLS - PROBABILITY_CELLS
        return [
            (fitted(harmless(hit.product.title), title_cells), style("title")),
            (price_column(hit.product), style("price")),
            (" ", style("dim")),
            *((bar, style(part)) for bar, part in _bar(hit.probability)),
            (f" {hit.probability:4.0%} ", style("dim")),
        ]

    def _second_line(self, index: int, cells: int) -> list[tuple[str, Style]]:
        return [(fitted(_facts(self._hits[index]), cells), self._style("dim"))]

    def _third_line(self, index: int, cells: int) -> list[tuple[str, Style]]:
        description = harmless(self._hits[index].product.description)
        return [(fitted(description, cells), self._style("dim"))]

    def _style(self, part: str) -> Style:
        """Its colour as it is on the list's ground, and nothing of that ground."""
        whole = self.get_component_rich_style(f"results--{part}")
        return Style(color=whole.color, bold=whole.bold)


def narrowed(hits: Sequence[Hit], words: str) -> Sequence[Hit]:
    """The hits whose title, brand, category, id or attributes hold every word, by its letters."""
    wanted = words.casefold().split()
    if not wanted:
        return hits
    return [hit for hit in hits if all(word in _searched(hit) for word in wanted)]


def _searched(hit: Hit) -> str:
    product = hit.product
    texts = (product.title, product.brand, product.category, product.id)
    return " ".join((*texts, *product.facts().values())).casefold()


def price_column(product: Product) -> str:
    """A price as it stands in a list, PRICE_CELLS wide."""
    from assistant.cli.table import format_price

    return fitted(format_price(product), PRICE_CELLS - 1).strip().rjust(PRICE_CELLS)


def _bar(probability: float) -> tuple[tuple[str, str], tuple[str, str]]:
    """How likely, in cells: those that count and the rest, told apart by their shape too."""
    n_filled = round(probability * BAR_CELLS)
    return ("━" * n_filled, "filled"), ("╌" * (BAR_CELLS - n_filled), "rest")


def _facts(hit: Hit) -> str:
    product = hit.product
    words = ", ".join(hit.why.matched_words)
    why = worded("matches {words}", words=words) if words else ""
    doubted = f"{MARK} {worded('doubted')}" if hit.why.suspicion is not None else ""
    facts = (doubted, product.category, product.brand, told_stock(product), why)
    return " · ".join(harmless(fact) for fact in facts if fact)
