"""Draws the README's picture: an answer as a colour terminal shows it, to ask.svg.

python docs/pictures/draw.py
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from assistant import Assistant, Query
from assistant.cli.demo import make_sample_store
from assistant.cli.table import show_answer

COLUMNS = 92


def main() -> None:
    """Ask the sample store and export what the terminal would show."""
    console = Console(
        record=True,
        width=COLUMNS,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    with tempfile.TemporaryDirectory() as folder:
        make_sample_store(Path(folder), quiet=True)
        with Assistant.open(folder) as assistant:
            assistant.ask(Query(text="warm"))  # so that the time shown is a warm one
            console.print(Text('$ vitrine ask "long red dress" -k 4', style="bold green"))
            show_answer(
                assistant.ask(Query(text="long red dress", k=4)),
                thumbnails="blocks",
                console=console,
            )
    target = Path(__file__).with_name("ask.svg")
    target.write_text(console.export_svg(title="vitrine"), encoding="utf-8")


if __name__ == "__main__":
    main()
