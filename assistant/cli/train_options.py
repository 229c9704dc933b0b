"""Options that the `vitrine train` commands share; not for commands themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from assistant.errors import QueryError

config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON of settings that differ from the recipe.",
)

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with grocery/ and clothing/; without it the samples alone are learned.",
)
samples_option = click.option(
    "--samples/--no-samples", default=True, help="Learn the sample catalogue as well."
)


def run_option(default: Path) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--run FOLDER`, with a place of its own for each model."""
    return click.option(
        "--run",
        "run_folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=default,
        show_default=True,
        help="Folder of the checkpoint and the log; the same folder again goes on with the run.",
    )


def read_config(path: Path | None) -> dict[str, Any]:
    """The JSON object of `--config`, empty when none was given. QueryError when it is no object."""
    if path is None:
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise QueryError(f"{path} cannot be read as JSON ({error}).") from error
    if not isinstance(values, dict):
        raise QueryError(f"{path} must hold one JSON object.")
    return values
