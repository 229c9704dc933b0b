"""`vitrine ask`: one query from the command line to one answer; not for drawing it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import query_options, store_option
from assistant.cli.sounds import gather_sounds, sound_name
from assistant.cli.telling import printable, tell_error
from assistant.errors import QueryError, SpeechError
from assistant.locations import default_store
from assistant.query import Query, WeightedPicture, WeightedProduct, parse_weighted
from assistant.settings import Settings, load_settings
from assistant.store_model import check_made_robust

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant

HELP = """Find products by words, speech, pictures, products of the store, or a mix.

\b
vitrine ask "long red dress" --filter 'price<60' --in-stock
vitrine ask --image photo.jpg "but in blue"
vitrine ask --like dress-001 --without "long sleeves"
vitrine ask "2:red dress + belt - lace"
vitrine ask --audio question.wav
"""


@click.command("ask", help=HELP)
@click.argument("text", required=False, default="")
@store_option
@query_options
def command(text: str, store: Path | None, **options: Any) -> int:
    """Ask the store and show the answer."""
    return ask_and_show(text, store, **options)


def ask_and_show(
    text: str,
    store: Path | None,
    *,
    k: int | None,
    images: tuple[str, ...],
    audio: tuple[str, ...],
    like: tuple[str, ...],
    without: tuple[str, ...],
    filters: tuple[str, ...],
    in_stock: bool,
    explain: bool,
    robust: bool,
    as_json: bool,
    language: str | None,
    speech_model: str | None,
    device: str | None,
) -> int:
    """Put the options together into a query, ask it and show the answer.

    Several sounds are a query each; one that cannot be used is told and the others go on. Returns
    the exit code.
    """
    settings, _ = load_settings(
        {
            "k": k,
            "store": store,
            "language": language,
            "speech_model": speech_model,
            "device": device,
        }
    )
    sounds = gather_sounds(audio)
    query = Query(
        text=text,
        images=[WeightedPicture(*parse_weighted(image)) for image in images],
        audio=sounds[:1],
        like=[WeightedProduct(*parse_weighted(liked)) for liked in like],
        without=without,
        filters=filters,
        in_stock=in_stock,
        k=settings.k,
    )
    from assistant.assistant import to_request

    to_request(query)  # a mistake in the query is told before seconds go into loading a model
    check_store(settings)
    if robust:
        check_made_robust(settings)
    exit_code = 0
    with opened(settings, quiet=as_json, hears=bool(sounds)) as assistant:
        if len(sounds) <= 1:
            show(assistant.ask(query), as_json, explain, settings.thumbnails)
        for sound in sounds if len(sounds) > 1 else ():
            try:
                answer = assistant.ask(replace(query, audio=[sound]))
            except SpeechError as error:
                exit_code = max(exit_code, tell_error(error))
                continue
            if not as_json:
                click.echo(f"{printable(sound_name(sound))}:")
            show(answer, as_json, explain, settings.thumbnails)
    return exit_code


def check_store(settings: Settings) -> None:
    """Raises QueryError when the default store is meant and was never made."""
    if settings.store == default_store() and not settings.store.exists():
        raise QueryError(
            "There is no store yet: `vitrine demo` makes one of the samples, "
            "`vitrine catalogue add FILE` one of your own products."
        )


@contextmanager
def opened(settings: Settings, *, quiet: bool, hears: bool = False) -> Iterator[Assistant]:
    """The assistant over a store, a spinner turning while models load. hears: speech, too."""
    from assistant.assistant import Assistant
    from assistant.cli.progress import loading

    with ExitStack() as stack:
        with loading(quiet=quiet) as progress:
            assistant = stack.enter_context(
                Assistant.open(
                    settings.store,
                    device=settings.device,
                    speech_model=settings.speech_model,
                    language=settings.language,
                    progress=progress,
                )
            )
            if hears:
                _ = assistant.hearing.recognizer
        yield assistant


def show(answer: Answer, as_json: bool, explain: bool, thumbnails: str) -> None:
    """Print an answer for a script or a person."""
    if as_json:
        click.echo(json.dumps(answer.to_json(), ensure_ascii=False))
        return
    from assistant.cli.table import show_answer

    show_answer(answer, explain=explain, thumbnails=thumbnails)
