"""Rows that follow from several measured ones: means, worst cases, paired differences; no trials.

Every interval resamples questions, so what is compared is compared on the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.balls import Ball
from retrieval.robustness.cell import CLEAN, KS, Cell
from retrieval.robustness.intervals import (
    difference_interval,
    mean_interval,
    ratio_interval,
)
from retrieval.robustness.picture_changes import BLANK_STICKER, WORD_STICKER

Floats = NDArray[np.float64]
Cells = dict[tuple[str, str, str], Cell]


def means(cells: Cells) -> Iterator[dict[str, Any]]:
    """Over the adversaries of a group; intervals are over questions, each with its mean."""
    for (model, questions, group), members in _groups(cells).items():
        told: dict[str, Any] = {
            "model": model,
            "questions": questions,
            "adversary": group,
            "n": len(members[0].ranks),
            "n_adversaries": len(members),
        }
        yield told | _figures(cells, members[0], {k: _mean_hits(members, k) for k in KS})


def worst_cases(cells: Cells) -> Iterator[dict[str, Any]]:
    """By norm and radius the worst that any attack found for each picture, smaller radii included.

    What counts are the cells that tell their ball.
    """
    found: dict[tuple[str, str, str], dict[float, list[Cell]]] = {}
    for cell in cells.values():
        if ball := cell.details.get("ball"):
            by_radius = found.setdefault((cell.model, cell.questions, ball["norm"]), {})
            by_radius.setdefault(ball["radius"], []).append(cell)
    for (model, questions, norm), by_radius in found.items():
        so_far: list[Cell] = []
        for radius in sorted(by_radius):
            so_far += by_radius[radius]
            ranks = np.max([cell.ranks for cell in so_far], axis=0)
            shown = Ball("l2" if norm == "l2" else "linf", radius).shown
            told: dict[str, Any] = {
                "model": model,
                "questions": questions,
                "adversary": f"worst of all attacks {shown}",
                "n": len(ranks),
                "n_adversaries": len(by_radius[radius]),
                "ball": {"norm": norm, "radius": radius},
            }
            yield told | _figures(
                cells, so_far[0], {k: (ranks <= k).astype(np.float64) for k in KS}
            )


def differences(cells: Cells) -> Iterator[dict[str, Any]]:
    """What a wrong word costs beside a blank sticker, what the program wins back of what hearing
    costs, and corruptions beside the first model's."""
    over = dict.fromkeys((cell.model, cell.questions) for cell in cells.values())
    for model, questions in over:
        blank = cells.get((model, questions, BLANK_STICKER))
        word = cells.get((model, questions, WORD_STICKER))
        if blank and word:
            yield _difference(word, blank, "wrong word minus blank sticker")
    for cell in cells.values():
        if "won_back" in cell.details:
            yield _won_back(cells, cell)
    first = next(iter(over), ("", ""))[0]
    for (model, questions, group), members in _groups(cells).items():
        plain = [cells.get((first, questions, cell.adversary)) for cell in members]
        measured = [cell for cell in plain if cell is not None]
        if model != first and len(measured) == len(members):
            yield from _losses(cells, members, measured, group)


def _difference(one: Cell, other: Cell, name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"model": one.model, "questions": one.questions, "difference": name}
    for k in KS:
        hits = [(cell.ranks <= k).astype(np.float64) for cell in (one, other)]
        told[f"recall@{k}"] = [round(v, 4) for v in difference_interval(hits[0], hits[1])]
    return told


def _won_back(cells: Cells, cell: Cell) -> dict[str, Any]:
    """Of what the encoder alone loses by hearing, the share that the program wins back.

    (program, heard - encoder, heard) / (said - encoder, heard): what was said as the encoder alone
    finds it, and as the program does, which is more to win back.
    """
    told: dict[str, Any] = {"model": cell.model, "questions": cell.questions}
    lost = cells.get((cell.model, cell.questions, cell.details["won_back"]["lost"]))
    for name, said_as in (("encoder", CLEAN), ("program", cell.details["clean"])):
        said = cells.get((cell.model, cell.questions, said_as))
        if lost is None or said is None:
            continue
        for k in KS:
            wanted, alone, heard = (
                (each.ranks <= k).astype(np.float64) for each in (said, lost, cell)
            )
            key = f"recall@{k}" if name == "encoder" else f"recall@{k}, of said to the program"
            if wanted.mean() > alone.mean():
                told[key] = [round(v, 4) for v in ratio_interval(heard - alone, wanted - alone)]
    return {**told, "difference": f"won back: {cell.adversary}"}


def _losses(
    cells: Cells, members: list[Cell], plain: list[Cell], group: str
) -> Iterator[dict[str, Any]]:
    """The loss of a group's mean against clean, as a share of the loss of the first model."""
    clean = [cells.get((each[0].model, each[0].questions, CLEAN)) for each in (members, plain)]
    if clean[0] is None or clean[1] is None:
        return
    told: dict[str, Any] = {
        "model": members[0].model,
        "questions": members[0].questions,
        "difference": f"loss by {group} over {plain[0].model}'s",
    }
    for k in KS:
        own, others = (
            (at_rest.ranks <= k).astype(np.float64) - _mean_hits(each, k)
            for at_rest, each in zip(clean, (members, plain), strict=True)
            if at_rest is not None
        )
        if others.sum() > 0:
            told[f"recall@{k}"] = [round(v, 4) for v in ratio_interval(own, others)]
    if len(told) > 3:
        yield told


def kept(cells: Cells, cell: Cell, hits: Floats, k: int) -> dict[str, Any]:
    """The share of the clean recall that hits (n,) are, with its interval; {} without it.

    Clean is what the cell names as such, the encoder alone otherwise.
    """
    clean = cells.get((cell.model, cell.questions, cell.details.get("clean", CLEAN)))
    if clean is None or len(clean.ranks) != len(hits):
        return {}
    share = ratio_interval(hits, (clean.ranks <= k).astype(np.float64))
    return {f"kept@{k}": [None if v != v else round(v, 4) for v in share]}


def _figures(cells: Cells, cell: Cell, hits: dict[int, Floats]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for k, values in hits.items():
        told[f"recall@{k}"] = round(float(values.mean()), 4)
        told[f"interval@{k}"] = [round(v, 4) for v in mean_interval(values)]
        told |= kept(cells, cell, values, k)
    return told


def _groups(cells: Cells) -> dict[tuple[str, str, str], list[Cell]]:
    groups: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in cells.values():
        for group in cell.details.get("groups", ()):
            groups.setdefault((cell.model, cell.questions, group), []).append(cell)
    return groups


def _mean_hits(members: Iterable[Cell], k: int) -> Floats:
    """(n,) of each question the share of the adversaries that it withstands."""
    return np.asarray(np.mean([cell.ranks <= k for cell in members], axis=0), np.float64)
