"""One thing that is wrong with a store, and how such things are told; not for finding them."""

from __future__ import annotations

from dataclasses import dataclass

EXAMPLES = 3

REBUILD = "run: vitrine catalogue rebuild"
ADD_AGAIN = "remove these products and add them again from their source, then rebuild"
RESTORE = "restore the store from a copy, or make it again from its source"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, found by the check `what`; n: how many times."""

    what: str
    message: str
    remedy: str
    n: int = 1


def examples(items: list[str]) -> str:
    """The first few of what is wrong."""
    shown = ", ".join(items[:EXAMPLES])
    return shown if len(items) <= EXAMPLES else f"{shown} and {len(items) - EXAMPLES:,} more"
