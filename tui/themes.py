"""The app's colours: light, dark and high contrast; every pair of text at least 4.5 to 1."""

from __future__ import annotations

from textual.theme import Theme


def _scrollbars(ground: str) -> dict[str, str]:
    """No stripe beside a list: only what can be moved is seen."""
    states = ("", "-hover", "-active")
    grounds = {f"scrollbar-background{state}": ground for state in states}
    return {**grounds, "scrollbar-corner-color": ground}


DARK = Theme(
    name="vitrine-dark",
    primary="#7fb4ff",
    secondary="#9ad1b5",
    accent="#ffc36b",
    foreground="#e6e8ec",
    background="#14161a",
    variables=_scrollbars("#14161a"),
    surface="#1b1e24",
    panel="#252a33",
    success="#7fd39a",
    warning="#ffc36b",
    error="#ff8f8f",
    dark=True,
)
LIGHT = Theme(
    name="vitrine-light",
    primary="#0b4fa8",
    secondary="#0f6044",
    accent="#8a4b00",
    foreground="#1b1e24",
    background="#fbfbfa",
    variables=_scrollbars("#fbfbfa"),
    surface="#f2f2ef",
    panel="#e4e5e0",
    success="#0f6044",
    warning="#8a4b00",
    error="#a31515",
    dark=False,
)
HIGH_CONTRAST = Theme(
    name="vitrine-high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    variables=_scrollbars("#000000"),
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff7f",
    warning="#ffff00",
    error="#ff9d9d",
    dark=True,
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)
