"""Every text can be read: the pairs of colours the app writes with."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.themes import THEMES

LEAST_CONTRAST = 4.5  # WCAG 2.1, AA, text of any size


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_pair_of_text_and_ground_has_contrast(theme: Theme) -> None:
    weak = [
        (text, ground)
        for text in ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
        for ground in ("background", "surface", "panel")
        if _contrast(getattr(theme, text), getattr(theme, ground)) < LEAST_CONTRAST
    ]
    assert not weak


def _contrast(one: str, other: str) -> float:
    """(Y1 + 0.05) / (Y2 + 0.05) of relative luminances (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
