"""Screens whose keys are told in the person's language, whichever widget they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import ActiveBinding
from textual.screen import ModalScreen, Screen, ScreenResultType

from tui.language import worded
from tui.paced import Paced


class WordedScreen(Paced, Screen[None]):
    """The app's own screen."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What the footer and the help show."""
        return _worded(super().active_bindings)


class WordedModal(Paced, ModalScreen[ScreenResultType]):
    """A window over it."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What the footer and the help show."""
        return _worded(super().active_bindings)


def _worded(bindings: Mapping[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    return {
        key: active._replace(
            binding=replace(
                active.binding,
                description=worded(active.binding.description),
                tooltip=worded(active.binding.tooltip),
            ),
            tooltip=worded(active.tooltip),
        )
        for key, active in bindings.items()
    }
