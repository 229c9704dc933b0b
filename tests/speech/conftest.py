"""Fixtures of the speech tests: a lively sound, and small checkpoints of the true format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.speech.checkpoints import make_random_checkpoint, make_speaking_checkpoint
from tests.speech.waveforms import babble

SENTENCE = "Show me a long red dress, please."


@pytest.fixture(scope="session")
def voice_like() -> Any:
    """Two seconds at 16 kHz that are loud and lively but hold no words, (n,) float32."""
    return babble(2.0)


@pytest.fixture(scope="session")
def random_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whisper with random weights."""
    return make_random_checkpoint(tmp_path_factory.mktemp("random") / "random.pt")


@pytest.fixture(scope="session")
def speaking_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whisper that hears SENTENCE in any sound."""
    return make_speaking_checkpoint(tmp_path_factory.mktemp("speaking") / "speaking.pt", SENTENCE)


@pytest.fixture(scope="session")
def random_recognizer(random_checkpoint: Path) -> Any:
    """The random model, loaded as a user loads it."""
    from speech import load_recognizer

    return load_recognizer(random_checkpoint, device="cpu")


@pytest.fixture(scope="session")
def speaking_recognizer(speaking_checkpoint: Path) -> Any:
    """The speaking model, loaded as a user loads it."""
    from speech import load_recognizer

    return load_recognizer(speaking_checkpoint, device="cpu")
