"""The terminal is never left garbled: in a real one, however the app ends and whatever it gets."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX's", allow_module_level=True)

from tests.tui.odd_app import CUSTOMER
from tests.tui.odd_bytes import ODD_BYTES
from tests.tui.real_terminal import (
    RealTerminal,
    after_leaving,
    assert_as_it_was,
    real_terminal,
    wait_for,
    words_of,
)

APP = [sys.executable, "-c", "from tui.start import main; main()"]
ODD = [sys.executable, "-m", "tests.tui.odd_app"]
READY = "no store yet"
QUIT, FAIL, FAIL_ELSEWHERE, NOISE, KILL_CHILD, LOG = (
    b"\x11",
    b"\x14",
    b"\x0f",
    b"\x02",
    b"\x0b",
    b"\x0c",
)
TO_THE_START = b"\x1b[1;5H"  # Ctrl+Home


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[RealTerminal]:
    """The odd app, painted, with a customer's words in its prompt."""
    with real_terminal(ODD, (100, 50), VITRINE_HOME=str(tmp_path)) as terminal:
        terminal.until(READY)
        terminal.type(CUSTOMER.encode())
        terminal.until("Lane")
        yield terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_order(odd: RealTerminal, number: signal.Signals) -> None:
    odd.program.send_signal(number)
    assert odd.code() == 128 + number
    assert_as_it_was(odd)
    assert after_leaving(odd) == b""


def test_a_mistake_of_ours_is_one_sentence_without_a_customers_words(
    odd: RealTerminal, tmp_path: Path
) -> None:
    odd.type(FAIL)
    assert odd.code() == 1
    assert_as_it_was(odd)
    told = after_leaving(odd).decode()
    assert len(told.splitlines()) == 1
    assert "mistake in the program" in told
    assert "Traceback" not in told
    assert str(tmp_path / "vitrine.log") in told
    written = (tmp_path / "vitrine.log").read_text()
    assert "ValueError" in written
    assert "action_fail" in written
    for words in (told, written):
        assert "Winterbottom" not in words
        assert "Mill Lane" not in words


def test_the_details_that_cannot_be_written_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "vitrine.log").mkdir()
    with real_terminal(ODD, VITRINE_HOME=str(tmp_path)) as terminal:
        terminal.until(READY)
        terminal.type(FAIL)
        assert terminal.code() == 1
        assert_as_it_was(terminal)
        assert b"could not be written" in after_leaving(terminal)


def test_a_closed_window_ends_it(odd: RealTerminal) -> None:
    odd.hang_up()
    assert odd.program.wait(60) == 128 + signal.SIGHUP


def test_a_closed_window_ends_it_even_where_nohup_stops_the_signal(tmp_path: Path) -> None:
    nohup = ["sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *ODD]
    with real_terminal(nohup, VITRINE_HOME=str(tmp_path)) as terminal:
        terminal.until(READY)
        terminal.program.send_signal(signal.SIGHUP)
        terminal.type(b"still here")
        terminal.until("here")
        terminal.hang_up()
        assert terminal.program.wait(60) == 128 + signal.SIGHUP


def test_enter_twice_in_the_palette_does_not_end_it(odd: RealTerminal) -> None:
    odd.type(b"\x10")
    odd.until("Search for commands")
    odd.type(b"Theme")
    odd.until("Dark, light, high contrast")
    odd.type(b"\r\r\r\r\x1b")
    odd.type(QUIT)
    assert odd.code() == 0
    assert_as_it_was(odd)


def test_noise_and_failing_parts_stay_off_the_screen_and_stand_in_the_log(
    odd: RealTerminal, tmp_path: Path
) -> None:
    odd.type(KILL_CHILD)
    odd.until("The child ended with -9")
    odd.type(NOISE)
    odd.type(FAIL_ELSEWHERE)
    odd.until("A part of")
    wait_for(lambda: (tmp_path / "vitrine.log").exists(), lambda: "no log")
    noises = (
        "ALSA lib",
        "no end of line",
        "child speaks",
        "an old way was used",
        "a record was logged",
        "printed by Python",
    )
    for noise in noises:
        assert noise not in words_of(odd.shown)
    assert "####" not in words_of(odd.shown)
    n_before = len(odd.shown)
    odd.type(LOG)
    odd.until(noises[-1], since=n_before)  # at its end
    odd.type(TO_THE_START)  # a million characters are some screens full, in as many lines as read
    for line in noises:
        odd.until(line, since=n_before)
    odd.type(b"\x1b")
    odd.type(QUIT)
    assert odd.code() == 0
    assert_as_it_was(odd)
    assert after_leaving(odd) == b""


def test_odd_bytes_leave_it_answering(sample_store: Path) -> None:
    some = random.Random(5)
    noise = bytes(some.choice(b"\x1b[<;:0123456789MmuR?$y\x80\xbf\xe2\xf0\xff") for _ in range(400))
    with real_terminal(APP) as terminal:
        terminal.until("692 products")
        terminal.type(b"\x1b[?2048;2$y")  # from here on it is asked for pixels, which must end too
        for odd in (*ODD_BYTES.values(), noise):
            terminal.type(odd)
        terminal.type(b"\x1b[201~" + b"z" * 40)
        for _ in range(2):
            time.sleep(1.0)  # alone, an Escape is a key
            terminal.type(b"\x1b")
        time.sleep(1.0)
        terminal.type(b"long red dress")
        terminal.until("Long Red Silk Dress")
        terminal.program.send_signal(signal.SIGTERM)
        assert terminal.code() == 128 + signal.SIGTERM
        assert_as_it_was(terminal)
        assert after_leaving(terminal) == b""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    heavy = ("torch", "whisper", "transformers", "sounddevice", "av", "onnxruntime", "usearch")
    code = f"""
import sys, tui.opening, tui.terminal, tui.terminal_driver, tui.standard_error
print([name for name in {heavy!r} if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
