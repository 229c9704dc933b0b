"""Batches, steps, resuming and the exported checkpoint, on a corpus of tones."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from speech.training.batches import Batch, BatchMaker
from speech.training.checkpoint import CHECKPOINT_FILE
from speech.training.clips import Clips
from speech.training.config import TrainingConfig, config_from
from speech.training.corpus import KNOWN, TRAIN
from speech.training.errors import TrainingError
from speech.training.export import export_checkpoint
from speech.training.learner import Learner, rate_share
from speech.training.loop import TrainedSpeech, train_speech
from speech.training.network import SpeechNetwork, greedy
from speech.training.real_digits import Digit
from speech.training.start import weights_to_start_from
from speech.training.targets import Targets
from tests.speech.training.conftest import write_shard


def maker_of(tones: Path, config: TrainingConfig, process: int = 0) -> tuple[BatchMaker, Targets]:
    clips = Clips(tones, config.n_clips)
    targets = Targets.of(clips.texts())
    digit = Digit("seven", "ann", np.full(6000, 0.1, np.float32))
    return BatchMaker(config, clips, targets, [digit], process), targets


def same(one: Batch, other: Batch) -> bool:
    return torch.equal(one.mel, other.mel) and torch.equal(one.tokens, other.tokens)


def test_a_batch_depends_on_its_step_and_process_alone(tones: Path, tiny: TrainingConfig) -> None:
    maker, _ = maker_of(tones, tiny)
    again, _ = maker_of(tones, tiny)
    beside, _ = maker_of(tones, tiny, 1)
    again.make(3)
    assert same(maker.make(4), again.make(4))
    assert not same(maker.make(4), maker.make(5))
    assert not same(maker.make(4), beside.make(4))


def test_batches_of_one_step_are_about_as_long_in_every_process(
    tones: Path, tiny: TrainingConfig
) -> None:
    first, second = (maker_of(tones, tiny, process)[0] for process in (0, 1))
    lengths = np.array(
        [[maker.make(step).mel.shape[-1] for maker in (first, second)] for step in range(30)]
    )
    between_steps = np.std(lengths.mean(1))
    between_processes = np.mean(np.abs(lengths[:, 0] - lengths[:, 1]))
    assert between_processes < 0.4 * between_steps


def test_clips_of_neural_voices_are_drawn_as_often_as_the_recipe_says(
    tiny: TrainingConfig, tmp_path: Path
) -> None:
    write_shard(tmp_path, 0, [("red mug", "en", TRAIN), ("blue mug", "en", TRAIN)])
    index = tmp_path / "clips-0000.json"
    first, second = json.loads(index.read_text(encoding="utf-8"))
    index.write_text(json.dumps([first, {**second, "voice": "kokoro-am_adam"}]), encoding="utf-8")
    config = replace(tiny, neural_times=9, no_speech_share=0.0, digits_share=0.0, joined_share=0.0)
    maker, targets = maker_of(tmp_path, config)
    texts: list[str] = []
    for step in range(30):
        batch = maker.make(step)
        texts += [targets.text_of(row.tolist()) for row in batch.tokens]
    assert 0.8 < sum("blue" in text for text in texts) / len(texts) < 0.97


def test_batches_keep_to_their_contexts_and_the_spectrogram_is_whispers(
    tones: Path, tiny: TrainingConfig
) -> None:
    maker, targets = maker_of(tones, replace(tiny, no_speech_share=0.3, digits_share=0.2))
    contexts, starts = set(), set()
    for step in range(40):
        batch = maker.make(step)
        n_clips, n_mels, n_frames = batch.mel.shape
        assert n_mels == 80
        assert n_frames <= 3000
        assert n_clips >= 2
        assert int(batch.n_positions.max()) <= n_frames // 2
        assert int(batch.n_characters.sum()) == len(batch.spelling)
        assert batch.tokens.shape == batch.targets.shape
        assert (batch.mel.amax((1, 2)) - batch.mel.amin((1, 2)) <= 2.0 + 1e-4).all()  # 8 / 4
        contexts.add(n_frames)
        starts.update(batch.targets[:, 0].tolist())
    assert len(contexts) > 10
    assert targets.no_speech in starts


def test_the_learning_rate_rises_stays_and_falls(tiny: TrainingConfig) -> None:
    config = replace(tiny, n_steps=100, warm_up_steps=10, cool_down_steps=40)
    shares = [rate_share(step, config) for step in range(100)]
    assert shares[0] == 0.1
    assert shares[10:60] == [1.0] * 50
    assert shares[60:] == sorted(shares[60:], reverse=True)
    assert shares[99] < 0.02


def test_steps_lower_the_loss_on_the_same_batch(tones: Path, tiny: TrainingConfig) -> None:
    config = replace(tiny, n_steps=200, learning_rate=3e-3)
    maker, targets = maker_of(tones, config)
    learner, batch = Learner(config, targets), maker.make(0)
    first = learner.learn(batch)
    for _ in range(60):
        last = learner.learn(batch)
    assert last["decoder"] < 0.3 * first["decoder"]
    assert last["ctc"] < 0.7 * first["ctc"]


def test_a_run_that_was_stopped_ends_as_one_that_was_not(
    tones: Path, tiny: TrainingConfig, tmp_path: Path
) -> None:
    whole = train_speech(tiny, run_folder=tmp_path / "whole", corpus=tones)
    asked = iter(range(9))
    part = train_speech(
        tiny,
        run_folder=tmp_path / "part",
        corpus=tones,
        should_stop=lambda: next(asked) >= 3,
    )
    assert part.steps_done == 3
    resumed = train_speech(tiny, run_folder=tmp_path / "part", corpus=tones)
    assert resumed.steps_done == whole.steps_done == 6
    for name, value in whole.network.state_dict().items():
        assert torch.equal(value, resumed.network.state_dict()[name]), name


def test_the_log_holds_losses_and_word_errors_of_held_out_clips(
    tones: Path, tiny: TrainingConfig, tmp_path: Path
) -> None:
    heard = []
    train_speech(
        tiny, run_folder=tmp_path, corpus=tones, progress=heard.append, report_every_steps=3
    )
    lines = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert [progress.step for progress in heard] == [3, 6]
    assert set(last["losses"]) == {"decoder", "ctc"}
    assert set(last["held_out"]) == {"known", "unseen", "neural", "noise_10db"}


def test_a_folder_with_another_network_is_refused(
    tones: Path, tiny: TrainingConfig, tmp_path: Path
) -> None:
    train_speech(tiny, run_folder=tmp_path, corpus=tones)
    wider = replace(tiny, shape=replace(tiny.shape, width=64))
    with pytest.raises(TrainingError, match="another configuration"):
        train_speech(wider, run_folder=tmp_path, corpus=tones)


def test_a_damaged_checkpoint_is_told_in_a_sentence(
    tones: Path, tiny: TrainingConfig, tmp_path: Path
) -> None:
    train_speech(tiny, run_folder=tmp_path, corpus=tones)
    whole = (tmp_path / CHECKPOINT_FILE).read_bytes()
    for damaged in (b"PK nothing", b"", whole[: len(whole) // 2]):
        (tmp_path / CHECKPOINT_FILE).write_bytes(damaged)
        with pytest.raises(TrainingError, match="is damaged"):
            train_speech(tiny, run_folder=tmp_path, corpus=tones)


@pytest.mark.parametrize("text", ["", "[]", '{"tokens": [1, 2]}', '{"tokens": "no"}'])
def test_damaged_targets_are_told_in_a_sentence(
    tones: Path, tiny: TrainingConfig, tmp_path: Path, text: str
) -> None:
    (tmp_path / "targets.json").write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"targets\.json is damaged"):
        train_speech(tiny, run_folder=tmp_path, corpus=tones)


def test_a_checkpoint_of_other_targets_than_those_beside_it_is_told(
    tones: Path, tiny: TrainingConfig, tmp_path: Path
) -> None:
    train_speech(tiny, run_folder=tmp_path, corpus=tones)
    Targets.of([("something else", "en")]).save(tmp_path / "targets.json")
    with pytest.raises(TrainingError, match="other targets than those beside it"):
        train_speech(tiny, run_folder=tmp_path, corpus=tones)


def test_a_run_leaves_the_caller_its_threads(
    tones: Path, tiny: TrainingConfig, tmp_path: Path
) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        train_speech(replace(tiny, n_steps=1), run_folder=tmp_path, corpus=tones)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_a_corpus_without_clips_to_train_on_is_told(tiny: TrainingConfig, tmp_path: Path) -> None:
    write_shard(tmp_path, 0, [("red mug", "en", KNOWN)])
    with pytest.raises(TrainingError, match="is for training"):
        train_speech(tiny, run_folder=tmp_path / "run", corpus=tmp_path)


def test_where_no_clip_is_held_out_no_word_error_is_claimed(
    tiny: TrainingConfig, tmp_path: Path
) -> None:
    write_shard(tmp_path, 0, [(word, "en", TRAIN) for word in ("red mug", "blue mug", "next")])
    trained = train_speech(replace(tiny, n_steps=1), run_folder=tmp_path / "run", corpus=tmp_path)
    assert trained.held_out == {}


def test_a_run_may_be_made_longer(tones: Path, tiny: TrainingConfig, tmp_path: Path) -> None:
    train_speech(tiny, run_folder=tmp_path, corpus=tones)
    longer = train_speech(replace(tiny, n_steps=8), run_folder=tmp_path, corpus=tones)
    assert longer.steps_done == 8


@pytest.mark.slow
def test_two_processes_share_a_run(tones: Path, tiny: TrainingConfig, tmp_path: Path) -> None:
    trained = train_speech(replace(tiny, n_processes=2), run_folder=tmp_path, corpus=tones)
    assert trained.steps_done == tiny.n_steps


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_stops_two_processes_with_a_checkpoint(
    tones: Path, tiny: TrainingConfig, tmp_path: Path, number: signal.Signals
) -> None:
    config = tmp_path / "config.json"
    config.write_text(
        replace(tiny, n_clips=1, n_processes=2, n_steps=10**6).as_json(), encoding="utf-8"
    )
    log = tmp_path / "run" / "log.jsonl"
    command = ["train", "speech", "--out", "out.pt", "--run", "run", "--config", str(config)]
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli.main", *command, "--corpus", str(tones)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        while not log.exists():
            assert running.poll() is None
            time.sleep(0.1)
        os.killpg(running.pid, number)
        said, _ = running.communicate(timeout=120)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode == 0
    assert "Stopped after step" in said
    assert (tmp_path / "out.pt").is_file()
    assert (tmp_path / "run" / CHECKPOINT_FILE).is_file()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"n_steps": "many"}, "n_steps must be a whole number"),
        ({"n_steps": 2.5}, "n_steps must be a whole number"),
        ({"n_clips": 0}, "n_clips must be more than 0"),
        ({"learning_rate": -1}, "learning_rate must be more than 0"),
        ({"learning_rate": float("nan")}, "learning_rate must be a number"),
        ({"joined_share": 1.5}, "joined_share must be at most 1"),
        ({"no_speech_share": 0.6, "digits_share": 0.6}, "more than all of a batch"),
        ({"shape": 3}, "shape must be an object"),
        ({"shape": {"depth": 3}}, "has no depth"),
        ({"shape": {"width": 255}}, "even number of times its heads"),
    ],
)
def test_a_config_that_cannot_be_is_told_in_a_sentence(values: dict, told: str) -> None:
    with pytest.raises(TrainingError, match=told):
        config_from(values)


def test_a_config_comes_back_from_its_json_and_names_what_it_does_not_know(
    tiny: TrainingConfig,
) -> None:
    assert config_from(json.loads(tiny.as_json())) == tiny
    with pytest.raises(TrainingError, match="n_stepz"):
        config_from({"n_stepz": 1})


@pytest.fixture(scope="module")
def trained(tones: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainedSpeech:
    config = TrainingConfig(
        shape=replace(TrainingConfig().shape, width=32, heads=2, audio_layers=1, text_layers=1),
        n_steps=3,
        positions_per_batch=300,
        look_clips=2,
    )
    return train_speech(config, run_folder=tmp_path_factory.mktemp("run"), corpus=tones)


def test_the_exported_model_is_read_by_whisper_and_says_what_training_says(
    trained: TrainedSpeech, tmp_path: Path
) -> None:
    import whisper

    path = tmp_path / "pocket.pt"
    export_checkpoint(trained.network, trained.targets, trained.config.shape, path)
    model = whisper.load_model(str(path), device="cpu")
    assert model.is_multilingual
    assert model.dims.n_vocab == 51_865
    time_s = np.arange(480_000, dtype=np.float32) / 16_000
    mel = whisper.log_mel_spectrogram(np.sin(2 * np.pi * 500 * time_s) * (time_s < 1))[None]
    targets = trained.targets
    rows = targets.start("en")
    with torch.no_grad():
        official = model(mel, torch.tensor([[targets.tokens[row] for row in rows]]))
        own = trained.network.logits(torch.tensor([rows]), trained.network.encode(mel))
    official = official.log_softmax(-1)[0, -1]
    own = own.log_softmax(-1)[0, -1]
    assert torch.allclose(official[list(targets.tokens)], own[:-1], atol=2e-2)
    others = [n for n in range(51_865) if n not in set(targets.tokens)]
    assert float(official[others].logsumexp(0)) == pytest.approx(float(own[-1]), abs=2e-2)


def test_a_run_may_begin_with_a_finished_models_weights(
    trained: TrainedSpeech, tones: Path, tmp_path: Path
) -> None:
    path = tmp_path / "pocket.pt"
    export_checkpoint(trained.network, trained.targets, trained.config.shape, path)
    config = replace(trained.config, n_steps=5)
    learner = Learner(config, trained.targets)
    learner.start_from(path)
    rows, mel = torch.tensor([trained.targets.start("en")]), torch.ones(1, 80, 100)
    with torch.no_grad():
        before = trained.network.logits(rows, trained.network.encode(mel))
        for network in (learner.network, learner.averaged_network()):
            assert torch.allclose(network.logits(rows, network.encode(mel)), before, atol=2e-2)
    begun = train_speech(config, run_folder=tmp_path / "run", corpus=tones, start=path)
    assert begun.steps_done == 5
    longer = train_speech(
        replace(config, n_steps=6), run_folder=tmp_path / "run", corpus=tones, start=path
    )
    moved = begun.network.whisper.decoder.ln.weight - longer.network.whisper.decoder.ln.weight
    assert 0 < float(moved.detach().abs().max()) < 0.1


def test_what_a_run_cannot_begin_with_is_told(trained: TrainedSpeech, tmp_path: Path) -> None:
    path, wider = tmp_path / "pocket.pt", replace(trained.config.shape, width=64)
    path.write_bytes(b"no weights")
    with pytest.raises(TrainingError, match="is not a Whisper checkpoint"):
        weights_to_start_from(path, trained.config.shape)
    export_checkpoint(trained.network, trained.targets, trained.config.shape, path)
    with pytest.raises(TrainingError, match="of another shape"):
        weights_to_start_from(path, wider)


def test_greedy_search_stops_and_leaves_the_start_out(trained: TrainedSpeech) -> None:
    network, targets = trained.network, trained.targets
    assert isinstance(network, SpeechNetwork)
    said = greedy(network, torch.zeros(2, 80, 100), targets, "en")
    assert len(said) == 2
    assert all(len(rows) <= 8 + 100 // 16 for rows in said)
    assert all(targets.eot not in rows for rows in said)
