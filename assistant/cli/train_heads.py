"""`vitrine train heads`: heads over a frozen encoder, trained, measured and written to one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import device_option
from assistant.cli.train_options import (
    config_option,
    data_option,
    read_config,
    run_option,
    samples_option,
)
from assistant.errors import QueryError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from retrieval.training.heads.loop import HeadsProgress


@click.command("heads")
@click.option("--encoder", "name", default="pocket", show_default=True, help="Encoder beneath.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Heads file; `--model ENCODER+heads:FILE` then uses it.",
)
@run_option(Path("runs/heads"))
@data_option
@config_option
@samples_option
@click.option("--seed", type=click.IntRange(min=0), help="Of every choice; the recipe's otherwise.")
@click.option(
    "--search",
    "n_trials",
    type=click.IntRange(min=1),
    help="First look for a better recipe, without attacks, until the study has this many trials;"
    " needs the training extra.",
)
@click.option(
    "--study",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of the search; the same file goes on with it. In the run folder unless named.",
)
@click.option(
    "--board",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of figures for TensorBoard; needs the training extra.",
)
@click.option(
    "--attacked",
    "n_attacked",
    type=click.IntRange(min=0),
    default=32,
    show_default=True,
    help="Photos of each validation split attacked for the file's figures; 0 for none.",
)
@device_option
def heads(
    name: str,
    out: Path,
    run_folder: Path,
    data: Path | None,
    config: Path | None,
    samples: bool,
    seed: int | None,
    n_trials: int | None,
    study: Path | None,
    board: Path | None,
    n_attacked: int,
    device: str | None,
) -> None:
    """Train a text head and an image head over a frozen encoder; Ctrl-C stops, to go on later.

    With {"attack": {"share": 0.5}} in the recipe half of each step is pictures and texts that an
    adversary has made worse for the heads as they are.

    Several processes share out each step: `"n_processes": 2` in the configuration, or started by
    torchrun --nproc-per-node 2 --no-python -- vitrine train heads …
    """
    from contextlib import ExitStack
    from dataclasses import replace

    from assistant.cli.progress import loading, stoppable, training
    from retrieval.encoders.devices import choose_device
    from retrieval.encoders.load import load_encoder
    from retrieval.heads.naming import HEADS_MARK
    from retrieval.training.heads.attacked import reported_photos
    from retrieval.training.heads.board import Board
    from retrieval.training.heads.finish import finish_heads
    from retrieval.training.heads.loop import train_heads
    from retrieval.training.heads.prepare import prepare
    from retrieval.training.heads.recipe import recipe_from
    from retrieval.training.heads.search import search_recipe
    from retrieval.training.launched import company, follow

    if HEADS_MARK in name:
        raise QueryError("Heads are trained over a plain encoder, not over one that wears heads.")
    recipe = recipe_from(read_config(config))
    recipe = recipe if seed is None else replace(recipe, seed=seed)
    settings, _ = load_settings({"device": device})
    chosen = choose_device(settings.chosen_device)
    products: Any = None
    queries: Path | None = None
    if samples:
        from samples import QUERIES_CSV
        from samples import render as products

        queries = QUERIES_CSV
    with ExitStack() as stack:
        place = stack.enter_context(company())
        if place.number:  # of torchrun's processes all but the first
            follow(place)
            return
        figures = stack.enter_context(Board(board)) if board is not None else None
        should_stop = stack.enter_context(stoppable())
        with loading(quiet=False) as told:
            encoder = load_encoder(name, device=chosen, progress=told)
            photos = reported_photos(data, n_attacked)
            attackable = None
            if recipe.attack.share or photos:  # gradients need torch
                attackable = load_encoder(name, device=chosen, backend="torch", progress=told)
            if photos and getattr(attackable, "preprocess_spec", None) is None:
                click.echo(
                    "The encoder cannot be attacked through its pixels: not measured.", err=True
                )
                photos = ()
            ready = prepare(
                encoder,
                data,
                products,
                queries,
                recipe.embedding,
                run_folder,
                told,
                attack=recipe.attack,
                attackable=attackable,
            )
        if n_trials is not None:
            with training() as show:
                found = search_recipe(
                    replace(recipe, attack=replace(recipe.attack, share=0.0)),
                    ready.data,
                    ready.shops,
                    n_trials,
                    study or run_folder / "study.journal",
                    device=chosen,
                    progress=lambda n, best: show(n, n_trials, f"recall@1 of the best {best:.1%}"),
                    should_stop=should_stop,
                )
                recipe = replace(found, attack=recipe.attack)
        with training() as show:

            def tell(progress: HeadsProgress) -> None:
                recall = "  ".join(f"{shop} {share:.1%}" for shop, share in progress.recall.items())
                for source, share in progress.attacked.items():
                    recall += f"  {source} attacked {share:.1%}"
                loss = sum(progress.losses.values())
                show(progress.step, progress.n_steps, f"loss {loss:.3f}  recall@1 {recall}")
                if figures is not None:
                    figures.show(progress)

            trained = train_heads(
                recipe,
                ready.data,
                ready.shops,
                run_folder=run_folder / recipe.digest,
                device=chosen,
                adversary=ready.adversary,
                progress=tell,
                should_stop=should_stop,
            )
    if not trained.is_finished:
        click.echo(f"Stopped after step {trained.steps_done}; run the same command to go on.")
        return
    click.echo("Choosing the fusion, fitting the calibration and measuring …", err=True)
    measured = finish_heads(
        trained.heads,
        encoder,
        out,
        ready.shops,
        ready.reported,
        attackable=attackable,
        attacked=photos,
    )
    _show(measured, encoder.name, out)


def _show(measured: dict[str, Any], encoder: str, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    from retrieval.training.heads.finish import mean_gain

    table = Table(box=None, pad_edge=False)
    for heading in ("asked", "queries", "plain @1", "heads @1", "plain @5", "heads @5"):
        table.add_column(heading, justify="left" if heading == "asked" else "right")
    for asked, row in measured["heads"].items():
        plain = measured["plain"][asked]
        cells = [
            f"{figures[name]:.3f}" if name in figures else ""
            for name in ("recall@1", "recall@5")
            for figures in (plain, row)
        ]
        table.add_row(asked, str(row["n"]), *cells)
    Console().print(table)
    for asked, figures in measured.get("attacked", {}).items():
        if isinstance(figures, dict):
            curve = "  ".join(f"{level} {row['recall@1']:.3f}" for level, row in figures.items())
            click.echo(f"{asked}, {figures['clean']['n']} of them attacked: {curve}")
    gain = mean_gain(measured)
    click.echo(f"The heads are in {out}; use them with --model {encoder}+heads:{out}.")
    if gain <= 0:
        click.echo(
            f"They are no better than {encoder} without heads ({100 * gain:+.1f} points of "
            "recall@1 on average): stay with the plain encoder."
        )
