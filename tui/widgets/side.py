"""Beside the results: the chosen product's picture and all that is known of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tui.widgets.details import Details
from tui.widgets.picture import Picture, picture_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from retrieval.search.result import Hit

PICTURE_LINES = 12


class Side(Vertical):
    """Follows the cursor; a picture is decoded on a thread."""

    class Pictured(Message):
        """A picture is decoded, for the product of that id."""

        def __init__(self, product_id: str, strips: list[Strip]) -> None:
            self.product_id, self.strips = product_id, strips
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Picture above, text below."""
        yield Picture(id="picture")
        yield Details(id="details")

    def show(self, hit: Hit | None) -> None:
        """Show a hit, or nothing."""
        self.query_one(Details).show(hit)
        if hit is None or not self.display:
            self._wanted = ""
            self.query_one(Picture).show([])
            return
        self._wanted = hit.product.id
        width = max(10, self.size.width - 2)
        threading.Thread(target=self._decode, args=(hit, width), daemon=True).start()

    def _decode(self, hit: Hit, width: int) -> None:
        strips = picture_of(hit.product, width, PICTURE_LINES)
        self.post_message(self.Pictured(hit.product.id, strips))

    def on_side_pictured(self, message: Pictured) -> None:
        """A picture that is still wanted is shown."""
        message.stop()
        if message.product_id == self._wanted:
            self.query_one(Picture).show(message.strips)
