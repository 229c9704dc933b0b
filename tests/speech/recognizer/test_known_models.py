"""The table of speech models agrees with Whisper's own."""

from __future__ import annotations

from pathlib import Path

import pytest
import whisper

from speech.recognizer.known_models import KNOWN_MODELS, is_here


def test_every_name_is_whispers_and_none_is_missing() -> None:
    urls = {model.name: whisper._MODELS[model.name] for model in KNOWN_MODELS[1:]}
    assert all(url.endswith(f"/{m.file}") for m in KNOWN_MODELS[1:] if (url := urls[m.name]))
    newest = {url for name, url in whisper._MODELS.items() if name not in ("large-v1", "large-v2")}
    assert set(urls.values()) == newest


def test_a_model_is_here_when_its_file_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "whisper").mkdir()
    (tmp_path / "whisper" / "base.pt").touch()
    assert [model.name for model in KNOWN_MODELS if is_here(model)] == ["pocket", "base"]
