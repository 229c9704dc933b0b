"""Painting no faster than the terminal reads, so that the event loop waits for none; no drawing.

Textual hands paints to a thread through a queue of 30 and waits for room in it: at 20 kB a second
keys would stand still for seconds, and what is seen would be as old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[Any]
else:
    Base = object  # Textual takes the styles of the first base that is a widget


class Paced(Base):
    """For screens, as their first base."""

    def _on_timer_update(self) -> None:
        """What changed is painted together once the last paint is read; the timer asks again."""
        if not getattr(self.app._driver, "is_behind", False):
            super()._on_timer_update()
