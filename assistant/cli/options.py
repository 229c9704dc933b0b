"""Options that several commands share; not for commands themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Folder of the store; without it the default one, which `vitrine demo` makes.",
)
device_option = click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help="Where models run; auto takes a GPU when there is one.",
)
language_option = click.option(
    "--language",
    help="Language that is spoken, such as en or zh; detected when left out.",
)
speech_model_option = click.option(
    "--speech-model",
    help="Speech model: pocket, a Whisper name (base, turbo ...) or a .pt file.",
)
robust_option = click.option(
    "--robust",
    is_flag=True,
    help="Use pocket-robust, which holds better against attacked pictures and misspelt words.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")


def query_options(command: Command) -> Command:
    """Everything a query can hold, for `ask` and `demo`."""
    options = [
        click.option("-k", "k", type=click.IntRange(min=1), help="Hits wanted."),
        click.option(
            "--image",
            "images",
            multiple=True,
            metavar="PATH[:WEIGHT]",
            help="A picture to look like; `a.jpg:0.7` weighs it.",
        ),
        click.option(
            "--audio",
            "audio",
            multiple=True,
            metavar="PATH",
            help="Speech: a file, a folder, or - for standard input; one answer for each.",
        ),
        click.option(
            "--like",
            "like",
            multiple=True,
            metavar="ID[:WEIGHT]",
            help="A product of the store to look like.",
        ),
        click.option(
            "--without",
            multiple=True,
            metavar="TEXT",
            help="What it must not be.",
        ),
        click.option(
            "--filter",
            "filters",
            multiple=True,
            metavar="EXPR",
            help="Must hold exactly: 'price<40', 'category=shoes', 'colour in red,blue'.",
        ),
        click.option("--in-stock", is_flag=True, help="Only what is in stock."),
        click.option("--explain", is_flag=True, help="Say what each hit owes to what."),
        robust_option,
        json_option,
        language_option,
        speech_model_option,
        device_option,
    ]
    for option in reversed(options):
        command = option(command)
    return command
