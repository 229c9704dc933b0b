"""Rows that an earlier run of a comparing command left in its JSON file; not what they hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from retrieval.errors import InputError


def earlier_rows(
    file: Path | None, asked: dict[str, Any], *, under: str, kind: str, settings: str
) -> dict[str, Any]:
    """What the file has under a key when it was asked the same, nothing where there is no file.

    kind, settings: what the file should hold and be of, for people. InputError for another's file.
    """
    if file is None or not file.is_file():
        return {}
    try:
        before = json.loads(file.read_text("utf-8"))
        rows: dict[str, Any] = before.pop(under)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise InputError(f"{file} holds no {kind} of this command: name another file.") from error
    if before != asked:
        raise InputError(f"{file} is of another encoder, {settings}: name another file.")
    return rows
