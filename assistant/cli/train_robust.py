"""`vitrine train robust`: a whole encoder fine-tuned against attacks; not heads on a frozen one."""

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

if TYPE_CHECKING:
    from retrieval.training.robust.loop import RobustEncoder, RobustProgress


@click.command("robust")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder the finished encoder is written to; `--model FOLDER` then uses it.",
)
@click.option(
    "--model",
    default="pocket",
    show_default=True,
    help="Encoder to start from: pocket, an open_clip ARCH/TAG, hf-hub:… or its folder.",
)
@run_option(Path("runs/robust"))
@data_option
@config_option
@samples_option
@device_option
def command(
    out: Path,
    model: str,
    run_folder: Path,
    data: Path | None,
    config: Path | None,
    samples: bool,
    device: str | None,
) -> None:
    """Fine-tune an encoder against attacked pictures and misspelt texts, resumably.

    Ctrl-C saves a checkpoint and stops. A run whose vectors collapse stops by itself.
    """
    from assistant.cli.progress import stoppable, training
    from retrieval.encoders.devices import choose_device
    from retrieval.errors import InputError
    from retrieval.training.robust.config import robust_config_from
    from retrieval.training.robust.export import check_target, export_robust
    from retrieval.training.robust.loop import train_robust

    if data is None and not samples:
        raise click.UsageError("There is nothing to learn from: give --data, or leave --samples.")
    recipe = robust_config_from(read_config(config))
    check_target(model, out)
    chosen = choose_device(None if device in (None, "auto") else device)
    products: Any = None
    if samples:
        from samples import render as products
    click.echo("Reading the encoder and the pictures …", err=True)
    with stoppable() as should_stop, training() as show:

        def tell(progress: RobustProgress) -> None:
            show(progress.step, progress.n_steps, _figures(progress))

        trained = train_robust(
            recipe,
            model=model,
            run_folder=run_folder,
            data=data,
            samples=products,
            cache=run_folder / "renderings",
            device=chosen,
            progress=tell,
            should_stop=should_stop,
        )
    if trained.collapsed:
        raise InputError(
            f"Stopped at step {trained.steps_done}, {trained.collapsed}: the encoder no longer"
            " tells pictures apart. Nothing was written; begin another run with a smaller epsilon"
            " or image_learning_rate, or a larger anchor_weight."
        )
    if trained.steps_done < recipe.n_steps:
        click.echo(f"Stopped after step {trained.steps_done}; run the same command to go on.")
        return
    export_robust(trained, out)
    _finish(trained, out, data, products)
    for name, share in trained.held_out.items():
        click.echo(f"{name}: {trained.clean_held_out[name]:.0%} before, {share:.0%} now")
    click.echo(f"The encoder is in {out}; use it with --model {out}.")


def _figures(progress: RobustProgress) -> str:
    """Loss, what is right of held-out pictures, spread and speed, in a line."""
    held_out = ", ".join(f"{name} {share:.0%}" for name, share in progress.held_out.items())
    return (
        f"loss {sum(progress.losses.values()):.2f}  {held_out}"
        f"  cosine {progress.mean_cosine:.2f} rank {progress.effective_rank:.0f}"
        f"  {progress.pictures_per_s:.0f} pictures/s"
    )


def _finish(trained: RobustEncoder, out: Path, data: Path | None, products: Any) -> None:
    """Fusion and calibration, chosen on what was kept out of training."""
    from retrieval.training.config import TrainingConfig
    from retrieval.training.finish import finish_encoder
    from samples import QUERIES_CSV

    click.echo("Choosing the fusion and fitting the calibration …", err=True)
    held_out = TrainingConfig(held_out_share=trained.config.held_out_share)
    finish_encoder(out, held_out, data, products, QUERIES_CSV if products else None)
