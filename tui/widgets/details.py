"""All there is to know of one product; not its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.actions import ACTIONS
from tui.cells import fitted, harmless
from tui.doubting import MARK, doubt
from tui.jumping import Place
from tui.language import language_in_use, worded

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from retrieval.catalogue.product import Product
    from retrieval.search.result import Hit

LABELS = {
    "title_zh": "title in Chinese",
    "description_zh": "in Chinese",
}
MOST_NAME_CELLS = 16  # of what a fact is called, so that the facts stand in a column


class Details(VerticalScroll, can_focus=True):
    """The product under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        action.binding for action in ACTIONS if action.name in ("next_picture", "prior_picture")
    ]
    DEFAULT_CSS = """
    Details { width: 100%; background: $surface; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def compose(self) -> ComposeResult:
        """A page of text."""
        yield Static(id="details-text")

    def jump_places(self) -> list[Place]:
        """To be scrolled by keys."""
        return [Place(self.region.offset, self.focus, "d")]

    def show(self, hit: Hit | None) -> None:
        """Show a hit, or nothing."""
        self.query_one("#details-text", Static).update(described(hit) if hit else Text())
        self.scroll_home(animate=False)


def told_stock(product: Product) -> str:
    """Whether it can be had, nothing when that is unknown."""
    if product.stock is None:
        return ""
    return (
        worded("in stock ({n})", n=product.stock) if product.stock > 0 else worded("out of stock")
    )


def fact_label(name: str) -> str:
    """What an attribute is called, to a person.

    >>> fact_label("heel_height")
    'heel height'
    """
    label = LABELS.get(name, name.replace("_", " "))
    return worded(label)


def _description(product: Product) -> tuple[str, list[tuple[str, str]]]:
    """The one in the interface's language where there is one, and the other facts by their name."""
    facts = product.facts()
    own = facts.pop(f"description_{language_in_use()}", "")
    if own and product.description:
        facts["description"] = product.description
    return own or product.description, sorted(facts.items())


def described(hit: Hit) -> Text:
    """A product in lines: title, price and stock, description, attributes, why it matched."""
    from assistant.cli.table import format_price

    product = hit.product
    text = Text(harmless(product.title), style="bold")
    text.append(f"\n{format_price(product)}   {told_stock(product)}\n", style="not bold")
    lines = [("id", product.id), ("category", product.category), ("brand", product.brand)]
    lines += [("rating", f"{product.rating:g}" if product.rating is not None else "")]
    description, others = _description(product)
    lines += others
    lines += [("link", product.url)]
    if description:
        text.append(f"\n{harmless(description)}\n", style="not bold")
    facts = [(harmless(fact_label(name)), harmless(value)) for name, value in lines if value]
    name_cells = min(MOST_NAME_CELLS, max(cell_len(name) for name, _ in facts))
    for name, value in facts:
        text.append(f"\n{fitted(name, name_cells)}  ", style="not bold dim")
        text.append(value, style="not bold")
    matched = worded("match  {probability:.0%}", probability=hit.probability)
    text.append(f"\n\n{matched}", style="not bold")
    if hit.why.suspicion is not None:
        text.append(f"\n{MARK} {harmless(doubt(hit.why.suspicion))}", style="not bold")
    for part in hit.why.parts:
        text.append(f"\n{harmless(part.name)}  cosine {part.cosine:.2f}", style="not bold dim")
    return text
