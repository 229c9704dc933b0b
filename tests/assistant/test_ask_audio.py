"""`vitrine ask --audio` as a person and a script run it; what is heard is scripted."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.main import run
from samples.clips import AUDIO_DIR
from tests.assistant.scripted import write_tone
from tests.speech.checkpoints import make_speaking_checkpoint


def lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[Any], str]:
    streams = capsys.readouterr()
    return [json.loads(line) for line in streams.out.splitlines()], streams.err


def test_one_file_is_one_answer(
    sample_store: Path, tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"clip": "um, a long red dress please"})
    clip = write_tone(tmp_path / "clip.wav")
    assert run(["ask", "--audio", str(clip), "--json", "-k", "3"]) == 0
    (answer,), _ = lines(capsys)
    assert answer["query"]["transcript"]["text"] == "um, a long red dress please"
    assert answer["understood"] == "a long red dress"
    assert answer["hits"][0]["category"] == "dress"


def test_a_folder_with_a_bad_file_answers_the_others_and_exits_with_2(
    sample_store: Path, tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"a": "blue mug", "c": "alarm clock"})
    write_tone(tmp_path / "a.wav")
    (tmp_path / "b.wav").write_text("not sound")
    write_tone(tmp_path / "c.wav")
    assert run(["ask", "--audio", str(tmp_path), "--json"]) == 2
    answers, told = lines(capsys)
    assert [answer["query"]["transcript"]["path"][-5:] for answer in answers] == ["a.wav", "c.wav"]
    assert told.count("\n") == 1
    assert "b.wav" in told


def test_standard_input_is_heard(
    sample_store: Path,
    tmp_path: Path,
    scripted: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "blue mug"})
    sound = write_tone(tmp_path / "clip.wav").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sound)))
    assert run(["ask", "--audio", "-", "--json"]) == 0
    (answer,), _ = lines(capsys)
    assert answer["query"]["transcript"]["path"] is None
    assert answer["hits"][0]["category"] == "mug"


def test_the_table_says_what_was_heard_how_surely_and_within_what(
    sample_store: Path, tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"clip": [("a dress under sixty dollars", 0.87)]})
    assert run(["ask", "--audio", str(write_tone(tmp_path / "clip.wav"))]) == 0
    shown = capsys.readouterr().out
    assert "Heard “a dress under sixty dollars” (en, 87% sure)" in shown
    assert "Looking for a dress" in shown
    assert "Within: price<60" in shown


def test_the_table_asks_did_you_mean(
    sample_store: Path, tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"clip": [("blew this try mud", 0.6), ("blue striped mug", 0.5)]})
    assert run(["ask", "--audio", str(write_tone(tmp_path / "clip.wav"))]) == 0
    assert "Did you mean blue striped mug?" in capsys.readouterr().out


def test_silence_is_told_and_is_no_mistake(
    sample_store: Path, tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({})
    assert run(["ask", "--audio", str(write_tone(tmp_path / "clip.wav"))]) == 0
    shown = capsys.readouterr().out
    assert "Nobody speaks" in shown
    assert "Looking for" not in shown


@pytest.mark.parametrize("missing", ["no-such.wav", "empty-folder"])
def test_nothing_to_hear_is_the_callers_mistake(
    missing: str, sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty-folder").mkdir()
    assert run(["ask", "--audio", str(tmp_path / missing)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_whisper_checkpoint_of_ones_own_is_asked_through_the_real_recogniser(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "Show me a long red dress, please."
    checkpoint = make_speaking_checkpoint(tmp_path / "speaking.pt", said)
    clip = AUDIO_DIR / "a-long-red-dress-awb.opus"
    command = ["ask", "--audio", str(clip), "--speech-model", str(checkpoint), "--json"]
    assert run([*command, "--language", "en", "--device", "cpu"]) == 0
    (answer,), _ = lines(capsys)
    assert answer["query"]["transcript"]["text"] == said
    assert answer["understood"] == "a long red dress"
    assert answer["hits"][0]["category"] == "dress"
    assert answer["models"]["speech"]["name"] == "speaking"
