"""Beside the results: the chosen product's pictures and all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from tui.language import worded
from tui.pictures.drawn import Wanted
from tui.widgets.bought_together import BoughtTogether
from tui.widgets.details import Details
from tui.widgets.picture import PICTURE_LINES, Picture

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from retrieval.catalogue.product import Product
    from retrieval.search.result import Hit
    from tui.pictures.pictures import Pictures

REST_S = 0.15  # without another choice, before a picture is made
LEAST_COLUMNS = 10
WHOSE = "side"
KEYS = "← →"


class Side(Vertical):
    """Follows the cursor. Of several pictures one is shown, and which one it is told."""

    DEFAULT_CSS = """
    Side #picture-place { height: 1; padding: 0 1; color: $foreground 75%; display: none; }
    Side.several #picture-place { display: block; }
    """

    def __init__(self, pictures: Pictures, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pictures = pictures
        self._resting: Timer | None = None
        self._hit: Hit | None = None
        self._place: int | None = None
        self.together: tuple[Product, ...] = ()

    def compose(self) -> ComposeResult:
        """Picture above, text below, under it what is bought together with the product."""
        yield Picture(id="picture")
        yield Static(id="picture-place", markup=False)
        yield Details(id="details")
        yield BoughtTogether(id="together")

    def show(self, hit: Hit | None) -> None:
        """Show a hit, or nothing."""
        self._hit, self._place = hit, None
        self.query_one(Details).show(hit)
        self.show_together(())
        self.show_picture()

    def show_together(self, products: Sequence[Product], key: str = "") -> None:
        """Show what is bought together with the product. key: that leads there."""
        self.together = tuple(products)
        self.query_one(BoughtTogether).show(products, key)

    @property
    def n_pictures(self) -> int:
        """That can be asked for, 0 where none are shown."""
        return 0 if self._wanted() is None or self._hit is None else len(self._hit.product.images)

    def turn(self, by: int) -> None:
        """So many pictures on, round the ends."""
        wanted = self._wanted()
        if wanted is not None:
            self._place = (self._shown_place(wanted) + by) % len(wanted.images)
            self.show_picture()

    def show_picture(self) -> None:
        """Show the picture in as many cells as there are now, once it is made."""
        wanted = self._wanted()
        drawn = None if wanted is None else self._pictures.find(wanted)
        is_empty = drawn is not None and not drawn.lines
        has_several = self.n_pictures > 1
        self.query_one(Picture).show(drawn, wanted is not None and (has_several or not is_empty))
        self.set_class(has_several, "several")
        if wanted is not None and has_several:
            shown = self._shown_place(wanted) + 1
            place = worded("{number} of {n}", number=shown, n=self.n_pictures)
            told = worded("{place} cannot be shown", place=place) if is_empty else place
            self.query_one("#picture-place", Static).update(f"{told} · {KEYS}")
        if self._resting is not None:
            self._resting.stop()
        self._pictures.want(WHOSE, ())
        if wanted is not None and drawn is None:
            self._resting = self.set_timer(REST_S, self._rested)

    def on_picture_clicked(self, event: Picture.Clicked) -> None:
        """A click goes to the next one."""
        event.stop()
        self.turn(1)

    def picture_told(self, wanted: Wanted) -> None:
        """A picture was made: show it if it is this product's."""
        if wanted == self._wanted():
            self.show_picture()

    def on_resize(self) -> None:
        """There may be more room now, or less."""
        self.show_picture()

    def _rested(self) -> None:
        wanted = self._wanted()
        self._pictures.want(WHOSE, () if wanted is None else (wanted,))

    def _shown_place(self, wanted: Wanted) -> int:
        """Of the picture on show: the first readable while nobody chose one."""
        if self._place is not None:
            return self._place
        drawn = self._pictures.find(wanted)
        return 0 if drawn is None else drawn.place

    def _wanted(self) -> Wanted | None:
        """The picture to show, None where there is none or no room."""
        drawing, hit = self._pictures.drawing, self._hit
        if hit is None or drawing is None or not hit.product.images or not self.size.width:
            return None
        columns = max(LEAST_COLUMNS, self.size.width - 2)
        return Wanted(tuple(hit.product.images), columns, PICTURE_LINES, drawing, self._place)
