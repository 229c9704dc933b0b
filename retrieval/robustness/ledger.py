"""The file of what has been measured, so that a long measurement goes on; not the measuring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.robustness.intervals import mean_interval, ratio_interval, recall_at, recall_interval

SCHEMA = 1
KS = (1, 5)
CLEAN = "clean"


@dataclass(frozen=True)
class Cell:
    """One adversary against one encoder over one set of questions.

    ranks: (n,) of the best relevant product, from 1, one for each question. details: what else the
    adversary tells, JSON-able.
    """

    model: str
    questions: str
    family: str
    adversary: str
    ranks: NDArray[np.int64]
    seconds: float = 0.0
    n_products: int = 0
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.model, self.questions, self.adversary


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
        self._cells[cell.key] = cell
        self.write()

    def write(self) -> None:
        """Replace the file; what was there stays whole until the new one is."""
        if self.path is None:
            return
        aside = self.path.with_name(self.path.name + ".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(
                json.dumps(self.to_json(), indent=1, ensure_ascii=False) + "\n", "utf-8"
            )
            aside.replace(self.path)
        except OSError as error:
            raise InputError(f"{self.path} cannot be written ({error}).") from error

    def to_json(self) -> dict[str, Any]:
        """All of it, with recall, what is kept of the clean recall, and intervals."""
        return {
            "schema": SCHEMA,
            "bench": "robustness",
            "settings": self.settings,
            "models": self.encoder_ids,
            "checks": self.checks,
            "means": list(self._means()),
            "cells": [self._cell_json(cell) for cell in self],
        }

    def _means(self) -> Iterator[dict[str, Any]]:
        """Over the adversaries of a group; intervals are over questions, each with its mean."""
        groups: dict[tuple[str, str, str], list[Cell]] = {}
        for cell in self:
            for group in cell.details.get("groups", ()):
                groups.setdefault((cell.model, cell.questions, group), []).append(cell)
        for (model, questions, group), cells in groups.items():
            told: dict[str, Any] = {
                "model": model,
                "questions": questions,
                "adversary": group,
                "n": len(cells[0].ranks),
                "n_adversaries": len(cells),
            }
            for k in KS:
                hits = np.mean([cell.ranks <= k for cell in cells], axis=0)
                told[f"recall@{k}"] = round(float(hits.mean()), 4)
                told[f"interval@{k}"] = [round(v, 4) for v in mean_interval(hits)]
                told |= self._kept(cells[0], hits, k)
            yield told

    def _kept(self, cell: Cell, hits: NDArray[np.float64], k: int) -> dict[str, Any]:
        """The share of the clean recall that hits (n,) are, with its interval; {} without it."""
        clean = self.get(cell.model, cell.questions, CLEAN)
        if clean is None or len(clean.ranks) != len(hits):
            return {}
        kept = ratio_interval(hits, (clean.ranks <= k).astype(np.float64))
        return {f"kept@{k}": [None if v != v else round(v, 4) for v in kept]}

    def _cell_json(self, cell: Cell) -> dict[str, Any]:
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
            told[f"interval@{k}"] = [round(v, 4) for v in recall_interval(cell.ranks, k)]
            told |= self._kept(cell, (cell.ranks <= k).astype(np.float64), k)
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
