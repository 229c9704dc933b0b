"""Signs that an attack is weak or a defence hides gradients, from what was measured; no attacking.

After A. Athalye, N. Carlini, D. Wagner, Obfuscated gradients give a false sense of security, ICML
2018, and N. Carlini et al., On evaluating adversarial robustness, 2019. A robust figure of a model
that fails one of them is not to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from retrieval.robustness.balls import Ball
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.ledger import CLEAN, KS, Cell, Ledger
from retrieval.robustness.pixel_trials import BLACK_BOX, MORE_STEPS, WHITE_BOX
from retrieval.robustness.settings import BenchSettings

MOST_GAINED_BY_STEPS = 0.01  # of recall
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one model over one set of questions, and what was seen."""

    model: str
    questions: str
    name: str
    passed: bool
    seen: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def self_checks(ledger: Ledger, settings: BenchSettings) -> list[Check]:
    """Every check whose cells are there."""
    over = dict.fromkeys((cell.model, cell.questions) for cell in ledger if cell.family == "pixels")
    return [check for model, asked in over for check in _of(ledger, settings, model, asked)]


def _of(ledger: Ledger, settings: BenchSettings, model: str, questions: str) -> Iterator[Check]:
    def cell(adversary: str, ball: Ball) -> Cell | None:
        return ledger.get(model, questions, f"{adversary} {ball.shown}")

    smallest = Ball("linf", min(settings.linf_levels) / 255)
    few, many = cell(WHITE_BOX, smallest), cell(MORE_STEPS, smallest)
    if few and many:
        gained = [recall_at(few.ranks, k) - recall_at(many.ranks, k) for k in KS]
        passed = max(map(abs, gained)) <= MOST_GAINED_BY_STEPS + ROUNDING
        yield Check(model, questions, "more steps change at most 1 point", passed, _points(gained))
    compared = Ball("linf", settings.square_level / 255)
    white, black = cell(WHITE_BOX, compared), cell(BLACK_BOX, compared)
    if white and black:
        ahead = [recall_at(black.ranks, k) - recall_at(white.ranks, k) for k in KS]
        alone = int(((black.ranks > 1) & (white.ranks <= 1)).sum())
        yield Check(
            model,
            questions,
            "black box never stronger than white box",
            min(ahead) >= -ROUNDING,
            f"{_points(ahead)}; {alone} pictures fooled by the black box alone",
        )
    for norm, radii in (
        ("linf", [level / 255 for level in {*settings.linf_levels, settings.chance_level}]),
        ("l2", list(settings.l2_radii)),
    ):
        balls = [Ball(norm, radius) for radius in sorted(radii)]  # type: ignore[arg-type]
        curve = [found for ball in balls if (found := cell(WHITE_BOX, ball)) is not None]
        clean = ledger.get(model, questions, CLEAN)
        if clean is None or len(curve) != len(balls) or not balls:
            continue
        recalls = np.array([[recall_at(c.ranks, k) for k in KS] for c in (clean, *curve)])
        shown = " > ".join(f"{value:.0%}" for value in recalls[:, 0])
        falls = bool((np.diff(recalls, axis=0) <= ROUNDING).all())
        name = f"more radius never weaker ({'L∞' if norm == 'linf' else 'L2'})"
        yield Check(model, questions, name, falls, f"recall@1 {shown}")
    huge = cell(WHITE_BOX, Ball("linf", settings.chance_level / 255))
    if huge:
        chances = [min(k / huge.n_products, 1.0) for k in KS]
        left = [recall_at(huge.ranks, k) for k in KS]
        passed = all(a <= b + ROUNDING for a, b in zip(left, chances, strict=True))
        seen = f"recall@1 {left[0]:.1%} at {settings.chance_level:g}/255, chance {chances[0]:.1%}"
        yield Check(model, questions, "the curve reaches chance", passed, seen)


def _points(differences: list[float]) -> str:
    return ", ".join(
        f"recall@{k} {100 * d:+.1f} points" for k, d in zip(KS, differences, strict=True)
    )
