"""Text on the screen: aligned whatever its script, and harmless whoever wrote it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.cells import fitted, harmless


@given(st.text(max_size=60), st.integers(0, 40))
def test_any_title_takes_exactly_its_cells(text: str, n_cells: int) -> None:
    assert cell_len(fitted(harmless(text), n_cells)) == n_cells


def test_chinese_is_cut_at_whole_characters() -> None:
    assert fitted("红色丝绸长裙", 8) == "红色丝… "
    assert fitted("红裙", 8) == "红裙    "


@given(st.text(max_size=60))
def test_no_title_can_drive_the_terminal(text: str) -> None:
    shown = harmless(f"\x1b[2J{text}\x9b31m\u202e\n")
    assert all(character.isprintable() for character in shown)
