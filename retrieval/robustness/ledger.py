"""The file of what has been measured, so that a long measurement goes on; not the measuring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.errors import InputError
from retrieval.robustness.cell import CLEAN, KS, Cell
from retrieval.robustness.derived import differences, kept, means, worst_cases
from retrieval.robustness.intervals import recall_at, recall_interval

__all__ = ["CLEAN", "KS", "Cell", "Ledger"]

SCHEMA = 1


class Ledger:
    """Cells by model, questions and adversary; written whole, and atomically, after each."""

    def __init__(self, path: Path | None, settings: dict[str, Any]) -> None:
        self.path = path
        self.settings = json.loads(json.dumps(settings))
        self.encoder_ids: dict[str, str] = {}
        self.checks: list[dict[str, Any]] = []
        self._cells: dict[tuple[str, str, str], Cell] = {}
        if path is not None and path.exists():
            self._read(path)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._cells.values())

    def __contains__(self, key: object) -> bool:
        return key in self._cells

    def get(self, model: str, questions: str, adversary: str) -> Cell | None:
        return self._cells.get((model, questions, adversary))

    def add_model(self, name: str, encoder_id: str) -> None:
        """Note an encoder; what was measured of an older one of the same name is dropped."""
        if self.encoder_ids.get(name, encoder_id) != encoder_id:
            self._cells = {key: cell for key, cell in self._cells.items() if key[0] != name}
        self.encoder_ids[name] = encoder_id

    def add(self, cell: Cell) -> None:
        """Keep a row, on disk as well; intervals and what follows from rows wait for `write`."""
        self._cells[cell.key] = cell
        self.write(is_whole=False)

    def write(self, *, is_whole: bool = True) -> None:
        """Replace the file; what was there stays whole until the new one is.

        is_whole: with intervals and all that follows from the rows, which takes seconds.
        """
        if self.path is None:
            return
        aside = self.path.with_name(self.path.name + ".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(
                json.dumps(self.to_json(is_whole=is_whole), indent=1, ensure_ascii=False) + "\n",
                "utf-8",
            )
            aside.replace(self.path)
        except OSError as error:
            raise InputError(f"{self.path} cannot be written ({error}).") from error

    def to_json(self, *, is_whole: bool = True) -> dict[str, Any]:
        """All of it, with recall, what is kept of the clean recall, and intervals.

        is_whole: False leaves out what resampling tells.
        """
        return {
            "schema": SCHEMA,
            "bench": "robustness",
            "settings": self.settings,
            "models": self.encoder_ids,
            "checks": self.checks,
            "means": list(means(self._cells)) if is_whole else [],
            "worst": list(worst_cases(self._cells)) if is_whole else [],
            "differences": list(differences(self._cells)) if is_whole else [],
            "cells": [self._cell_json(cell, is_whole) for cell in self],
        }

    def _cell_json(self, cell: Cell, is_whole: bool) -> dict[str, Any]:
        told: dict[str, Any] = {
            "model": cell.model,
            "questions": cell.questions,
            "family": cell.family,
            "adversary": cell.adversary,
            "n": len(cell.ranks),
            "n_products": cell.n_products,
            "seconds": round(cell.seconds, 1),
        }
        for k in KS if len(cell.ranks) else ():
            told[f"recall@{k}"] = round(recall_at(cell.ranks, k), 4)
            if not is_whole:
                continue
            told[f"interval@{k}"] = [round(v, 4) for v in recall_interval(cell.ranks, k)]
            told |= kept(self._cells, cell, (cell.ranks <= k).astype(np.float64), k)
        return {**told, "details": cell.details, "ranks": cell.ranks.tolist()}

    def _read(self, path: Path) -> None:
        try:
            told = json.loads(path.read_text("utf-8"))
            settings, self.encoder_ids = told["settings"], dict(told["models"])
            is_ours = told["schema"] == SCHEMA and told["bench"] == "robustness"
            cells = [_cell(line) for line in told["cells"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path} is no file of this measurement: name another one, or remove it."
            ) from error
        if not is_ours:
            raise InputError(f"{path} is of another kind or version: name another file.")
        other = [name for name in self.settings if settings.get(name) != self.settings[name]]
        if other:
            was = ", ".join(f"{name} {settings.get(name)}" for name in other)
            raise InputError(
                f"{path} was measured with other settings ({was}): name another file to measure "
                "anew, or give the same settings to go on."
            )
        self._cells = {cell.key: cell for cell in cells}


def _cell(told: dict[str, Any]) -> Cell:
    return Cell(
        told["model"],
        told["questions"],
        told["family"],
        told["adversary"],
        np.asarray(told["ranks"], np.int64),
        float(told["seconds"]),
        int(told["n_products"]),
        told["details"],
    )
