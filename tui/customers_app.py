"""The agent's customers: tabs, notes, exports, and what comes back at the next start."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from tui.asking_app import AppEvent, Restored
from tui.customers import Desk
from tui.exporting import export
from tui.language import worded
from tui.notes_screen import NotesScreen
from tui.talking_app import TalkingApp
from tui.widgets.customer_tabs import CustomerTab, CustomerTabs
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results
from tui.wish import Wish


class CustomersApp(TalkingApp):
    """Serves several customers at once."""

    async def _take(self, event: AppEvent) -> None:
        if isinstance(event, Restored):
            await self._take_restored(event.desk)
        else:
            await super()._take(event)

    async def action_new_customer(self) -> None:
        """A tab for one more customer."""
        await self._show_desk(self._desk.now.opened())
        self.query_one(Prompt).focus()

    async def action_next_customer(self) -> None:
        """The next tab."""
        await self._show_desk(self._desk.now.shown(self._desk.now.at + 1))

    async def action_prior_customer(self) -> None:
        """The tab before."""
        await self._show_desk(self._desk.now.shown(self._desk.now.at - 1))

    async def action_close_customer(self) -> None:
        """The tab on show is gone."""
        if self._talking is not None and self._talking_at == self._desk.now.at:
            self.action_clear()
        if self._talking_at > self._desk.now.at:
            self._talking_at -= 1
        await self._show_desk(self._desk.now.closed())

    async def on_customer_tab_picked(self, event: CustomerTab.Picked) -> None:
        """A click shows a tab."""
        await self._show_desk(self._desk.now.shown(event.index))

    def action_notes(self) -> None:
        """Ask for the customer's name and notes."""
        at = self._desk.now.at

        def take(written: tuple[str, str] | None) -> None:
            if written is not None and at < len(self._desk.now.customers):
                self._change(at, name=written[0], notes=written[1])

        self.push_screen(NotesScreen(self._desk.customer), take)

    def action_export(self) -> None:
        """This conversation as files."""
        self.run_worker(self._export())

    async def _export(self) -> None:
        folder = (self._home or Path()) / "exports"
        hits = self.query_one(Results).hits
        try:
            stem = await asyncio.to_thread(
                export, self._desk.customer, hits, folder, datetime.now().astimezone()
            )
        except OSError as error:
            cause = error.strerror or error
            self._say(
                worded("Nothing can be written to {folder} ({cause}).", folder=folder, cause=cause)
            )
            return
        self._say(worded("Written: {stem}.md and .json", stem=stem))

    async def _show_desk(self, desk: Desk) -> None:
        """Show a desk's customer as it was left."""
        self._desk.put(desk)
        self._asked = Wish()
        prompt = self.query_one(Prompt)
        prompt.emptied()
        prompt.value = self._desk.customer.draft
        prompt.cursor_position = len(prompt.value)
        self.query_one(Results).show(())
        self._say("")
        self.query_one(CustomerTabs).show(self._desk.now)
        await self._show_wish()

    async def _take_restored(self, earlier: Desk) -> None:
        desk = self._desk.joined(earlier)
        if desk != self._desk.now:
            await self._show_desk(desk)
