"""The training loop: a corpus and a config in, an averaged network out; not a command line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from speech.training.batches import BatchMaker
from speech.training.clips import Clips
from speech.training.config import TrainingConfig
from speech.training.learner import Learner
from speech.training.look import held_out_errors
from speech.training.network import SpeechNetwork
from speech.training.processes import Place, Together
from speech.training.real_digits import Digit, held_out_person, read_digits
from speech.training.targets import Targets
from speech.training.whole_file import check_writable
from speech.training.word_errors import load_jiwer

LOG_FILE = "log.jsonl"
TARGETS_FILE = "targets.json"


@dataclass(frozen=True)
class TrainingProgress:
    """What a listener hears every few steps, and a line of the log.

    clips_per_s: learnt by all processes since the last one. running_s: since this start, batches_s
    of it spent on making this process's batches. losses: by name, the mean since the last one.
    held_out: word error rates of this start's last look, as shares.
    """

    step: int
    n_steps: int
    clips_per_s: float
    running_s: float
    batches_s: float
    losses: Mapping[str, float]
    held_out: Mapping[str, float]


@dataclass(frozen=True)
class TrainedSpeech:
    """What a run left behind: the averaged network, and how it got there."""

    network: SpeechNetwork
    targets: Targets
    config: TrainingConfig
    steps_done: int
    held_out: Mapping[str, float]


def train_speech(
    config: TrainingConfig,
    *,
    run_folder: Path,
    corpus: Path,
    data: Path | None = None,
    start: Path | None = None,
    progress: Callable[[TrainingProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    report_every_steps: int = 20,
) -> TrainedSpeech:
    """Trains a Whisper from scratch, or goes on with the run in `run_folder`.

    corpus: a folder that `synthesise` filled. data: a folder of real digits. start: a checkpoint
    whose weights a new run begins with, instead of random ones. The run folder gets
    the targets, a checkpoint and log.jsonl. When `should_stop` says so, a checkpoint is written
    and what there is comes back. TrainingError: the corpus, the data or what the run folder holds
    is unfit or damaged, the folder cannot be written, jiwer is not installed.
    """
    started = time.monotonic()
    load_jiwer()  # or the first look would fail, after minutes
    digits = read_digits(data) if data is not None else []
    clips = Clips(corpus, config.n_clips)
    check_writable(run_folder / TARGETS_FILE)
    targets_path = run_folder / TARGETS_FILE
    if not targets_path.is_file():
        Targets.of(clips.texts()).save(targets_path)
    shared = (config, run_folder, corpus, digits, start)
    with one_thread(), Together(config.n_processes, _learn_along, shared) as place:
        targets, maker, learner = _prepared(place, *shared)

        def look() -> dict[str, float]:
            return held_out_errors(learner.averaged_network(), targets, config, clips, digits)

        def wants_to_stop() -> bool:
            return should_stop is not None and should_stop()

        held_out: dict[str, float] = {}
        sums: dict[str, float] = {}
        since, n_steps_since, n_clips_since, batches_s = time.monotonic(), 0, 0, 0.0
        while learner.step < config.n_steps and not place.any_wants(wants_to_stop()):
            before = time.monotonic()
            batch = maker.make(learner.step)
            batches_s += time.monotonic() - before
            for name, value in learner.learn(batch).items():
                sums[name] = sums.get(name, 0.0) + value
            n_steps_since += 1
            n_clips_since += len(batch.mel) * place.n_processes
            ends = learner.step == config.n_steps
            if ends or learner.step % config.checkpoint_every_steps == 0:
                learner.save(run_folder)
            if ends or learner.step % config.look_every_steps == 0:
                held_out = look()
            if ends or learner.step % report_every_steps == 0:
                now = time.monotonic()
                heard = TrainingProgress(
                    learner.step,
                    config.n_steps,
                    round(n_clips_since / (now - since), 1),
                    round(now - started, 1),
                    round(batches_s, 1),
                    {name: round(total / n_steps_since, 4) for name, total in sums.items()},
                    held_out,
                )
                sums, since, n_steps_since, n_clips_since = {}, now, 0, 0
                with (run_folder / LOG_FILE).open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(heard)) + "\n")
                if progress is not None:
                    progress(heard)
    if learner.step < config.n_steps:
        learner.save(run_folder)
    return TrainedSpeech(learner.averaged_network(), targets, config, learner.step, held_out)


def _prepared(
    place: Place,
    config: TrainingConfig,
    run_folder: Path,
    corpus: Path,
    digits: Sequence[Digit],
    start: Path | None,
) -> tuple[Targets, BatchMaker, Learner]:
    """The process's own batches, and a learner at the step that the run folder has reached."""
    targets = Targets.load(run_folder / TARGETS_FILE)
    held_out = held_out_person(digits) if digits else ""
    known = [digit for digit in digits if digit.person != held_out]
    clips = Clips(corpus, config.n_clips)
    maker = BatchMaker(config, clips, targets, known, place.number)
    learner = Learner(config, targets, place)
    learner.restore(run_folder)
    if start is not None:
        learner.start_from(start)
    place.share_weights(learner.network)
    return targets, maker, learner


def _learn_along(
    place: Place,
    config: TrainingConfig,
    run_folder: Path,
    corpus: Path,
    digits: Sequence[Digit],
    start: Path | None,
) -> None:
    """What the processes after the first do: the same steps on other batches."""
    with one_thread():
        _, maker, learner = _prepared(place, config, run_folder, corpus, digits, start)
        while learner.step < config.n_steps and not place.any_wants(False):
            learner.learn(maker.make(learner.step))


@contextmanager
def one_thread() -> Iterator[None]:
    """Has torch compute with one thread meanwhile, since each process is to use one core."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
