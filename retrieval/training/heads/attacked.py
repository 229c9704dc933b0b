"""Recall of heads under attack on reported photos, for their file; not a comparison of defences.

The table of defences is `python -m retrieval.robustness.table`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrieval.robustness.questions import Questions, clothing_questions, grocery_questions
from retrieval.robustness.radius_curve import curve_of, figures
from retrieval.robustness.subject import Subject
from retrieval.robustness.worst_case import Effort

LEVELS = (1.0, 2.0, 4.0)  # of 255
EFFORT = Effort(n_steps=20, n_targets=1)


def reported_photos(data: Path | None, n: int, seed: int = 0) -> tuple[Questions, ...]:
    """At most n photos of each validation split that is there."""
    if data is None or n < 1:
        return ()
    found = []
    if (data / "grocery" / "val.csv").is_file():
        found.append(grocery_questions(data)[0])
    if (data / "clothing" / "validation.csv").is_file():
        found.append(clothing_questions(data))
    return tuple(each.split(n, 0, seed)[0] for each in found)


def attacked_recall(
    encoder: Any, questions: Sequence[Questions], effort: Effort = EFFORT
) -> dict[str, Any]:
    """Questions -> "clean", "1/255", … -> n, recall@1 and @5 with intervals; and how it was tried.

    encoder: with torch towers, wearing the heads: the attacks go through them.
    """
    subject, told = Subject(encoder.name, encoder), {}
    for asked in questions:
        curve = curve_of(subject, asked, LEVELS, effort)
        told[asked.name] = {
            "clean": figures(subject.ranked(asked).ranks()),
            **{f"{level:g}/255": figures(ranks) for level, ranks in curve.ranks.items()},
        }
    return {"attack": f"APGD, {effort.n_steps} steps a loss, worst of all", **told}
