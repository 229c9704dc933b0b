"""`vitrine models …`: which encoders there are, fetching one, and switching a store to one."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.choices import format_size
from assistant.cli.options import device_option, json_option, store_option
from assistant.settings import load_settings

if TYPE_CHECKING:
    from retrieval.encoders.registry import ModelEntry


@click.group("models", invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """See which encoders are here and which can be fetched; fetch one; switch a store to one."""
    if context.invoked_subcommand is not None:
        return
    from retrieval.encoders.registry import list_models

    entries = list_models()
    if as_json:
        rows = [{**asdict(entry.model), "is_here": entry.is_here} for entry in entries]
        click.echo(json.dumps({"schema": 1, "models": rows}, ensure_ascii=False))
    else:
        _show(entries)


def _show(entries: list[ModelEntry]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("", "model", "size", "licence", "what"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "size" else "left")
    for entry in entries:
        model = entry.model
        table.add_row(
            Text("here" if entry.is_here else "", style="bold"),
            Text(model.name),
            Text(format_size(model.size_bytes)),
            Text(model.licence),
            Text(model.what),
        )
    console = Console()
    console.print(table)
    console.print(
        Text(
            "\nFetch one with `vitrine models fetch NAME`; any other open_clip ARCH/TAG, "
            "hf-hub:… or local folder works too.",
            style="dim",
        )
    )


@command.command("fetch")
@click.argument("name")
def fetch(name: str) -> None:
    """Download a model, or mend a damaged download; checks that every file is whole."""
    from assistant.cli.progress import downloading
    from retrieval.encoders.registry import fetch_model

    with downloading() as progress:
        files = fetch_model(name, progress)
    click.echo(f"{files.name} is here and whole.")


@command.command("use")
@click.argument("name")
@store_option
@device_option
def use(name: str, store: Path | None, device: str | None) -> None:
    """Switch a store to another encoder: everything is embedded again, then the store flips.

    Searching goes on with the old vectors until the new ones are complete. Interrupted, the same
    command goes on where it stopped.
    """
    from assistant.cli.progress import loading, stoppable, working
    from retrieval.catalogue.embed import switch_model
    from retrieval.catalogue.store import Store
    from retrieval.encoders.load import load_encoder

    settings, _ = load_settings({"store": store, "device": device})
    with Store.open(settings.store) as opened:
        with loading(quiet=False) as told:
            encoder = load_encoder(
                name,
                device=settings.chosen_device,
                progress=told,
            )
        with stoppable() as should_stop, working() as progress:
            report = switch_model(opened, encoder, progress=progress, should_stop=should_stop)
    if not report.complete:
        click.echo("Stopped before the end; run the same command to go on. The old model serves.")
    else:
        click.echo(f"{settings.store} now uses {encoder.name} ({report.duration_s:.1f} s).")
