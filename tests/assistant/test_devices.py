"""`vitrine devices` over a sound system that is written down at the sounddevice boundary."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from assistant.cli.main import run
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio


@pytest.fixture
def sound_system(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    fake = FakePortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)  # type: ignore[arg-type]
    return fake


def test_microphones_are_listed_with_name_rate_and_default(
    sound_system: FakePortAudio, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    sound_system.plug(Device("Webcam", 2, 44_100.0), Device("Head\x1bset"))
    sound_system.default = "Webcam"
    assert run(["devices"]) == 0
    shown = capsys.readouterr().out
    assert "* Webcam  (44,100 Hz, 2 channels)" in shown
    assert "\x1b" not in shown


def test_microphones_are_json_for_scripts(
    sound_system: FakePortAudio, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    sound_system.plug(Device("Webcam", 2, 44_100.0))
    assert run(["devices", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 1
    assert [device["name"] for device in told["devices"]] == ["Webcam"]


def test_no_microphone_is_told(
    sound_system: FakePortAudio, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["devices"]) == 0
    assert "no microphone" in capsys.readouterr().out


def test_a_sound_system_that_is_down_is_one_sentence(
    sound_system: FakePortAudio, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    sound_system.is_down = True
    assert run(["devices"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
