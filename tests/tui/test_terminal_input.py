"""Whatever bytes a terminal sends, the next key still arrives."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if sys.platform == "win32":
    pytest.skip("Textual's parser of terminal bytes is POSIX's", allow_module_level=True)

from textual import events
from textual.message import Message

from tests.tui.odd_bytes import ODD_BYTES
from tui.terminal_input import TerminalInput


def keys(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


@pytest.mark.parametrize("odd", ODD_BYTES.values(), ids=ODD_BYTES.keys())
def test_odd_bytes_do_not_stop_what_is_typed_after_them(odd: bytes) -> None:
    terminal = TerminalInput()
    found = terminal.feed(odd)
    assert keys(found + terminal.feed(b"z" * 40))[-1] == "z"
    for message in found:
        if isinstance(message, events.Key):
            (message.character or "").encode()  # no half characters go further
        if isinstance(message, events.Resize):
            assert 0 < message.size.width < 10_000


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=12) | st.sampled_from(list(ODD_BYTES.values())), max_size=8))
def test_any_bytes_do_not_stop_what_is_typed_after_them(pieces: list[bytes]) -> None:
    terminal = TerminalInput()
    for piece in pieces:
        terminal.feed(piece)
        terminal.tick()
    terminal.feed(b"\x1b[201~")  # a paste that was begun
    assert keys(terminal.feed(b"z" * 40))[-1] == "z"


@pytest.mark.parametrize("text", ["红裙子", "é", "👗"])
def test_characters_whose_bytes_come_one_by_one_are_whole(text: str) -> None:
    terminal = TerminalInput()
    found = [message for byte in text.encode() for message in terminal.feed(bytes([byte]))]
    assert [message.character for message in found if isinstance(message, events.Key)] == [*text]


def test_what_is_pasted_with_odd_bytes_in_it_is_one_text() -> None:
    terminal = TerminalInput()
    found = terminal.feed("\x1b[200~a red\x00 dress 红\x1b[201~z".encode())
    assert [message.text for message in found if isinstance(message, events.Paste)] == [
        "a red dress 红"
    ]


def test_the_size_in_pixels_survives_a_broken_sequence() -> None:
    terminal = TerminalInput()
    terminal.feed(b"\x1b[48;24;80;480;800t")
    terminal.feed(b"\x1b[97;1:3u")
    moved = terminal.feed(b"\x1b[<0;101;41M")[-1]
    assert isinstance(moved, events.MouseDown)
    assert (moved.x, moved.y) == (10, 2)
