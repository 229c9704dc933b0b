"""What is written of a mistake of ours: where it happened; never values, nor a customer's words."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

LARGEST_FILE_BYTES = 1_000_000  # then it begins anew


def tell_crash(error: BaseException, path: Path, what: str = "Vitrine") -> str:
    """Add where an error came from to a file; gives the one sentence for the person."""
    stopped = f"{what} stopped because of a mistake in the program"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_full = path.exists() and path.stat().st_size > LARGEST_FILE_BYTES
        with path.open("w" if is_full else "a", encoding="utf-8", errors="replace") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} Python {platform.python_version()}\n")
            file.write(f"{described(error)}\n")
    except OSError as problem:
        return f"{stopped}; its details could not be written to {path}: {problem.strerror}."
    return f"{stopped}; its details, without anything that was typed or said, are in {path}."


def described(error: BaseException) -> str:
    """The kind of an error and the lines it passed, with those of the errors behind it.

    An error's own words are left out: they may quote what a customer typed.
    """
    parts, seen = [], set[int]()
    behind: BaseException | None = error
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        kind = type(behind)
        number = f" {behind.errno}" if isinstance(behind, OSError) and behind.errno else ""
        stack = traceback.StackSummary.extract(traceback.walk_tb(behind.__traceback__))
        parts.append(f"{kind.__module__}.{kind.__qualname__}{number}\n{''.join(stack.format())}")
        behind = behind.__cause__ or behind.__context__
    return "because of\n".join(parts)
