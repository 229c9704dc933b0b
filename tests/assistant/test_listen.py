"""`vitrine listen` from key to key, with a sound system that is written down at its boundary."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.main import run
from tests.assistant.microphone import (
    Keyboard,
    at_stream,
    deliver,
    said,
    spoken_then_silent,
    terminal,
    until,
)
from tests.speech.microphone.fake_portaudio import FakePortAudio, InputStream


def press_later(keyboard: Keyboard) -> None:
    time.sleep(0.3)  # so that what was delivered is read before the key
    keyboard.press_enter()


def test_toggle_to_talk_answers_what_was_said_between_two_presses(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recognizer = scripted({"": "a long red dress"})
    keyboard.press_enter()

    def play(stream: InputStream) -> None:
        deliver(stream, spoken_then_silent())
        press_later(keyboard)

    player = at_stream(sound_system, play)
    assert run(["listen", "--json"]) == 0
    player.join()
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["category"] == "dress"
    transcript = answer["query"]["transcript"]
    assert transcript["text"] == "a long red dress"
    assert transcript["duration_s"] == pytest.approx(len(spoken_then_silent()) / 16_000, abs=0.1)
    assert recognizer.vocabulary.terms
    assert recognizer.n_best == 3
    assert sound_system.streams[-1].closed


def test_words_show_while_one_speaks_settled_ones_bright_and_others_dim(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    keyboard.press_enter()
    seen = terminal(monkeypatch)
    shown_before_the_key: list[str] = []

    def play(stream: InputStream) -> None:
        end_s = time.monotonic() + 60
        while "dress" not in seen.getvalue() and time.monotonic() < end_s:
            deliver(stream, said(), pause_s=0.03)
        shown_before_the_key.append(seen.getvalue())
        keyboard.press_enter()

    player = at_stream(sound_system, play)
    assert run(["listen"]) == 0
    player.join()
    (shown,) = shown_before_the_key
    assert re.search(r" (a|a long|a long red)\x1b\[2;3m (long|red|dress)", shown)
    assert "█" in shown
    assert seen.getvalue().endswith("\x1b[2K")  # the line is gone
    assert "dress" in capsys.readouterr().out


def test_a_microphone_that_goes_away_while_talking_costs_nothing_that_was_said(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    keyboard.press_enter()

    def play(stream: InputStream) -> None:
        deliver(stream, said())
        stream.unplug()

    player = at_stream(sound_system, play)
    assert run(["listen", "--json"]) == 0
    player.join()
    streams = capsys.readouterr()
    answer = json.loads(streams.out)
    assert answer["hits"]
    assert answer["query"]["transcript"]["duration_s"] == pytest.approx(len(said()) / 16_000)
    assert "Note: Microphone Headset went away" in streams.err


@pytest.mark.parametrize("flags", [[], ["--hands-free"]])
def test_a_microphone_that_goes_away_before_a_word_is_one_sentence(
    flags: list[str],
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    keyboard.press_enter()
    player = at_stream(sound_system, lambda stream: stream.unplug())
    assert run(["listen", *flags]) == 2
    player.join()
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.splitlines()[-1].startswith("vitrine: Microphone Headset delivers no sound")


def test_repeated_a_key_pressed_for_the_lost_microphone_starts_the_next_recording(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    keyboard.press_enter()

    def unplugged(stream: InputStream) -> None:
        deliver(stream, said())
        stream.unplug()
        until(lambda: stream.closed)
        press_later(keyboard)  # once: the recording before does not take it

    def second(stream: InputStream) -> None:
        deliver(stream, said())
        press_later(keyboard)
        keyboard.end()

    player = at_stream(sound_system, unplugged, second)
    assert run(["listen", "--json", "--repeat"]) == 130  # at the end of standard input
    player.join()
    streams = capsys.readouterr()
    assert [bool(json.loads(line)["hits"]) for line in streams.out.splitlines()] == [True, True]
    assert streams.err.endswith("Press Enter to talk (Headset).\nStopped.\n")


def test_a_recording_that_is_never_ended_ends_at_the_longest_duration_and_says_so(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("assistant.hearing.MAX_RECORDING_S", 2.0)
    scripted({"": "a long red dress"})
    keyboard.press_enter()

    def play(stream: InputStream) -> None:
        while not stream.closed:
            deliver(stream, said())

    player = at_stream(sound_system, play)
    assert run(["listen", "--json"]) == 0
    player.join()
    streams = capsys.readouterr()
    assert "Note: The recording was ended after 2 seconds." in streams.err
    heard_s = json.loads(streams.out)["query"]["transcript"]["duration_s"]
    assert 1.0 <= heard_s <= 2.0


def test_nothing_said_between_two_presses_is_answered_with_no_product(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    keyboard.press_enter()
    keyboard.press_enter()
    assert run(["listen", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"] == []
    assert answer["notices"] == ["Nobody speaks in the 0.0 seconds of sound."]


def test_no_microphone_of_that_name_is_told_before_anything_is_loaded(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({})
    assert run(["listen", "--device", "Studio"]) == 2
    assert "Headset" in capsys.readouterr().err
