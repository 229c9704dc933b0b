"""Pictures in a real terminal: what it says it can draw is drawn, and it is left as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX's", allow_module_level=True)

from tests.tui.real_terminal import (
    RealTerminal,
    after_leaving,
    assert_as_it_was,
    real_terminal,
    wait_for,
)

RESULTS, QUIT = b"\x02", b"\x11"
ASKED = b"\x1b[>q\x1b[16t\x1b[c"
HALF_BLOCK, PLACEHOLDER = "▀".encode(), "\U0010eeee".encode()
KITTY = b"\x1bP>|kitty(0.35.2)\x1b\\\x1b[6;18;9t\x1b[?62;c"
ITERM2 = b"\x1bP>|iTerm2 3.5.0\x1b\\\x1b[6;18;9t\x1b[?62;4c"
FOOT = b"\x1bP>|foot(1.16.2)\x1b\\\x1b[6;20;10t\x1b[?62;4;22c"
TMUX = b"\x1bP>|tmux 3.4\x1b\\\x1b[6;20;10t\x1b[?1;2;4c"
GRAPHICS = {"kitty": b"\x1b_G", "iterm2": b"\x1b]1337;File=", "sixel": b'q"1;1;'}


@contextmanager
def picture_app(folder: Path, **changed: str) -> Iterator[RealTerminal]:
    """The app, painted, in a terminal that can show all colours."""
    command = [sys.executable, "-m", "tests.tui.picture_app", str(folder)]
    changed = {"VITRINE_HOME": str(folder), "COLORTERM": "truecolor", **changed}
    with real_terminal(command, (120, 36), **changed) as terminal:
        terminal.until("no store yet")
        yield terminal


def shows(terminal: RealTerminal, wanted: bytes) -> None:
    wait_for(lambda: wanted in terminal.shown, lambda: terminal.shown[-1_500:])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(b"", ""), (KITTY, "kitty"), (ITERM2, "iterm2"), (FOOT, "sixel"), (TMUX, "")],
    ids=["silent", "kitty", "iTerm2", "foot", "tmux"],
)
def test_what_a_terminal_says_it_has_is_drawn_and_nothing_else(
    tmp_path: Path, answer: bytes, expected: str
) -> None:
    with picture_app(tmp_path) as terminal:
        shows(terminal, ASKED)
        terminal.type(answer)
        terminal.type(RESULTS)
        shows(terminal, GRAPHICS[expected] if expected else HALF_BLOCK)
        shows(terminal, PLACEHOLDER if expected == "kitty" else HALF_BLOCK)
        terminal.type(b"a red mug")
        terminal.until("a red mug")  # and nothing of the answer before it
        terminal.type(QUIT)
        assert terminal.code() == 0
        assert_as_it_was(terminal)
        assert after_leaving(terminal) == b""
        others = [mark for name, mark in GRAPHICS.items() if name != expected]
        assert not any(mark in terminal.shown for mark in others)
        assert (PLACEHOLDER in terminal.shown) == (expected == "kitty")


def test_an_answer_that_comes_late_and_in_pieces_is_not_typed(tmp_path: Path) -> None:
    with picture_app(tmp_path) as terminal:
        terminal.type(b"late")
        terminal.until("late")
        for at in range(0, len(KITTY), 3):
            terminal.type(KITTY[at : at + 3])
        terminal.type(b"ly")
        terminal.until(" lately ")
        terminal.type(RESULTS)
        shows(terminal, GRAPHICS["kitty"])
        terminal.type(QUIT)
        assert terminal.code() == 0


def test_a_terminal_that_would_show_the_question_is_not_asked(tmp_path: Path) -> None:
    with picture_app(tmp_path, TERM_PROGRAM="Apple_Terminal") as terminal:
        terminal.type(RESULTS)
        shows(terminal, HALF_BLOCK)
        assert b"\x1b[>q" not in terminal.shown
        terminal.type(QUIT)
        assert terminal.code() == 0
