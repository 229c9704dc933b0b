"""`vitrine demo`: the sample store made once at the default place, and asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.ask import ask_and_show
from assistant.cli.options import query_options
from assistant.locations import default_store
from assistant.settings import load_settings
from assistant.store_model import ROBUST_MODEL

if TYPE_CHECKING:
    from retrieval.catalogue.progress import Progress

DEMO_QUERY = "long red dress"
# Lies in the folder while the samples are being added, so that an interrupted demo goes on.
UNFINISHED_NAME = "demo-unfinished"


@click.command("demo")
@click.argument("text", required=False, default="")
@query_options
def command(text: str, **options: Any) -> int:
    """Make the sample store unless it is there, then ask it: `vitrine demo "long red dress"`.

    The store goes to the user's data folder (VITRINE_HOME moves it); from then on `vitrine ask`
    uses it when no --store is given.
    """
    store = default_store()
    model = ROBUST_MODEL if options["robust"] else None
    make_sample_store(store, device=options["device"], quiet=options["as_json"], model=model)
    asked_otherwise = options["images"] or options["audio"] or options["like"] or options["filters"]
    return ask_and_show(text or ("" if asked_otherwise else DEMO_QUERY), store, **options)


def make_sample_store(
    path: Path,
    *,
    device: str | None = None,
    quiet: bool = False,
    model: str | None = None,
    tell: Callable[[str, int, int | None], None] | None = None,
) -> None:
    """Make the store of the sample catalogue at `path`, unless a finished store is there.

    model: the encoder that a new store is made with, else the settings' own. tell: what is being
    done, products done, and in all; beside what is printed unless quiet.
    """
    from retrieval.catalogue.store import FILE_NAME

    unfinished = path / UNFINISHED_NAME
    if (path / FILE_NAME).exists() and not unfinished.exists():
        return
    from assistant.cli.catalogue import level_index, store_encoder
    from assistant.cli.progress import working
    from retrieval.catalogue.ingest import add
    from retrieval.catalogue.store import Store
    from samples import CATALOGUE_CSV

    settings, _ = load_settings({"store": path, "device": device, "model": model})
    with Store.open(path, create=True) as store:
        unfinished.touch()
        if not quiet:
            click.echo(f"Making the sample store at {path} (once).", err=True)
        encoder = store_encoder(store, settings, quiet=quiet, asked_model=model)
        with working(quiet=quiet) as show:

            def progress(step: Progress) -> None:
                show(step)
                if tell is not None:
                    tell("Making the sample shop", step.done, step.total)

            report = add(store, CATALOGUE_CSV, encoder, progress=progress)
        level_index(store, encoder, settings)
    unfinished.unlink()
    if not quiet:
        click.echo(f"{report.added:,} products in {report.duration_s:.1f} s.", err=True)
