"""The corpus is made in shards, goes on where it was left, and never mixes two plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from speech.training import corpus
from speech.training.clips import Clips
from speech.training.corpus import (
    KNOWN,
    TRAIN,
    UNSEEN,
    CorpusPlan,
    finished_shards,
    planned_clips,
    read_shard,
    synthesise,
)
from speech.training.errors import TrainingError
from speech.training.grammar import Grammar, Shop, is_held_out
from speech.training.voices import Manner, Voice
from tests.speech.training.conftest import write_shard

SHOP = Shop(brands=("Quillmere",), chinese_titles=("红色长裙", "蓝色水杯"))


@pytest.fixture(autouse=True)
def two_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hums stand for voices, so that no synthesizer is needed."""

    def hum(sentences: list[str], manners: list[Manner]) -> list[np.ndarray]:
        return [np.full(4000 + 100 * len(text), 500, np.int16) for text in sentences]

    def manner(choice: object, language: str, held_out: bool) -> Manner:
        return Manner(Voice("flite", "slt" if held_out else "rms", language))

    monkeypatch.setattr(corpus, "say", hum)
    monkeypatch.setattr(corpus, "draw_manner", manner)


def test_training_never_holds_a_held_out_sentence_or_voice() -> None:
    plan = CorpusPlan(SHOP, 2000)
    grammar = Grammar(SHOP)
    for shard in range(plan.n_shards):
        for sentence, manner, split in planned_clips(plan, grammar, shard):
            assert is_held_out(sentence.text) == (split != TRAIN)
            assert manner.voice.is_held_out == (split == UNSEEN)


def test_every_split_and_language_is_there() -> None:
    planned = list(planned_clips(CorpusPlan(SHOP), Grammar(SHOP), 0))
    assert {split for _, _, split in planned} == {TRAIN, KNOWN, UNSEEN}
    assert {sentence.language for sentence, _, _ in planned} == {"en", "zh"}


def test_a_stopped_corpus_goes_on_and_equals_one_made_at_once(tmp_path: Path) -> None:
    plan = CorpusPlan(SHOP, 750)
    at_once, stopped = tmp_path / "at-once", tmp_path / "stopped"
    assert synthesise(at_once, plan) == 3
    n_asked = iter(range(9))
    assert synthesise(stopped, plan, should_stop=lambda: next(n_asked) >= 1) == 1
    assert finished_shards(stopped) == [0]
    (stopped / "clips-0001.npy").write_bytes(b"half a shard")
    assert synthesise(stopped, plan) == 3
    for number in range(3):
        sounds, clips = read_shard(at_once, number)
        again, same = read_shard(stopped, number)
        assert clips == same
        assert np.array_equal(sounds, again)


def test_a_folder_of_another_shop_is_refused_with_what_to_do(tmp_path: Path) -> None:
    synthesise(tmp_path, CorpusPlan(SHOP, 250))
    with pytest.raises(TrainingError, match="other sentences: choose another folder"):
        synthesise(tmp_path, CorpusPlan(Shop(), 500))


def test_a_finished_corpus_of_another_shop_is_refused_too(tmp_path: Path) -> None:
    # Or sentences that the shop keeps for its tests would be trained on.
    synthesise(tmp_path, CorpusPlan(Shop(), 250))
    with pytest.raises(TrainingError, match="other sentences"):
        synthesise(tmp_path, CorpusPlan(SHOP, 250))


def test_finished_clips_from_elsewhere_are_used_without_their_plan(tmp_path: Path) -> None:
    synthesise(tmp_path, CorpusPlan(SHOP, 250))
    (tmp_path / "plan.json").unlink()
    assert synthesise(tmp_path, CorpusPlan(SHOP, 250)) == 1
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize("plan", ["", "{", "[]"])
def test_a_damaged_plan_is_told(tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.json").write_text(plan, encoding="utf-8")
    with pytest.raises(TrainingError, match="choose another folder"):
        synthesise(tmp_path, CorpusPlan(SHOP, 250))


def test_a_folder_that_cannot_be_is_told_before_anything_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainingError, match="cannot be written"):
        synthesise(tmp_path / "file" / "corpus", CorpusPlan(SHOP, 250))


def test_synthesizers_without_a_sound_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "say", lambda texts, manners: [np.zeros(0, np.int16)] * len(texts))
    with pytest.raises(TrainingError, match="gave no sound for any sentence of shard 0"):
        synthesise(tmp_path, CorpusPlan(SHOP, 250))
    assert finished_shards(tmp_path) == []


@pytest.mark.parametrize("sound", [b"", b"nothing", b"\x93NUMPY\x01\x00"])
def test_a_shard_of_damaged_sound_is_named(tmp_path: Path, sound: bytes) -> None:
    write_shard(tmp_path, 0, [("red mug", "en", TRAIN)])
    (tmp_path / "clips-0000.npy").write_bytes(sound)
    with pytest.raises(TrainingError, match="Shard 0 of"):
        Clips(tmp_path, 250)


GOOD = {"text": "a", "language": "en", "voice": "v", "split": TRAIN, "start": 0, "end": 9}


@pytest.mark.parametrize(
    "listed",
    [
        3,
        {"a": 1},
        ["a"],
        [GOOD | {"end": 10**9}],
        [GOOD | {"start": -1}],
        [GOOD | {"start": 9}],
        [GOOD | {"end": "9"}],
        [GOOD | {"text": ""}],
        [GOOD | {"language": "xx"}],
        [GOOD | {"split": "test"}],
        [GOOD | {"more": 1}],
    ],
)
def test_a_shard_whose_list_cannot_be_is_named(tmp_path: Path, listed: Any) -> None:
    write_shard(tmp_path, 0, [("red mug", "en", TRAIN)])
    (tmp_path / "clips-0000.json").write_text(json.dumps(listed), encoding="utf-8")
    with pytest.raises(TrainingError, match="Shard 0 of"):
        Clips(tmp_path, 250)


def test_a_shard_of_other_numbers_than_samples_is_named(tmp_path: Path) -> None:
    write_shard(tmp_path, 0, [("red mug", "en", TRAIN)])
    np.save(tmp_path / "clips-0000.npy", np.zeros(10**7, np.float32))
    with pytest.raises(TrainingError, match="16-bit samples"):
        Clips(tmp_path, 250)


def test_other_files_in_the_folder_are_no_shards(tmp_path: Path) -> None:
    write_shard(tmp_path, 0, [("red mug", "en", TRAIN)])
    (tmp_path / "clips-mine.json").write_text("[]", encoding="utf-8")
    assert finished_shards(tmp_path) == [0]


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no finished clips"):
        Clips(tmp_path, 250)


def test_clips_come_the_shortest_first_with_their_own_sound(tmp_path: Path) -> None:
    synthesise(tmp_path, CorpusPlan(SHOP, 250))
    clips = Clips(tmp_path, 250)
    durations = [clips.duration_s(number) for number in clips.of_split(TRAIN)]
    assert durations == sorted(durations)
    number = clips.of_split(KNOWN)[0]
    sound = clips.sound(number)
    assert sound.dtype == np.float32
    assert len(sound) == round(clips.duration_s(number) * 16_000)
    assert np.allclose(sound, 500 / 32768)
