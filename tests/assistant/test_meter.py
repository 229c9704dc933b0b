"""The level meter's line fits its terminal and shows the newest words."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.cli.meter import BAR_CELLS, LevelMeter, meter_line


@given(st.floats(allow_nan=False), st.text(max_size=60), st.text(max_size=60), st.integers(24, 120))
def test_the_line_fits_whatever_is_said(level: float, said: str, rest: str, width: int) -> None:
    said, rest = (" ".join(filter(str.isprintable, text)) for text in (said, rest))
    assert meter_line(level, said, rest, width).cell_len <= width


def test_louder_is_longer_and_the_newest_words_show() -> None:
    bars = [meter_line(level, "", "", 80).plain.count("█") for level in (-90.0, -40.0, -20.0, 0.0)]
    assert bars == sorted(bars)
    assert (bars[0], bars[-1]) == (0, BAR_CELLS)
    assert meter_line(-20, "a long red", " dress", 30).plain.endswith("dress")


def test_a_pipe_gets_no_meter() -> None:
    out = io.StringIO()
    with LevelMeter(Console(file=out)) as meter:
        meter.level(-20.0)
        meter.words("a", "b")
    assert out.getvalue() == ""


def test_a_terminal_is_left_clean() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=60)
    with LevelMeter(console) as meter:
        meter.words("a long", " red dress")
    assert "a long" in out.getvalue()
    assert out.getvalue().rstrip().endswith("\x1b[2K")


def test_the_words_of_a_model_cannot_drive_the_terminal() -> None:
    out = io.StringIO()
    with LevelMeter(Console(file=out, force_terminal=True, width=60)) as meter:
        meter.words("a\x1b[5m", "")
        meter.tell("Microphone \x1b[2J went away.")
    assert "\x1b[5m" not in out.getvalue()
    assert "\x1b[2J" not in out.getvalue()
    assert "went away.\n" in out.getvalue()


def test_a_closed_microphone_has_an_empty_bar_and_keeps_its_words() -> None:
    line = meter_line(-3.0, "a long", " red dress", 80, is_open=False).plain
    assert line == "○ " + "░" * BAR_CELLS + " a long red dress"


def test_a_notice_is_not_broken_into_lines_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    with LevelMeter(Console(file=out, width=40)) as meter:
        meter.tell("x" * 30 + " " + "y" * 30)
    assert out.getvalue().count("\n") == 1
