"""The desk as it is now, kept in a file after every change; no screen here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tui.customers import Customer, Desk
from tui.keeping import Keeping
from tui.kept import from_json, to_json
from tui.language import worded
from tui.wish import Conversation


class KeptDesk:
    """Nothing is written before what was kept is read and taken, or it would be lost.

    path: of the file, None to keep nothing. restored: told the earlier desk, from another thread.
    tell: told in one sentence what went wrong, from another thread.
    """

    def __init__(
        self, path: Path | None, restored: Callable[[Desk], None], tell: Callable[[str], None]
    ) -> None:
        self._restored, self._tell = restored, tell
        self._keeping = None if path is None else Keeping(path, self._read, tell)
        self._may_keep = False
        self.now = Desk()

    @property
    def customer(self) -> Customer:
        """The one on show."""
        return self.now.current

    @property
    def conversation(self) -> Conversation:
        """Of the customer on show."""
        return self.customer.conversation

    def start(self) -> None:
        """Begin to read what was kept."""
        if self._keeping is not None:
            self._keeping.start()

    def close(self) -> None:
        """Write what is not written yet."""
        if self._keeping is not None:
            self._keeping.close()

    def put(self, desk: Desk) -> None:
        """Another desk from now on."""
        self.now = desk
        if self._keeping is not None and self._may_keep:
            self._keeping.keep(partial(to_json, desk))

    def change(self, at: int | None = None, **changes: Any) -> None:
        """Change fields of the customer on show, or of another one."""
        customer = self.now.customers[self.now.at if at is None else at]
        self.put(self.now.changed(replace(customer, **changes), at))

    def joined(self, earlier: Desk) -> Desk:
        """What was kept, together with what was begun since; from here on changes are kept."""
        self._may_keep = True
        return self.now.joined(earlier)

    def _read(self, text: str) -> None:
        desk = Desk()
        if text and self._keeping is not None:
            try:
                desk = from_json(text)
            except ValueError as error:
                aside = self._keeping.put_aside()
                wrong = "The kept conversations make no sense ({cause}): see {aside}."
                self._tell(worded(wrong, cause=error, aside=aside))
        self._restored(desk)
