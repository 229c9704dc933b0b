"""The training loop: data and a config in, an averaged model out; not a command line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retrieval.training.batches import BatchMaker
from retrieval.training.batches_ahead import BatchesAhead
from retrieval.training.checkpoint import warm_start
from retrieval.training.config import TrainingConfig
from retrieval.training.held_out import held_out_accuracy
from retrieval.training.learner import Learner
from retrieval.training.pictures import Pictures
from retrieval.training.processes import Place, Together
from retrieval.training.sample_renderings import SampleProducts
from retrieval.training.sources import caption_corpus, read_sources
from retrieval.training.text_stage import train_texts
from retrieval.training.tokenizer import learn_tokenizer, load_tokenizer, save_tokenizer

LOG_FILE = "log.jsonl"


@dataclass(frozen=True)
class TrainingProgress:
    """What a listener hears every few steps, and a line of the log.

    running_s: since this process began. losses: by name. held_out: source -> accuracy.
    """

    step: int
    n_steps: int
    pictures_per_s: float
    running_s: float
    losses: Mapping[str, float]
    held_out: Mapping[str, float]


@dataclass(frozen=True)
class TrainedEncoder:
    """What a run left behind: the averaged model, its tokenizer, and how it got there."""

    clip: Any
    tokenizer: Any
    config: TrainingConfig
    steps_done: int
    duration_s: float
    held_out: Mapping[str, float]


def train_encoder(
    config: TrainingConfig,
    *,
    run_folder: Path,
    data: Path | None = None,
    samples: SampleProducts | None = None,
    cache: Path | None = None,
    start_from: Path | None = None,
    progress: Callable[[TrainingProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    report_every_steps: int = 20,
) -> TrainedEncoder:
    """Trains a CLIP from scratch, or goes on with the run in `run_folder`.

    data: a folder with grocery/ and/or clothing/. samples: a module like `samples.render`.
    cache: where renderings are kept. start_from: an encoder folder for the first weights.
    The run folder gets the tokenizer, checkpoints and log.jsonl. When `should_stop` says so, a
    checkpoint is written and what there is comes back. InputError, ModelError as their causes say.
    """
    import torch

    torch.set_num_threads(config.n_threads)
    started = time.monotonic()
    sources = read_sources(config, data, samples, cache)
    tokenizer = _tokenizer_of(run_folder, config, sources)
    shared = (config, sources, run_folder, start_from)
    with Together(config.n_processes, _learn_along, shared) as place:
        maker, learner = _prepared(place, tokenizer, *shared)

        def look() -> dict[str, float]:
            model = learner.averaged_model()
            # At the size it learns at: a tower that saw small pictures only misreads large ones.
            side_px = config.phase_at(learner.step).side_px
            return held_out_accuracy(model, tokenizer, sources, side_px)

        def wants_to_stop() -> bool:
            return should_stop is not None and should_stop()

        held_out: dict[str, float] = {}
        since, n_since = time.monotonic(), 0
        with BatchesAhead(maker, config.n_steps) as ahead:
            while learner.step < config.n_steps and not place.any_wants(wants_to_stop()):
                batch = ahead.take(learner.step)
                losses = learner.learn(batch)
                n_since += len(batch.pixels) * place.n_processes
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
                        round(n_since / (now - since), 1),
                        round(now - started, 1),
                        losses,
                        held_out,
                    )
                    since, n_since = now, 0
                    with (run_folder / LOG_FILE).open("a", encoding="utf-8") as file:
                        file.write(json.dumps(asdict(heard)) + "\n")
                    if progress is not None:
                        progress(heard)
    if learner.step < config.n_steps:
        learner.save(run_folder)
    clip = learner.averaged_model()
    if learner.step == config.n_steps and config.text_stage_steps:
        train_texts(clip, maker, config)
    return TrainedEncoder(
        clip,
        tokenizer,
        config,
        learner.step,
        time.monotonic() - started,
        held_out_accuracy(clip, tokenizer, sources, config.shape.picture_px),
    )


def _prepared(
    place: Place,
    tokenizer: Any,
    config: TrainingConfig,
    sources: list[Pictures],
    run_folder: Path,
    start_from: Path | None,
) -> tuple[BatchMaker, Learner]:
    """The process's own batches, and a learner at the step that the run folder has reached."""
    maker = BatchMaker(config, sources, tokenizer, place.number)
    learner = Learner(config, tokenizer, maker.n_classes(), place)
    if start_from is not None:
        warm_start(learner.clip, tokenizer, start_from, config.warm_start_towers)
        learner.restart_average()
    learner.restore(run_folder)
    place.share_weights(learner.network)
    return maker, learner


def _learn_along(
    place: Place,
    config: TrainingConfig,
    sources: list[Pictures],
    run_folder: Path,
    start_from: Path | None,
) -> None:
    """What the processes after the first do: the same steps on other batches."""
    import torch

    torch.set_num_threads(config.n_threads)
    tokenizer = load_tokenizer(run_folder)
    maker, learner = _prepared(place, tokenizer, config, sources, run_folder, start_from)
    with BatchesAhead(maker, config.n_steps) as ahead:
        while learner.step < config.n_steps and not place.any_wants(False):
            learner.learn(ahead.take(learner.step))


def _tokenizer_of(run_folder: Path, config: TrainingConfig, sources: list[Pictures]) -> Any:
    """The run's tokenizer, learnt from the sources' captions when the run is new."""
    if (run_folder / "tokenizer.json").is_file():
        return load_tokenizer(run_folder)
    context = config.shape.context_tokens
    corpus = caption_corpus(sources, config.seed)
    tokenizer = learn_tokenizer(corpus, config.shape.vocabulary, context)
    save_tokenizer(tokenizer, run_folder, context)
    return tokenizer
