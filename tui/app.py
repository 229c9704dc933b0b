"""The whole app: what is done with products and with the app itself, on top of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.answering import LookedUp
from tui.asking_app import AppEvent
from tui.catalogue_screen import CatalogueScreen
from tui.errand import Done, ErrandTold
from tui.filter_screen import FilterScreen
from tui.jump_screen import JumpScreen
from tui.jumping import lettered, places_on
from tui.language import worded
from tui.models_screen import ModelsScreen
from tui.pictures_app import PicturesApp
from tui.themes import THEMES
from tui.widgets.bought_together import BoughtTogether
from tui.widgets.narrow_line import NarrowLine
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results
from tui.widgets.side import Side
from tui.wish import Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.catalogue.product import Product
    from tui.jumping import Place


class VitrineApp(PicturesApp):
    """Ask at the bottom, see the products above."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One cannot go to what is bought together where there is nothing."""
        if action == "bought_together":
            return bool(self.query_one(Side).together)
        return super().check_action(action, parameters)

    async def _take(self, event: AppEvent) -> None:
        if not isinstance(event, LookedUp):
            await super()._take(event)
        elif (product := self._chosen) is not None and product.id == event.product_id:
            key = self.told_key("bought_together")
            self.query_one(Side).show_together(event.together, key)

    def on_results_chosen(self, event: Results.Chosen) -> None:
        """Details and picture follow the cursor."""
        self.query_one(Side).show(event.hit)
        if event.hit is not None:
            self._answering.look_up(event.hit.product)

    @property
    def _chosen(self) -> Product | None:
        """The product under the cursor."""
        chosen = self.query_one(Results).chosen
        return None if chosen is None else chosen.product

    async def action_similar(self) -> None:
        """What is like the chosen product."""
        product = self._chosen
        if product is not None:
            await self._take_turn(Wish().with_part("like", product.id, product.title))

    async def action_bought_together(self) -> None:
        """What is bought together with the chosen product."""
        product, together = self._chosen, self.query_one(Side).together
        if product is not None and together:
            await self._go_to(together, worded("bought with {title}", title=product.title))

    async def on_bought_together_picked(self, event: BoughtTogether.Picked) -> None:
        """One of them."""
        await self._go_to((event.product,), event.product.title or event.product.id)

    async def _go_to(self, products: Sequence[Product], shown: str) -> None:
        """Products themselves, and nothing else."""
        from retrieval.search.filters import among_ids  # not before the first paint

        wanted = among_ids(product.id for product in products)
        await self._take_turn(Wish().with_part("filter", wanted, shown))

    async def action_good(self) -> None:
        """The chosen product is what is wanted."""
        await self._mark("good")

    async def action_bad(self) -> None:
        """The chosen product is not what is wanted."""
        await self._mark("bad")

    async def _mark(self, kind: str) -> None:
        product = self._chosen
        if product is not None:
            await self._take_turn(self._asked.marked(kind, product.id, product.title))
            self.query_one(Prompt).emptied()  # what was typed is a part now

    def action_narrow(self) -> None:
        """Ask for words that the results must hold."""
        self.query_one(NarrowLine).ask()

    def on_narrow_line_narrowed(self, event: NarrowLine.Narrowed) -> None:
        """Show those that hold them; a line of the log for every letter would be too much."""
        results = self.query_one(Results)
        results.narrow(event.words)
        n_shown, n_found, words = len(results.hits), results.n_found, event.words.strip()
        held = "{shown} of the {found} shown hold {words}"
        self._show_said(
            worded(held, shown=n_shown, found=n_found, words=words)
            if words
            else worded("{found} shown", found=n_found)
        )

    def on_narrow_line_left(self) -> None:
        """On to the results."""
        self.query_one(Results).focus()

    def action_copy_id(self) -> None:
        """The chosen product's id to the clipboard."""
        product = self._chosen
        if product is not None:
            self._copier.copy(product.id, product.id)

    def action_copy_link(self) -> None:
        """The chosen product's link to the clipboard."""
        product = self._chosen
        if product is not None:
            self._copier.copy_link(product)

    def action_reply(self) -> None:
        """A saved reply about the chosen product to the clipboard."""
        product = self._chosen
        if product is not None:
            self._copier.choose_reply(product)

    def action_filter(self) -> None:
        """Ask for a filter; it narrows what is on show."""

        async def take(written: str | None) -> None:
            if written:
                wish = self._desk.conversation.wish.with_part("filter", written, written)
                await self._take_turn(wish)

        self.push_screen(FilterScreen(), take)

    def action_jump(self) -> None:
        """A letter on every place; the one pressed is gone to."""

        def go(place: Place | None) -> None:
            if place is not None:
                place.go()

        places = lettered(places_on(self.screen_stack[0]))
        self.push_screen(JumpScreen(places, self.size), go)

    def action_catalogue(self) -> None:
        """See what the store holds, and add to it."""
        self.push_screen(CatalogueScreen(self._errands))

    def action_models(self) -> None:
        """Choose models, device and microphone."""
        self.push_screen(ModelsScreen(self._errands))

    def action_log(self) -> None:
        """What happened since the start."""
        from tui.log_screen import LogScreen  # not before the first paint

        self.push_screen(LogScreen(self.run_log))

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, and round again."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def on_errand_told(self, message: ErrandTold) -> None:
        """What goes on behind stands in the heading, and on the screen that began it."""
        self._show_heading()
        errand, event = message.errand, message.event
        if len(self.screen_stack) > 1:
            self.screen.post_message(ErrandTold(errand, event))
        if self._is_store_missing and errand is self._errands.adding and isinstance(event, Done):
            self._is_store_missing = False
            self._answering.make_samples()  # there is a store now: it is opened, not made
