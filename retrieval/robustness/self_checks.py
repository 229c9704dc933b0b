"""Signs that an attack is weak or a defence hides gradients, from what was measured; no attacking.

After A. Athalye, N. Carlini, D. Wagner, Obfuscated gradients give a false sense of security, ICML
2018, and N. Carlini et al., On evaluating adversarial robustness, 2019. A robust figure of a model
that fails one of them is not to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from retrieval.robustness.balls import Ball
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.ledger import CLEAN, KS, Cell, Ledger
from retrieval.robustness.pixel_trials import BLACK_BOX, MORE_STEPS, WHITE_BOX
from retrieval.robustness.settings import BenchSettings

MOST_GAINED = 0.01  # of recall
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
        gained = recall_at(few.ranks, 1) - recall_at(many.ranks, 1)
        name = "twice the steps fool at most 1 point more"
        yield Check(model, questions, name, gained <= MOST_GAINED + ROUNDING, _points(gained))
    compared = Ball("linf", settings.square_level / 255)
    white, black = cell(WHITE_BOX, compared), cell(BLACK_BOX, compared)
    if white and black:
        gained = recall_at(white.ranks, 1) - recall_at(black.ranks, 1)
        name = "asking alone fools at most 1 point that gradients do not"
        yield Check(model, questions, name, gained <= MOST_GAINED + ROUNDING, _points(gained))
    for norm, radii in (
        ("linf", [level / 255 for level in {*settings.linf_levels, settings.chance_level}]),
        ("l2", list(settings.l2_radii)),
    ):
        balls = [Ball(norm, radius) for radius in sorted(radii)]  # type: ignore[arg-type]
        curve = [found for ball in balls if (found := cell(WHITE_BOX, ball)) is not None]
        clean = ledger.get(model, questions, CLEAN)
        if clean is None or len(curve) != len(balls) or not balls:
            continue
        shown = " > ".join(f"{recall_at(c.ranks, 1):.0%}" for c in (clean, *curve))
        # Lost pictures stay lost, so only those that are tried anew can tell.
        tried, regained = (
            [int(c.details.get(name, 0)) for c in curve] for name in ("n_tried_anew", "n_regained")
        )
        passed = all(n <= MOST_GAINED * len(clean.ranks) + ROUNDING for n in regained)
        name = f"more radius always stronger ({'L∞' if norm == 'linf' else 'L2'})"
        seen = f"recall@1 {shown}; of {sum(tried)} lost before and tried anew {sum(regained)} held"
        yield Check(model, questions, name, passed, seen)
    huge = cell(WHITE_BOX, Ball("linf", settings.chance_level / 255))
    if huge:
        chances = [min(k / huge.n_products, 1.0) for k in KS]
        left = [recall_at(huge.ranks, k) for k in KS]
        passed = all(a <= b + ROUNDING for a, b in zip(left, chances, strict=True))
        seen = f"recall@1 {left[0]:.1%} at {settings.chance_level:g}/255, chance {chances[0]:.1%}"
        yield Check(model, questions, "the curve reaches chance", passed, seen)


def _points(gained: float) -> str:
    return f"{100 * gained:.1f} points of recall@1"
