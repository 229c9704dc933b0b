"""`vitrine settings`: each setting, its value and where it came from."""

from __future__ import annotations

import json

import click

from assistant.cli.options import json_option
from assistant.locations import settings_file
from assistant.settings import load_settings


@click.command("settings")
@json_option
def command(as_json: bool) -> None:
    """Show every setting, its value and where it came from.

    Change one in the settings file, or for one command by an environment variable such as
    VITRINE_K=20 or a flag.
    """
    _, origins = load_settings()
    if as_json:
        rows = [{"name": o.name, "value": o.value, "source": o.source} for o in origins]
        click.echo(json.dumps({"schema": 1, "file": str(settings_file()), "settings": rows}))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("setting", "value", "from", "what it is"):
        table.add_column(heading, overflow="fold")
    for origin in origins:
        table.add_row(*map(Text, (origin.name, origin.value, origin.source, origin.says)))
    console = Console()
    console.print(table)
    console.print(Text(f"settings file: {settings_file()}", style="dim"))
