"""Enter is heard while something else goes on, and nobody waits for it at the program's end."""

from __future__ import annotations

import subprocess
import sys
import threading

import click
import pytest

from assistant.cli.enter_key import EnterKey
from tests.assistant.microphone import Keyboard

LEAVE_AT_ONCE = """
import time
from assistant.cli.enter_key import EnterKey
EnterKey()
time.sleep(0.3)
"""


def test_presses_are_counted_and_the_end_of_input_aborts(keyboard: Keyboard) -> None:
    enter = EnterKey()
    keyboard.press_enter()
    keyboard.press_enter()
    enter.wait()
    enter.wait()
    keyboard.end()
    with pytest.raises(click.Abort):
        enter.wait()


def test_a_press_calls_back_once_and_the_newest_callback_counts(keyboard: Keyboard) -> None:
    enter = EnterKey()
    told: list[str] = []
    is_told = threading.Event()
    enter.on_press(lambda: told.append("old"))
    enter.on_press(lambda: (told.append("new"), is_told.set()))
    keyboard.press_enter()
    assert is_told.wait(10)
    keyboard.press_enter()
    enter.wait()  # nobody is called for it
    assert told == ["new"]


def test_the_end_of_input_calls_back(keyboard: Keyboard) -> None:
    enter = EnterKey()
    is_told = threading.Event()
    enter.on_press(is_told.set)
    keyboard.end()
    assert is_told.wait(10)


def test_a_program_ends_cleanly_while_a_key_is_waited_for() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LEAVE_AT_ONCE], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process:
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
