"""What is bought together with the chosen product, a line each; not where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from tui.cells import fitted, harmless
from tui.jumping import Place
from tui.language import worded
from tui.widgets.results import PRICE_CELLS, price_column

if TYPE_CHECKING:
    from textual import events

    from retrieval.catalogue.product import Product

HEADING_LINES = 1


class BoughtTogether(Widget):
    """A heading and the products by title and price, hidden when there are none."""

    DEFAULT_CSS = """
    BoughtTogether { height: 1; padding: 0 1; display: none; }
    BoughtTogether.filled { display: block; }
    """

    class Picked(Message):
        """A click or a letter wants one of them."""

        def __init__(self, product: Product) -> None:
            self.product = product
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._products: Sequence[Product] = ()
        self._key = ""

    def show(self, products: Sequence[Product], key: str) -> None:
        """Show other products. key: that goes to them all."""
        self._products, self._key = products, key
        self.styles.height = HEADING_LINES + len(products)
        self.set_class(bool(products), "filled")
        self.refresh()

    def render(self) -> Text:
        """The lines; foreign text is text."""
        text = Text(no_wrap=True)
        text.append(worded("Bought together · {key}", key=self._key), style="dim")
        for product in self._products:
            title = fitted(harmless(product.title or product.id), self.size.width - PRICE_CELLS)
            text.append(f"\n{title}{price_column(product)}")
        return text

    def jump_places(self) -> list[Place]:
        """Each of them."""
        corner = self.content_region.offset
        return [
            Place(
                corner + Offset(0, HEADING_LINES + line),
                partial(self.post_message, self.Picked(product)),
            )
            for line, product in enumerate(self._products)
        ]

    def on_click(self, event: events.Click) -> None:
        """A click goes to the one it meets."""
        event.stop()
        line = event.y - HEADING_LINES
        if 0 <= line < len(self._products):
            self.post_message(self.Picked(self._products[line]))
