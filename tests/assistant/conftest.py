"""Fixtures of the assistant's tests: a recogniser with a script, a microphone, a keyboard."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from assistant.cli.main import COMMANDS
from tests.assistant.microphone import Keyboard
from tests.assistant.scripted import Heard, ScriptedRecognizer
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio

if TYPE_CHECKING:
    Scripting = Callable[[Mapping[str, Heard]], ScriptedRecognizer]


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Scripting:
    """Makes the command line's speech model one that hears, by file stem, what a test wrote."""
    for name in ("transcribe", "listen", "devices"):
        monkeypatch.setitem(COMMANDS, name, (f"assistant.cli.{name}", ""))

    def install(heard: Mapping[str, Heard]) -> ScriptedRecognizer:
        recognizer = ScriptedRecognizer(heard)

        def load(name: str = "pocket", **options: Any) -> ScriptedRecognizer:
            return recognizer

        # `speech` takes it from there at every use, and so must not get one of its own.
        monkeypatch.setattr("speech.recognizer.load.load_recognizer", load)
        return recognizer

    return install


@pytest.fixture
def sound_system(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    """A PortAudio with one microphone, the Headset."""
    fake = FakePortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)  # type: ignore[arg-type]
    fake.plug(Device("Headset", 1, 16_000.0))
    return fake


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keyboard]:
    """Standard input."""
    keys = Keyboard()
    monkeypatch.setattr("sys.stdin", keys.stdin)
    yield keys
    keys.close()
