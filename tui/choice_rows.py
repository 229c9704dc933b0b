"""One choice as a row of a list and as a line about it; not the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from tui.cells import harmless
from tui.language import worded

if TYPE_CHECKING:
    from assistant.choices import Choice

IN_USE, HERE, ELSEWHERE = "●", "✓", " "
OTHER_ROW = "  another …"
ABOUT_OTHER = "any other, by its name or path"


def choice_row(choice: Choice, in_use: str, name_cells: int = 0) -> Text:
    """A mark and a name: in use, on this machine, or neither.

    name_cells: of the column of names where what is known stands beside them, else 0.
    """
    mark = IN_USE if choice.name == in_use else HERE if choice.is_here else ELSEWHERE
    name = harmless(choice.name)
    row = Text(f"{mark} {name}", no_wrap=True, overflow="ellipsis")
    if name_cells:
        row.append(" " * (name_cells - cell_len(name)) + f"  {harmless(choice.says)}", "dim")
    return row


def about_choice(choice: Choice, in_use: str, *, can_be_fetched: bool) -> str:
    """`in use: the processor`, the mark in words."""
    absent = worded("fetched when chosen" if can_be_fetched else "not on this machine")
    where = worded("on this machine") if choice.is_here else absent
    return harmless(f"{worded('in use') if choice.name == in_use else where}: {choice.says}")
