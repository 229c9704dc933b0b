"""`vitrine train robust` as a person meets it: mistakes are told before anything is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import run
from tests.checkpoints import make_open_clip_folder

SMALL = {
    "n_steps": 2,
    "per_step": [["sample", 4]],
    "precision": "float32",
    "n_nothing_pictures": 1,
    "n_captions": 4,
    "n_nonsense_texts": 1,
    "sample_views": 1,
    "stored_px": 32,
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_open_clip_folder(tmp_path_factory.mktemp("clean") / "encoder")


def settings_file(folder: Path, **values: object) -> Path:
    path = folder / "settings.json"
    path.write_text(json.dumps({**SMALL, **values}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("values", "words"),
    [({"speed": 1}, "no setting speed"), ({"epsilon": 8}, "pixels from 0 to 1")],
)
def test_settings_that_cannot_be_are_told_before_anything_is_read(
    values: dict[str, object],
    words: str,
    clean: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = settings_file(tmp_path, **values)
    out = ["--out", str(tmp_path / "out"), "--run", str(tmp_path / "run")]
    assert run(["train", "robust", "--model", str(clean), "--config", str(config), *out]) == 2
    told = capsys.readouterr().err
    assert words in told and "Traceback" not in told
    assert not (tmp_path / "run").exists()


def test_the_encoder_it_starts_from_is_not_written_over(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = (clean / "open_clip_model.safetensors").read_bytes()
    out = ["--out", str(clean), "--run", str(tmp_path / "run")]
    assert run(["train", "robust", "--model", str(clean), *out]) == 2
    assert "choose another folder" in capsys.readouterr().err
    assert (clean / "open_clip_model.safetensors").read_bytes() == weights


def test_nothing_to_learn_from_is_told_in_a_sentence(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "out"), "--run", str(tmp_path / "run")]
    arguments = ["--model", str(clean), "--no-samples", "--data", str(tmp_path)]
    assert run(["train", "robust", *arguments, *out]) == 2
    assert "nothing to train on" in capsys.readouterr().err
