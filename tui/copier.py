"""Copies to the person's clipboard and says which way it went; not what is copied."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.copying import copied, local_route
from tui.language import worded
from tui.replies import FILE_NAME, read_replies
from tui.replies_screen import RepliesScreen

if TYPE_CHECKING:
    from textual.app import App

    from retrieval.catalogue.product import Product


class Copier:
    """say: shows one sentence. home: the folder of the saved replies."""

    def __init__(self, app: App[None], say: Callable[[str], None], home: Path | None) -> None:
        self._app, self._say = app, say
        self._replies = (home or Path()) / FILE_NAME

    def copy(self, text: str, name: str) -> None:
        """A text, under the name that the person is told."""
        self._app.copy_to_clipboard(text)  # OSC 52, which also goes through ssh
        self._app.run_worker(self._copy_here(text, name), group="copying", exclusive=True)

    def copy_link(self, product: Product) -> None:
        """A product's link, if it has one."""
        if product.url:
            self.copy(product.url, worded("The link"))
        else:
            self._say(worded("{title} has no link.", title=product.title))

    def choose_reply(self, product: Product) -> None:
        """Open the saved replies about a product; the one chosen is copied."""
        self._app.run_worker(self._choose_reply(product), group="replies", exclusive=True)

    async def _copy_here(self, text: str, name: str) -> None:
        route = local_route(os.environ)
        if route is not None and await asyncio.to_thread(copied, text, route):
            self._say(worded("{name} was copied by {route}.", name=name, route=route.name))
        else:
            self._say(worded("{name} was sent to the terminal's clipboard (OSC 52).", name=name))

    async def _choose_reply(self, product: Product) -> None:
        try:
            replies = await asyncio.to_thread(read_replies, self._replies)
        except OSError as error:
            cause = error.strerror or error
            self._say(worded("{file} cannot be read ({cause}).", file=self._replies, cause=cause))
            return

        def take(reply: str | None) -> None:
            if reply is not None:
                self.copy(reply, worded("The reply"))

        self._app.push_screen(RepliesScreen(replies, product, self._replies), take)
