"""`vitrine train …`: the models this project ships, trained again from scratch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.train_federated import command as federated
from assistant.cli.train_heads import heads
from assistant.cli.train_options import (
    config_option,
    data_option,
    read_config,
    run_option,
    samples_option,
)
from assistant.cli.train_robust import command as robust

if TYPE_CHECKING:
    from retrieval.training.loop import TrainingProgress
    from speech.training.grammar import Shop
    from speech.training.loop import TrainingProgress as SpeechProgress


@click.group("train")
def command() -> None:
    """Train the models this project ships, and heads over any other."""


command.add_command(heads)
command.add_command(federated)
command.add_command(robust)


@command.command("encoder")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder the finished encoder is written to; `--model FOLDER` then uses it.",
)
@run_option(Path("runs/encoder"))
@data_option
@config_option
@samples_option
def encoder(
    out: Path, run_folder: Path, data: Path | None, config: Path | None, samples: bool
) -> None:
    """Train a pocket encoder from scratch, resumably: Ctrl-C saves a checkpoint and stops."""
    from assistant.cli.progress import stoppable, training
    from retrieval.training.config import config_from
    from retrieval.training.export import export_encoder
    from retrieval.training.finish import finish_encoder
    from retrieval.training.loop import train_encoder
    from samples import QUERIES_CSV

    recipe = config_from(read_config(config))
    products: Any = None
    if samples:
        from samples import render as products
    with stoppable() as should_stop, training() as show:

        def tell(progress: TrainingProgress) -> None:
            held_out = ", ".join(f"{name} {share:.0%}" for name, share in progress.held_out.items())
            loss = sum(progress.losses.values())
            rate = f"{progress.pictures_per_s:.0f} pictures/s"
            show(progress.step, progress.n_steps, f"loss {loss:.3f}  {held_out}  {rate}")

        trained = train_encoder(
            recipe,
            run_folder=run_folder,
            data=data,
            samples=products,
            cache=run_folder / "renderings",
            progress=tell,
            should_stop=should_stop,
        )
    if trained.steps_done < recipe.n_steps:
        click.echo(f"Stopped after step {trained.steps_done}; run the same command to go on.")
        return
    export_encoder(trained.clip, trained.tokenizer, recipe.shape, out)
    click.echo("Choosing the fusion and fitting the calibration …", err=True)
    finish_encoder(out, recipe, data, products, QUERIES_CSV if samples else None)
    click.echo(f"The encoder is in {out}; use it with --model {out}.")


@command.command("speech")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Checkpoint in Whisper's own format, as pocket.pt; written also when the run is stopped.",
)
@run_option(Path("runs/speech"))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/speech-corpus"),
    show_default=True,
    help="Folder of synthesised clips; those that it lacks are made first.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with digits/ of real people; without it synthesised voices alone are heard.",
)
@click.option(
    "--start",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Checkpoint to begin with instead of random weights, such as a pocket.pt.",
)
@config_option
@click.option("--samples/--no-samples", default=True, help="Say the sample catalogue as well.")
@click.option("--corpus-only", is_flag=True, help="Make the clips and stop; without --out.")
def speech(
    out: Path | None,
    run_folder: Path,
    corpus: Path,
    data: Path | None,
    start: Path | None,
    config: Path | None,
    samples: bool,
    corpus_only: bool,
) -> None:
    """Train a pocket Whisper from scratch, resumably: Ctrl-C saves a checkpoint and stops."""
    from assistant.cli.progress import stoppable, training
    from speech.training.config import config_from
    from speech.training.corpus import CorpusPlan, synthesise
    from speech.training.grammar import Shop

    recipe = config_from(read_config(config))
    if not corpus_only:
        if out is None:
            raise click.UsageError("Name the checkpoint to write, as in --out pocket.pt.")
        _check_beforehand(out, data)
        if start is not None:
            from speech.training.start import weights_to_start_from

            weights_to_start_from(start, recipe.shape)
    plan = CorpusPlan(_sample_shop() if samples else Shop(), recipe.n_clips)
    with stoppable() as should_stop:
        with training() as show:
            n_made = synthesise(
                corpus,
                plan,
                n_jobs=recipe.n_processes,
                progress=lambda done, total: show(done, total, "shards of clips"),
                should_stop=should_stop,
            )
        if out is None or corpus_only or n_made < plan.n_shards:
            click.echo(f"{n_made} of {plan.n_shards} shards of clips are in {corpus}.")
            return
        from speech.training.export import export_checkpoint
        from speech.training.loop import train_speech

        with training() as show:

            def tell(progress: SpeechProgress) -> None:
                losses = "  ".join(f"{name} {loss:.3f}" for name, loss in progress.losses.items())
                errors = "  ".join(f"{name} {rate:.0%}" for name, rate in progress.held_out.items())
                figures = f"{losses}  word errors {errors}  {progress.clips_per_s:.0f} clips/s"
                show(progress.step, progress.n_steps, figures)

            trained = train_speech(
                recipe,
                run_folder=run_folder,
                corpus=corpus,
                data=data,
                start=start,
                progress=tell,
                should_stop=should_stop,
            )
    if trained.steps_done == 0:
        click.echo("Stopped before the first step; run the same command to go on.")
        return
    export_checkpoint(trained.network, trained.targets, recipe.shape, out)
    if trained.steps_done < recipe.n_steps:
        click.echo(
            f"Stopped after step {trained.steps_done}, what it has learnt is in {out}; run the"
            " same command to go on."
        )
        return
    click.echo(f"The model is in {out}; use it with --speech-model {out}.")


def _check_beforehand(out: Path, data: Path | None) -> None:
    """TrainingError for what would else be told only after minutes of making clips."""
    from speech.training.real_digits import read_digits
    from speech.training.whole_file import check_writable
    from speech.training.word_errors import load_jiwer

    load_jiwer()
    check_writable(out)
    if data is not None:
        read_digits(data)


def _sample_shop() -> Shop:
    """What the grammar says of the samples; their own test sentences it never says."""
    import csv

    from samples import CATALOGUE_CSV
    from samples.saying import WISHES, WISHES_ZH
    from speech.training.grammar import Shop

    with CATALOGUE_CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Shop(
        brands=tuple(sorted({row["brand"] for row in rows if row["brand"]})),
        titles=tuple(row["title"] for row in rows),
        chinese_titles=tuple(row["title_zh"] for row in rows),
        never=tuple(wish.text for wish in (*WISHES, *WISHES_ZH)),
    )
