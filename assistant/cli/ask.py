"""`vitrine ask`: one query from the command line to one answer; not for drawing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import query_options, store_option
from assistant.errors import QueryError
from assistant.locations import default_store
from assistant.query import Query, WeightedPicture, WeightedProduct, parse_weighted
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.answer import Answer

HELP = """Find products by words, pictures, products of the store, or a mix.

\b
vitrine ask "long red dress" --filter 'price<60' --in-stock
vitrine ask --image photo.jpg "but in blue"
vitrine ask --like dress-001 --without "long sleeves"
vitrine ask "2:red dress + belt - lace"
"""


@click.command("ask", help=HELP)
@click.argument("text", required=False, default="")
@store_option
@query_options
def command(text: str, store: Path | None, **options: Any) -> None:
    """Ask the store and show the answer."""
    ask_and_show(text, store, **options)


def ask_and_show(
    text: str,
    store: Path | None,
    *,
    k: int | None,
    images: tuple[str, ...],
    like: tuple[str, ...],
    without: tuple[str, ...],
    filters: tuple[str, ...],
    in_stock: bool,
    explain: bool,
    as_json: bool,
    device: str | None,
) -> None:
    """Put the options together into a query, ask it and show the answer."""
    settings, _ = load_settings({"k": k, "store": store, "device": device})
    query = Query(
        text=text,
        images=[WeightedPicture(*parse_weighted(image)) for image in images],
        like=[WeightedProduct(*parse_weighted(liked)) for liked in like],
        without=without,
        filters=filters,
        in_stock=in_stock,
        k=settings.k,
    )
    answer = _ask(query, settings.store, settings.device, quiet=as_json)
    if as_json:
        click.echo(json.dumps(answer.to_json(), ensure_ascii=False))
        return
    from assistant.cli.table import show_answer

    show_answer(answer, explain=explain, thumbnails=settings.thumbnails)


def _ask(query: Query, store: Path, device: str, *, quiet: bool) -> Answer:
    from assistant.assistant import Assistant, to_request
    from assistant.cli.progress import loading

    to_request(query)  # a mistake in the query is told before seconds go into loading a model
    if store == default_store() and not store.exists():
        raise QueryError(
            "There is no store yet: `vitrine demo` makes one of the samples, "
            "`vitrine catalogue add FILE` one of your own products."
        )
    with (
        loading(quiet=quiet) as progress,
        Assistant.open(store, device=device, progress=progress) as assistant,
    ):
        return assistant.ask(query)
