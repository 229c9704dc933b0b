"""A path as a person types, pastes, drops or reads it on a line of its own; not among words."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from tui.prompt_text import tokens


def typed_path(text: str) -> Path:
    """The path that a whole line means: as it stands, else quoted, escaped or as file://.

    >>> str(typed_path("'/no/such shop.csv' "))
    '/no/such shop.csv'
    """
    line = text.strip()
    if line.startswith("file://"):
        return Path(unquote(urlsplit(line).path))
    plain = Path(line).expanduser()
    if plain.exists():
        return plain
    for quote in "'\"":
        if len(line) > 1 and line[0] == line[-1] == quote:
            return Path(line[1:-1]).expanduser()
    parts = tokens(line)
    return Path(parts[0]).expanduser() if len(parts) == 1 else plain


def told_path(path: Path) -> str:
    """A path to a person, their home folder as `~`."""
    home = Path.home()
    return str(Path("~", path.relative_to(home))) if path.is_relative_to(home) else str(path)
