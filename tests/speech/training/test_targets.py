"""Targets are Whisper's own tokens over fewer rows, and come back as the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from speech.training.targets import IGNORED, Spoken, Targets, official_tokenizer

TEXTS = [
    ("a long red dress by quillmere", "en"),
    ("I'm looking for a t-shirt", "en"),
    ("红色长裙", "zh"),
]


@pytest.fixture(scope="module")
def targets() -> Targets:
    return Targets.of(TEXTS)


def official(targets: Targets, rows: list[int]) -> list[int]:
    return [targets.tokens[row] for row in rows]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_sentence_is_whispers_sequence_of_it(targets: Targets, text: str, language: str) -> None:
    tokens, wanted = targets.sequence(Spoken(text, language))
    tokenizer = official_tokenizer()
    whole = [
        tokenizer.sot,
        tokenizer.to_language_token(language),
        tokenizer.transcribe,
        tokenizer.no_timestamps,
        *tokenizer.encode(f" {text}" if language == "en" else text),
        tokenizer.eot,
    ]
    assert official(targets, tokens) == whole[:-1]
    assert official(targets, wanted) == whole[1:]
    assert targets.text_of(tokens) == text


def test_times_are_written_as_whisper_writes_them(targets: Targets) -> None:
    tokens, wanted = targets.sequence(Spoken(TEXTS[0][0], "en", 0.21, 1.98))
    tokenizer = official_tokenizer()
    numbers = official(targets, tokens)
    assert numbers[3] == tokenizer.timestamp_begin + 10  # 0.2 s in steps of 20 ms
    assert numbers[-1] == tokenizer.timestamp_begin + 100
    assert tokenizer.no_timestamps not in numbers
    assert wanted[-1] == targets.eot


def test_where_nobody_speaks_the_start_is_no_speech_and_the_text_is_empty(
    targets: Targets,
) -> None:
    tokens, wanted = targets.sequence(Spoken("", "zh"))
    assert tokens == targets.start("zh")
    assert wanted == [targets.no_speech, IGNORED, IGNORED, targets.eot]


def test_a_word_that_training_never_met_is_the_shared_row(targets: Targets) -> None:
    tokens, _ = targets.sequence(Spoken("refrigerator"))
    assert targets.n_rows - 1 in tokens
    assert targets.n_rows - 1 + targets.n_others == 51_865


def test_spellings_count_from_one_since_zero_is_the_blank(targets: Targets) -> None:
    spelling = targets.spelling("Red")
    assert [targets.characters[n - 1] for n in spelling] == ["r", "e", "d"]


def test_targets_come_back_from_their_file(targets: Targets, tmp_path: Path) -> None:
    targets.save(tmp_path / "targets.json")
    again = Targets.load(tmp_path / "targets.json")
    assert again.tokens == targets.tokens
    assert again.characters == targets.characters
