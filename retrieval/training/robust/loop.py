"""The robust training loop: a clean encoder, data and a config in; not a command line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.encoders.compiled_cache import default_cache_folder, encoder_id
from retrieval.encoders.locate import ModelFiles
from retrieval.errors import InputError
from retrieval.training.config import TrainingConfig
from retrieval.training.pictures import Pictures
from retrieval.training.processes import Place, Together
from retrieval.training.robust.batches import RobustBatchMaker, class_packshots, class_texts
from retrieval.training.robust.checkpoint import restore_run, save_run
from retrieval.training.robust.class_vectors import class_vectors
from retrieval.training.robust.collapse import Spread
from retrieval.training.robust.config import RobustConfig
from retrieval.training.robust.learner import RobustLearner
from retrieval.training.robust.look import look_at
from retrieval.training.robust.towers import Towers, open_towers
from retrieval.training.sample_renderings import SampleProducts
from retrieval.training.sources import read_sources

LOG_FILE = "log.jsonl"


@dataclass(frozen=True)
class RobustProgress:
    """What a listener hears every few steps, and a line of the log.

    epsilon: the largest radius of the last step, of pixels from 0 to 1. losses: by name. held_out:
    shares of right pictures by name, clean and attacked, at the last look; mean_cosine and
    effective_rank of their vectors.
    """

    step: int
    n_steps: int
    pictures_per_s: float
    running_s: float
    epsilon: float
    losses: Mapping[str, float]
    held_out: Mapping[str, float]
    mean_cosine: float
    effective_rank: float


@dataclass(frozen=True)
class RobustEncoder:
    """What a run left behind: averaged towers, where they started, and how far they got.

    collapsed: why the run stopped itself, or "".
    """

    towers: Towers
    files: ModelFiles
    started_from: str
    config: RobustConfig
    steps_done: int
    held_out: Mapping[str, float]
    clean_held_out: Mapping[str, float]
    collapsed: str = ""


def train_robust(
    config: RobustConfig,
    *,
    model: str = "pocket",
    run_folder: Path,
    data: Path | None = None,
    samples: SampleProducts | None = None,
    cache: Path | None = None,
    device: str = "cpu",
    progress: Callable[[RobustProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    report_every_steps: int = 10,
) -> RobustEncoder:
    """Fine-tunes an open_clip encoder against attacks, or goes on with the run in `run_folder`.

    model: as `load_encoder` takes it. data: a folder with grocery/ and/or clothing/. samples: a
    module like `samples.render`. The run folder gets checkpoints and log.jsonl. When `should_stop`
    says so, or the vectors collapse, a checkpoint is written and what there is comes back.
    InputError, ModelError as their causes say.
    """
    import torch

    if config.n_processes > 1 and device != "cpu":
        raise InputError("Several processes share steps on the CPU only: set n_processes to 1.")
    torch.set_num_threads(config.n_threads)
    started = time.monotonic()
    reading = TrainingConfig(
        stored_px=config.stored_px,
        sample_views=config.sample_views,
        held_out_share=config.held_out_share,
    )
    open_towers(model, device=device, precision=config.precision)  # mistakes before minutes pass
    sources = read_sources(reading, data, samples, cache)
    shared = (config, sources, model, run_folder, device)
    with Together(config.n_processes, _learn_along, shared) as place:
        run = _prepared(place, *shared)
        run_folder.mkdir(parents=True, exist_ok=True)
        learner, clean = run.learner, run.clean
        clean_held_out, clean_spread = look_at(clean, sources, learner.classes, config)
        held_out, spread = clean_held_out, clean_spread
        if learner.step:
            held_out, spread = look_at(learner.averaged(), sources, learner.classes, config)
        collapsed = ""
        since, n_since = time.monotonic(), 0
        losses: Mapping[str, float] = {}

        def tell() -> None:
            nonlocal since, n_since
            now = time.monotonic()
            heard = RobustProgress(
                learner.step,
                config.n_steps,
                round(n_since / (now - since), 1),
                round(now - started, 1),
                round(learner.epsilon(), 5),
                losses,
                held_out,
                spread.mean_cosine,
                spread.effective_rank,
            )
            since, n_since = now, 0
            with (run_folder / LOG_FILE).open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(heard)) + "\n")
            if progress is not None:
                progress(heard)

        def ends_early() -> bool:
            return bool(collapsed) or (should_stop is not None and should_stop())

        tell()
        while learner.step < config.n_steps and not place.any_wants(ends_early()):
            batch = run.maker.make(learner.step)
            losses = learner.learn(batch)
            n_since += len(batch.pixels) * place.n_processes
            ends = learner.step == config.n_steps
            if ends or learner.step % config.look_every_steps == 0:
                held_out, spread = look_at(learner.averaged(), sources, learner.classes, config)
                collapsed = why_collapsed(spread, clean_spread, config)
            if ends or learner.step % config.checkpoint_every_steps == 0:
                save_run(run_folder, learner, run.start)
            if ends or collapsed or learner.step % report_every_steps == 0:
                tell()
    if learner.step < config.n_steps:
        save_run(run_folder, learner, run.start)
    return RobustEncoder(
        learner.averaged(),
        run.files,
        run.start,
        config,
        learner.step,
        held_out,
        clean_held_out,
        collapsed,
    )


@dataclass(frozen=True)
class _Run:
    """One process's part: its batches, and a learner at the step that the run has reached."""

    maker: RobustBatchMaker
    learner: RobustLearner
    clean: Towers
    files: ModelFiles
    start: str


def _prepared(
    place: Place,
    config: RobustConfig,
    sources: list[Pictures],
    model: str,
    run_folder: Path,
    device: str,
) -> _Run:
    clean, files = open_towers(model, device=device, precision=config.precision)
    start = encoder_id(files.label, files.identity, default_cache_folder())
    maker = RobustBatchMaker(config, sources, clean.side_px, place)
    clean.clip.eval()
    classes = {
        source.source: class_vectors(
            clean, class_texts(source), class_packshots(source), config.class_picture_weight
        )
        for source in sources
    }
    learner = RobustLearner(config, clean, classes, place)
    restore_run(run_folder, learner, start)
    place.share_weights(learner.clip)
    return _Run(maker, learner, clean, files, start)


def _learn_along(
    place: Place,
    config: RobustConfig,
    sources: list[Pictures],
    model: str,
    run_folder: Path,
    device: str,
) -> None:
    """What the processes after the first do: their share of the same steps."""
    import torch

    torch.set_num_threads(config.n_threads)
    run = _prepared(place, config, sources, model, run_folder, device)
    while run.learner.step < config.n_steps and not place.any_wants(False):
        run.learner.learn(run.maker.make(run.learner.step))


def why_collapsed(spread: Spread, clean: Spread, config: RobustConfig) -> str:
    """One clause why vectors no longer tell pictures apart, or "" when they do.

    Training against attacks has a trivial answer, all pictures alike: nothing moves, nothing is
    found.
    """
    if clean.effective_rank == 0:
        return ""  # nothing is held out to look at
    if spread.mean_cosine > max(config.largest_mean_cosine, clean.mean_cosine):
        return f"the mean cosine between pictures rose to {spread.mean_cosine:.2f}"
    if spread.effective_rank < config.least_rank_share * clean.effective_rank:
        return (
            f"the effective rank of picture vectors fell from {clean.effective_rank:.1f} to"
            f" {spread.effective_rank:.1f}"
        )
    return ""
