"""The corpus is made in shards, goes on where it was left, and never mixes two plans."""

from __future__ import annotations

from pathlib import Path

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


def test_a_damaged_shard_is_named(tmp_path: Path) -> None:
    synthesise(tmp_path, CorpusPlan(SHOP, 250))
    (tmp_path / "clips-0000.npy").write_bytes(b"nothing")
    with pytest.raises(TrainingError, match="Shard 0 of"):
        Clips(tmp_path, 250)


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
