"""The lists of words and phrases that sentences are made of, as files; not how they are joined."""

from __future__ import annotations

from functools import cache
from pathlib import Path

WORDING = Path(__file__).parent / "wording"


@cache
def wording(name: str) -> tuple[str, ...]:
    """The lines of one of the lists."""
    return tuple((WORDING / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1])
