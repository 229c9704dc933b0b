"""`vitrine listen` with a sound system that is written down at the sounddevice boundary."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.cli.main import run
from samples.clips import AUDIO_DIR
from speech.audio.decode import decode_audio
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio

SAID = AUDIO_DIR / "a-long-red-dress-awb.opus"


class Keyboard:
    """Standard input on which Enter is pressed when the test says so."""

    def __init__(self) -> None:
        self._pressed = threading.Semaphore(0)

    def press_enter(self) -> None:
        self._pressed.release()

    def readline(self) -> str:
        self._pressed.acquire()
        return "\n"


@pytest.fixture
def sound_system(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    fake = FakePortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)  # type: ignore[arg-type]
    fake.plug(Device("Headset", 1, 16_000.0))
    return fake


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    keys = Keyboard()
    monkeypatch.setattr("sys.stdin", keys)
    return keys


def speak(system: FakePortAudio, samples: Any, then: Callable[[Any], None]) -> threading.Thread:
    """Delivers sound to the first stream that opens, as a driver's thread does."""

    def play() -> None:
        until = time.monotonic() + 60
        while not (system.streams and system.streams[-1].active) and time.monotonic() < until:
            time.sleep(0.01)
        stream = system.streams[-1]
        for start in range(0, len(samples), 1600):
            stream.deliver(samples[start : start + 1600])
            time.sleep(0.002)
        then(stream)

    thread = threading.Thread(target=play)
    thread.start()
    return thread


def spoken_then_silent() -> Any:
    said = decode_audio(SAID).samples
    return np.concatenate((said, np.zeros(32_000, np.float32)))


def test_toggle_to_talk_answers_what_was_said_between_two_presses(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recognizer = scripted({"": "a long red dress"})
    keyboard.press_enter()
    player = speak(sound_system, spoken_then_silent(), lambda stream: finish(keyboard))
    assert run(["listen", "--json"]) == 0
    player.join()
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["category"] == "dress"
    transcript = answer["query"]["transcript"]
    assert transcript["duration_s"] == pytest.approx(len(spoken_then_silent()) / 16_000, abs=0.1)
    assert recognizer.vocabulary.terms
    assert sound_system.streams[-1].closed


def finish(keyboard: Keyboard) -> None:
    time.sleep(0.3)  # so that what was delivered is read before the key
    keyboard.press_enter()


def test_hands_free_stops_by_itself_when_the_speaker_stops(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    quiet = np.zeros(16_000, np.float32)
    sound = np.concatenate((quiet, spoken_then_silent()))
    player = speak(sound_system, sound, lambda stream: None)
    assert run(["listen", "--hands-free", "--json"]) == 0
    player.join()
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["category"] == "dress"
    heard_s = answer["query"]["transcript"]["duration_s"]
    assert 1.0 < heard_s < len(sound) / 16_000 - 1.0


def test_a_microphone_that_goes_away_while_talking_costs_nothing_that_was_said(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    keyboard.press_enter()
    player = speak(sound_system, decode_audio(SAID).samples, lambda stream: stream.unplug())
    assert run(["listen", "--json"]) == 0
    player.join()
    keyboard.press_enter()
    streams = capsys.readouterr()
    assert json.loads(streams.out)["hits"]
    assert "went away" in streams.err


def test_no_microphone_of_that_name_is_told_before_anything_is_loaded(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({})
    assert run(["listen", "--device", "Studio"]) == 2
    assert "Headset" in capsys.readouterr().err


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
