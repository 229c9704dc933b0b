"""Figures of defences out of a ledger, seeds brought together, and as Markdown; not measuring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.defences import DEFENCES, Member
from retrieval.robustness.intervals import mean_interval
from retrieval.robustness.ledger import KS, Cell, Ledger


def rows_of(ledger: Ledger, members: Sequence[Member]) -> list[dict[str, Any]]:
    """One for each defence, questions and adversary (or group of them) that was measured.

    recall@k: mean over members. spread@k: standard deviation over members, 0 for one alone.
    interval@k: 95 %, questions resampled, each with its mean over members. members: their recall@1.
    """
    found = []
    for defence in DEFENCES:
        names = [member.name for member in members if member.defence == defence]
        for questions, adversary, by_member in _measured(ledger, names):
            row: dict[str, Any] = {
                "defence": defence,
                "questions": questions,
                "adversary": adversary,
                "n": len(next(iter(by_member.values()))[0].ranks),
                "n_members": len(by_member),
            }
            for k in KS:
                hits = np.stack([_hits(cells, k) for cells in by_member.values()])
                recalls = hits.mean(1)
                row[f"recall@{k}"] = round(float(recalls.mean()), 4)
                row[f"spread@{k}"] = round(float(recalls.std()), 4)
                row[f"interval@{k}"] = [round(end, 4) for end in mean_interval(hits.mean(0))]
            row["members"] = {
                name: round(float(_hits(cells, 1).mean()), 4) for name, cells in by_member.items()
            }
            found.append(row)
    return found


def as_markdown(rows: Sequence[dict[str, Any]]) -> str:
    """A table for each set of questions: a line an adversary, a column a defence."""
    defences = list(dict.fromkeys(row["defence"] for row in rows))
    blocks = []
    for questions in dict.fromkeys(row["questions"] for row in rows):
        mine = [row for row in rows if row["questions"] == questions]
        lines = [
            f"**{questions}**, {mine[0]['n']} asked; recall@1 (95 %) / recall@5",
            "",
            "| | " + " | ".join(defences) + " |",
            "|---|" + "---:|" * len(defences),
        ]
        for adversary in dict.fromkeys(row["adversary"] for row in mine):
            cells = {row["defence"]: row for row in mine if row["adversary"] == adversary}
            shown = [_shown(cells.get(defence)) for defence in defences]
            lines.append(f"| {adversary} | " + " | ".join(shown) + " |")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _shown(row: dict[str, Any] | None) -> str:
    """`0.40 ± 0.01 (0.31–0.50) / 0.72`, the spread where there are several seeds."""
    if row is None:
        return "—"
    spread = f" ± {row['spread@1']:.2f}" if row["n_members"] > 1 else ""
    low, high = row["interval@1"]
    return f"{row['recall@1']:.2f}{spread} ({low:.2f}–{high:.2f}) / {row['recall@5']:.2f}"


def _measured(
    ledger: Ledger, names: Sequence[str]
) -> Iterator[tuple[str, str, dict[str, list[Cell]]]]:
    """(questions, adversary or group, member -> its cells) where every member has them."""
    found: dict[tuple[str, str], dict[str, list[Cell]]] = {}
    for cell in ledger:
        if cell.model not in names:
            continue
        for shown in cell.details.get("groups", [cell.adversary]):
            by_member = found.setdefault((cell.questions, shown), {})
            by_member.setdefault(cell.model, []).append(cell)
    for (questions, adversary), by_member in found.items():
        if set(by_member) == set(names):
            yield questions, adversary, by_member


def _hits(cells: Sequence[Cell], k: int) -> NDArray[np.float64]:
    """(n,) of each question, the mean over cells."""
    return np.asarray(np.mean([cell.ranks <= k for cell in cells], axis=0), np.float64)
