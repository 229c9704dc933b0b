"""All there is to know of one product; its pictures and similar products are not here yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.cells import harmless
from tui.jumping import Place

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from retrieval.search.result import Hit


class Details(VerticalScroll, can_focus=True):
    """The product under the cursor."""

    DEFAULT_CSS = """
    Details { background: $surface; padding: 0 1; }
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


def described(hit: Hit) -> Text:
    """A product in lines: title, price and stock, description, attributes, why it matched."""
    from assistant.cli.table import format_price, format_stock

    product = hit.product
    text = Text(harmless(product.title), style="bold")
    text.append(f"\n{format_price(product)}   {format_stock(product)}\n", style="not bold")
    lines = [("id", product.id), ("category", product.category), ("brand", product.brand)]
    lines += [("rating", f"{product.rating:g}" if product.rating is not None else "")]
    lines += sorted(product.attributes.items())
    lines += [("link", product.url)]
    if product.description:
        text.append(f"\n{harmless(product.description)}\n", style="not bold")
    for name, value in lines:
        if value:
            text.append(f"\n{harmless(name)}  ", style="not bold dim")
            text.append(harmless(value), style="not bold")
    text.append(f"\n\nmatch  {hit.probability:.0%}", style="not bold")
    for part in hit.why.parts:
        text.append(f"\n{harmless(part.name)}  cosine {part.cosine:.2f}", style="not bold dim")
    return text
