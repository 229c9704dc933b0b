"""Fixtures of the app's tests: a sample shop that may be changed, a home and a sound system."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.speech.microphone.conftest import sound_system

__all__ = ["sound_system"]


@pytest.fixture
def own_shop(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store, which a test may change."""
    return Path(shutil.copytree(sample_store, tmp_path / "shop"))


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without settings, which a test may save some in."""
    home = tmp_path / "home"
    monkeypatch.setenv("VITRINE_HOME", str(home))
    return home
