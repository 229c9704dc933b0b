"""Places on the screen that one letter leads to, and which letter; not how they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.errors import NoWidget
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen

# The home row first; c, d, n, p and t are some places' own, and mean nothing else without those.
LETTERS = "asfghjklqweruiyzxvbmo" + "ASDFGHJKLQWERTYUIOPZXCVBNM"


@dataclass(frozen=True)
class Place:
    """at: its first cell on the screen. go: focuses or clicks it. letter: its own, "" for any."""

    at: Offset
    go: Callable[[], object]
    letter: str = ""


@runtime_checkable
class Jumpable(Protocol):
    """A widget that one can jump to."""

    def jump_places(self) -> Iterable[Place]:
        """Its places, one for each thing that can be focused or clicked."""
        ...


def places_on(screen: Screen[Any]) -> list[Place]:
    """Those that can be seen, from the top down."""
    places = []
    for widget in screen.walk_children(Widget):
        if isinstance(widget, Jumpable) and not widget.disabled:
            try:
                visible = screen.find_widget(widget).visible_region
            except NoWidget:  # hidden
                continue
            places += [place for place in widget.jump_places() if visible.contains_point(place.at)]
    return sorted(places, key=lambda place: (place.at.y, place.at.x))


def lettered(places: Iterable[Place]) -> dict[str, Place]:
    """Each under a letter: its own where that is free; as many as there are letters."""
    found: dict[str, Place] = {}
    others = []
    for place in places:
        if place.letter and place.letter not in found:
            found[place.letter] = place
        else:
            others.append(place)
    free = (letter for letter in LETTERS if letter not in found)
    return {**found, **dict(zip(free, others, strict=False))}
