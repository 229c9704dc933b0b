"""A name or a path becomes a recogniser, or one sentence that says what to do."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
from pathlib import Path
from typing import Any

import pytest
import torch

from speech import load_recognizer
from speech.errors import RecognizerError
from speech.recognizer import load
from tests.speech.checkpoints import make_random_checkpoint, make_speaking_checkpoint


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise urllib.error.URLError(OSError(-3, "Temporary failure in name resolution"))

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def sentence(name: Any, **options: Any) -> str:
    with pytest.raises(RecognizerError) as caught:
        load_recognizer(name, **options)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_a_local_checkpoint_is_loaded_with_its_facts(random_checkpoint: Path) -> None:
    recognizer = load_recognizer(str(random_checkpoint), device="cpu")
    assert (recognizer.name, recognizer.device) == ("random", "cpu")
    assert recognizer.id.startswith("random-")
    assert len(recognizer.id) == len("random-") + 12
    assert recognizer.languages[:2] == ("en", "zh")


def test_an_english_checkpoint_knows_english_alone(tmp_path: Path) -> None:
    path = make_random_checkpoint(tmp_path / "english.pt", n_vocab=51_864)
    recognizer = load_recognizer(path, device="cpu")
    assert recognizer.languages == ("en",)
    recognizer.transcribe(torch.randn(8000).numpy() * 0.1 * torch.linspace(0, 1, 8000).numpy())


def test_a_whisper_name_offline_says_how_to_get_it(offline: None, tmp_path: Path) -> None:
    text = sentence("tiny")
    assert "Whisper model tiny is not on this machine" in text
    assert "name resolution" in text
    assert f"copy tiny.pt into {tmp_path / 'whisper'}" in text


def test_a_whisper_name_is_read_from_the_cache_and_checked_by_its_hash(
    offline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hashlib

    import whisper

    file = make_random_checkpoint(tmp_path / "model.pt", n_text_layer=4, n_text_head=6)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (tmp_path / "whisper").mkdir()
    cached = tmp_path / "whisper" / "tiny.pt"
    cached.write_bytes(file.read_bytes())
    monkeypatch.setitem(whisper._MODELS, "tiny", f"https://example.invalid/{digest}/tiny.pt")
    recognizer = load_recognizer("tiny", device="cpu")
    assert (recognizer.name, recognizer.id) == ("tiny", f"tiny-{digest[:12]}")
    cached.write_bytes(b"damaged")
    assert "cannot be downloaded" in sentence("tiny")


def test_a_download_tells_its_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import hashlib
    import io

    import whisper

    content = make_random_checkpoint(tmp_path / "m.pt", n_text_layer=4, n_text_head=6).read_bytes()
    digest = hashlib.sha256(content).hexdigest()

    class Answer(io.BytesIO):
        def info(self) -> dict[str, str]:
            return {"Content-Length": str(len(content))}

    monkeypatch.setattr("urllib.request.urlopen", lambda url: Answer(content))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(whisper._MODELS, "tiny", f"https://example.invalid/{digest}/tiny.pt")
    told: list[tuple[str, int, int | None]] = []
    load_recognizer("tiny", device="cpu", progress=lambda *step: told.append(step))
    assert told[-1] == ("Fetching Whisper tiny", len(content), len(content))
    assert capfd.readouterr().err == ""


def test_pocket_without_weights_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "POCKET_FILE", tmp_path / "pocket.pt")
    said = sentence("pocket")
    assert "pocket's weights are not in this installation" in said
    assert str(tmp_path / "pocket.pt") in said


def test_pocket_knows_its_two_languages_and_needs_little_slack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_speaking_checkpoint(tmp_path / "pocket.pt", "red shoes")
    monkeypatch.setattr(load, "POCKET_FILE", path)
    recognizer = load_recognizer(device="cpu")
    assert (recognizer.name, recognizer.languages) == ("pocket", ("en", "zh"))
    assert recognizer.settings.shortest_positions == 0
    assert not recognizer.settings.takes_prompts


def test_what_is_no_checkpoint_is_told(tmp_path: Path) -> None:
    text = tmp_path / "text.pt"
    text.write_text("no weights")
    assert "is not a Whisper checkpoint" in sentence(text)
    other = tmp_path / "other.pt"
    torch.save({"weights": torch.zeros(3)}, other)
    assert "is not a Whisper checkpoint" in sentence(other)
    whole = make_random_checkpoint(tmp_path / "whole.pt").read_bytes()
    cut = tmp_path / "cut.pt"
    cut.write_bytes(whole[: len(whole) // 2])
    assert "is not a Whisper checkpoint" in sentence(cut)
    assert "is not a file" in sentence(tmp_path)
    small = make_random_checkpoint(tmp_path / "small.pt", n_vocab=1000)
    assert "has 1000 tokens" in sentence(small)
    bands = make_random_checkpoint(tmp_path / "bands.pt", n_mels=40)
    assert "40 Mel bands" in sentence(bands)


def test_a_checkpoint_that_would_run_code_is_refused(tmp_path: Path) -> None:
    import pickle

    class Harm:
        def __reduce__(self) -> Any:
            return (Path.touch, (tmp_path / "harmed",))

    path = tmp_path / "harm.pt"
    path.write_bytes(pickle.dumps({"dims": Harm(), "model_state_dict": {}}))
    assert "is not a Whisper checkpoint" in sentence(path)
    torch.save({"dims": Harm(), "model_state_dict": {}}, path)
    assert "is not a Whisper checkpoint" in sentence(path)
    assert not (tmp_path / "harmed").exists()


def test_an_unknown_name_or_device_is_told() -> None:
    assert "did you mean base" in sentence("bse")
    assert "use one of pocket, tiny" in sentence("zzzzzz")
    assert "Device 'warp' is unknown" in sentence("pocket", device="warp")
    assert "not on this machine" in sentence("pocket", device="cuda:77")


def test_importing_speech_costs_no_heavy_import() -> None:
    code = (
        "import sys, speech, speech.errors, speech.recognizer.load, speech.audio.decode;"
        "speech.Transcript, speech.Waveform, speech.decode_audio, speech.load_recognizer;"
        "print([m for m in ('torch', 'whisper', 'av', 'soxr') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
