"""Fixtures of the assistant's tests: speech commands by name, and a recogniser with a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from assistant.cli.main import COMMANDS
from tests.assistant.scripted import Heard, ScriptedRecognizer

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

        monkeypatch.setattr("speech.recognizer.load.load_recognizer", load)
        monkeypatch.setattr("speech.load_recognizer", load, raising=False)
        return recognizer

    return install
