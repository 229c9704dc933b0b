"""The customers an agent serves at once, a tab each; plain data, no screen and no file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tui.language import worded
from tui.wish import Conversation, Wish


@dataclass(frozen=True)
class Customer:
    """One tab. draft: typed and not asked yet. notes: the agent's own words.

    n_found: products that answered the wish on show, None while it is being asked.
    """

    name: str
    conversation: Conversation = field(default_factory=Conversation)
    is_refining: bool = False
    draft: str = ""
    notes: str = ""
    n_found: int | None = None

    @property
    def is_untouched(self) -> bool:
        """Whether nothing would be lost without it."""
        return not (self.conversation.turns or self.draft.strip() or self.notes.strip())

    @property
    def base(self) -> Wish:
        """What new words are added to."""
        return self.conversation.wish if self.is_refining else Wish()

    @property
    def state(self) -> tuple[str, str]:
        """A mark and a word for it."""
        if self.draft.strip():
            return "✎", worded("draft")
        if self.conversation.wish.is_empty:
            return "○", worded("new")
        if self.n_found is None:
            return "…", worded("asking")
        if not self.n_found:
            return "∅", worded("nothing found")
        return "●", worded("{n} found", n=self.n_found)


@dataclass(frozen=True)
class Desk:
    """All tabs; there is always one, and one of them is on show."""

    customers: tuple[Customer, ...] = field(default_factory=lambda: (_numbered(1),))
    at: int = 0

    @property
    def current(self) -> Customer:
        """The tab on show."""
        return self.customers[self.at]

    def changed(self, customer: Customer, at: int | None = None) -> Desk:
        """With another customer in a place, the one on show when left out."""
        index = self.at if at is None else at
        return replace(
            self, customers=(*self.customers[:index], customer, *self.customers[index + 1 :])
        )

    def shown(self, index: int) -> Desk:
        """With another tab on show, counted round the ends."""
        return replace(self, at=index % len(self.customers))

    def opened(self) -> Desk:
        """With one more customer, who is on show."""
        names = [customer.name for customer in self.customers]
        numbers = [int(number) for name in names for number in re.findall(r"[0-9]{1,9}", name)]
        named = [number for number in numbers if _numbered(number).name in names]
        another = _numbered(max(named, default=0) + 1)
        return Desk((*self.customers, another), len(self.customers))

    def closed(self) -> Desk:
        """Without the customer on show; the last one leaves an empty tab."""
        others = (*self.customers[: self.at], *self.customers[self.at + 1 :])
        return Desk(others, min(self.at, len(others) - 1)) if others else Desk()

    def joined(self, earlier: Desk) -> Desk:
        """The tabs of an earlier desk and, after them, what was begun on this one since."""
        begun = tuple(customer for customer in self.customers if not customer.is_untouched)
        if not begun:
            return earlier
        kept = tuple(one for one in earlier.customers if not one.is_untouched)
        return Desk((*kept, *begun), len(kept))


def _numbered(number: int) -> Customer:
    """A new one, named by a number until the agent knows better."""
    return Customer(worded("Customer {number}", number=number))
