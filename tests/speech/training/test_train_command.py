"""`vitrine train speech`: what it refuses before it works for hours, and what it leaves behind."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.main import run
from speech.training.config import TrainingConfig


@pytest.fixture
def config(tiny: TrainingConfig, tmp_path: Path) -> Path:
    path = tmp_path / "config.json"
    path.write_text(replace(tiny, n_clips=1, n_steps=2).as_json(), encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "must hold one JSON object"),
        ('{"n_stepz": 3}', "has no n_stepz"),
        ('{"n_steps": "all"}', "n_steps must be a whole number"),
    ],
)
def test_a_bad_config_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    path = tmp_path / "config.json"
    path.write_text(text, encoding="utf-8")
    assert run(["train", "speech", "--out", str(tmp_path / "p.pt"), "--config", str(path)]) == 2
    assert says in told(capsys)


def test_what_cannot_end_well_is_told_before_any_clip_is_made(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    usual = ["train", "speech", "--corpus", str(corpus), "--config", str(config)]
    (tmp_path / "file").write_text("")
    for arguments, says in (
        ([], "--out pocket.pt"),
        (["--out", str(tmp_path / "file" / "pocket.pt")], "cannot be written"),
        (["--out", str(tmp_path)], "is a directory"),
        (["--out", str(tmp_path / "p.pt"), "--data", str(tmp_path)], "no files like 7_name_0.wav"),
        (["--out", str(tmp_path / "p.pt"), "--data", str(tmp_path / "none")], "does not exist"),
    ):
        assert run([*usual, *arguments]) == 2
        assert says in told(capsys)
    assert not corpus.exists()


def test_without_jiwer_it_is_told_what_to_install_before_any_clip_is_made(
    tmp_path: Path,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "jiwer", None)
    corpus = tmp_path / "corpus"
    arguments = ["--out", str(tmp_path / "p.pt"), "--config", str(config), "--corpus", str(corpus)]
    assert run(["train", "speech", *arguments]) == 2
    assert "pip install 'vitrine[training]'" in told(capsys)
    assert not corpus.exists()


def test_finished_clips_become_a_model_that_is_named(
    tones: Path, tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, run_folder = tmp_path / "pocket.pt", tmp_path / "run"
    arguments = ["--out", str(out), "--run", str(run_folder), "--config", str(config)]
    assert run(["train", "speech", *arguments, "--corpus", str(tones)]) == 0
    assert f"--speech-model {out}" in " ".join(capsys.readouterr().out.split("\n"))
    assert out.is_file()
    last = json.loads((run_folder / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert last["step"] == last["n_steps"] == 2


def test_clips_alone_need_no_model_to_write(
    tones: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--corpus", str(tones), "--config", str(config), "--corpus-only"]
    assert run(["train", "speech", *arguments]) == 0
    assert "1 of 1 shards of clips are in" in capsys.readouterr().out
