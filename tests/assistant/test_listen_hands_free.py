"""`vitrine listen --hands-free`, with a sound system that is written down at its boundary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.cli.main import run
from tests.assistant.microphone import (
    at_stream,
    deliver,
    said,
    silence,
    spoken_then_silent,
    terminal,
    until,
)
from tests.speech.microphone.fake_portaudio import FakePortAudio, InputStream


def test_hands_free_stops_by_itself_when_the_speaker_stops(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    sound = np.concatenate((silence(1.0), spoken_then_silent()))
    player = at_stream(sound_system, lambda stream: deliver(stream, sound))
    assert run(["listen", "--hands-free", "--json"]) == 0
    player.join()
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["category"] == "dress"
    heard_s = answer["query"]["transcript"]["duration_s"]
    assert 1.0 < heard_s < len(sound) / 16_000 - 1.0


def test_hands_free_an_utterance_without_words_is_told_and_the_next_one_answered(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recognizer = scripted({"": ""})
    seen = terminal(monkeypatch)

    def play(stream: InputStream) -> None:
        deliver(stream, spoken_then_silent())
        until(lambda: "no words in that" in seen.getvalue())
        recognizer.heard[""] = "a long red dress"
        deliver(stream, spoken_then_silent())

    player = at_stream(sound_system, play)
    assert run(["listen", "--hands-free"]) == 0
    player.join()
    assert "dress" in capsys.readouterr().out


def test_hands_free_a_microphone_that_goes_away_mid_word_costs_nothing_either(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})

    def play(stream: InputStream) -> None:
        deliver(stream, said()[:16_000])
        stream.unplug()

    player = at_stream(sound_system, play)
    assert run(["listen", "--hands-free", "--json"]) == 0
    player.join()
    streams = capsys.readouterr()
    assert json.loads(streams.out)["hits"]
    assert "went away" in streams.err


def test_json_draws_nothing_and_still_tells_when_to_speak(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    seen = terminal(monkeypatch)
    player = at_stream(sound_system, lambda stream: deliver(stream, spoken_then_silent()))
    assert run(["listen", "--hands-free", "--json"]) == 0
    player.join()
    assert json.loads(capsys.readouterr().out)["hits"]
    shown = seen.getvalue()
    assert shown.startswith("Listening (Headset); say what you are looking for.\n")
    assert "\x1b" not in shown and "░" not in shown


def test_ctrl_c_ends_it_cleanly(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({})

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("speech.microphone.microphone.Microphone.read", interrupted)
    assert run(["listen", "--hands-free"]) == 130
    assert capsys.readouterr().err.endswith("Stopped.\n")
    assert sound_system.streams[-1].closed
