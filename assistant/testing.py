"""A pytest plugin for scripted tests of spoken shopping; not for answering people.

Registered as the entry point `vitrine` of pytest, so that a test only names a fixture:

    def test_a_red_dress_is_found_by_voice(hear):
        assert hear("recordings/red-dress.wav").hits[0].product.category == "dress"

Override `vitrine_store`, `vitrine_speech_model` or `vitrine_language` in a conftest.py to test
another shop, model or language. See docs/voice.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from assistant.hearing import SpeechRecognizer
    from assistant.query import Sound

    Hear: TypeAlias = Callable[..., Answer]


@pytest.fixture(scope="session")
def vitrine_store() -> Path:
    """The store that is asked: the default one; the samples' is made when there is none."""
    from assistant.cli.demo import make_sample_store
    from assistant.locations import default_store

    make_sample_store(default_store(), quiet=True)
    return default_store()


@pytest.fixture(scope="session")
def vitrine_speech_model() -> str | SpeechRecognizer:
    """The model that listens: a name, a .pt file, or a loaded recogniser; the settings' unless set.

    Anything with the method `transcribe` of `assistant.hearing.SpeechRecognizer` is a recogniser,
    so a test of what comes after hearing may bring one that hears what it wrote down.
    """
    from assistant.settings import load_settings

    return load_settings()[0].speech_model


@pytest.fixture(scope="session")
def vitrine_language() -> str | None:
    """The language that is spoken, None to detect it."""
    return None


@pytest.fixture(scope="session")
def vitrine_assistant(
    vitrine_store: Path,
    vitrine_speech_model: str | SpeechRecognizer,
    vitrine_language: str | None,
) -> Iterator[Assistant]:
    """One assistant for all tests, its models loaded once."""
    from assistant.assistant import Assistant

    is_name = isinstance(vitrine_speech_model, str | Path)
    with Assistant.open(
        vitrine_store,
        speech_model=str(vitrine_speech_model) if is_name else None,
        recognizer=None if isinstance(vitrine_speech_model, str | Path) else vitrine_speech_model,
        language=vitrine_language,
    ) as assistant:
        yield assistant


@pytest.fixture
def hear(vitrine_assistant: Assistant) -> Hear:
    """Plays a sound through the whole assistant: decode, recognise, understand, search, rank.

    `hear(path_or_bytes_or_waveform, text=..., images=..., filters=..., k=...)` gives the Answer;
    what follows the sound is the rest of the Query.
    """
    from assistant.query import Query

    def play(sound: Sound, **rest: Any) -> Answer:
        return vitrine_assistant.ask(Query(audio=[sound], **rest))

    return play
