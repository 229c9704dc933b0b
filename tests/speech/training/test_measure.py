"""Figures are by kind of sound, from held-out clips alone; words are compared as Whisper does."""

from __future__ import annotations

import json
import shutil
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from speech.training.__main__ import main
from speech.training.errors import TrainingError
from speech.training.measure import measure_speech
from speech.training.real_digits import held_out_person, read_digits
from speech.training.word_errors import character_error_rate, word_error_rate


def write_digit(path: Path, n_samples: int = 4000) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.full(n_samples, 900, np.int16).tobytes())


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    folder = tmp_path / "digits"
    folder.mkdir()
    for name in ("0_ann_1", "7_ann_2", "7_zed_1", "9_zed_2"):
        write_digit(folder / f"{name}.wav")
    return tmp_path


def test_numbers_and_spellings_count_as_whispers_normaliser_says() -> None:
    wanted = ["under forty dollars", "a grey mug"]
    assert word_error_rate(wanted, ["under $40", "a gray mug"]) == 0.0
    assert word_error_rate(wanted, ["under fifty dollars", "a grey mug"]) > 0.15
    assert word_error_rate(["red dress"], [""]) == 1.0
    assert word_error_rate([], []) == 0.0


def test_chinese_is_compared_by_characters() -> None:
    assert character_error_rate(["红色长裙"], ["红色 长裙。"]) == 0.0
    assert character_error_rate(["红色长裙"], ["红色短裙"]) == 0.25


def test_real_digits_are_read_at_16_khz_and_the_last_person_is_held_out(digits: Path) -> None:
    read = read_digits(digits)
    assert [digit.text for digit in read] == ["zero", "seven", "seven", "nine"]
    assert len(read[0].samples) == 8000
    assert held_out_person(read) == "zed"


def test_digits_that_are_not_there_or_no_sound_are_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="There are no files like"):
        read_digits(tmp_path)
    (tmp_path / "3_ann_1.wav").write_text("not a sound")
    with pytest.raises(TrainingError, match="cannot be read as 16-bit WAV"):
        read_digits(tmp_path)


def test_every_kind_of_sound_has_figures_of_its_own(
    tones: Path, digits: Path, random_recognizer: Any
) -> None:
    figures = measure_speech(random_recognizer, tones, digits, n_clips=1)
    assert {"known_voices", "unseen_voices", "noise_10db", "quiet", "echo"} <= set(figures)
    assert figures["real_digits"]["person"] == "zed"
    assert figures["real_digits"]["n_clips"] == 2
    assert "character_error_rate" in figures["chinese_known_voices"]
    assert "n_words" in figures["nobody_speaking"]


def test_the_command_writes_json_and_refuses_an_empty_corpus(
    tones: Path, random_checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    arguments = [str(random_checkpoint), "--corpus", str(tones), "--clips", "1"]
    assert main([*arguments, "--json", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(capsys.readouterr().out)
    (tmp_path / "empty").mkdir()
    assert main([str(random_checkpoint), "--corpus", str(tmp_path / "empty")]) == 2
    assert "no finished clips" in capsys.readouterr().err


def test_a_corpus_of_copies_measures_the_same(
    tones: Path, random_recognizer: Any, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tones, copy)
    one = measure_speech(random_recognizer, tones, n_clips=1)
    assert one == measure_speech(random_recognizer, copy, n_clips=1)
