"""The pixel attacks run on each encoder, with those the self-checks need; not their steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from retrieval.robustness.balls import Ball, Budget, Patch
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.ledger import KS
from retrieval.robustness.pixel_attacks import asked_alone, attacked, longer, transfer
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.worst_case import Attacked

FAMILY = "pixels"
WHITE_BOX, MORE_STEPS = "white box", "white box and twice the steps"
BLACK_BOX = "white box and Square"


def pixel_trials(
    subject: Subject,
    questions: Questions,
    settings: BenchSettings,
    surrogates: Sequence[Subject] = (),
) -> Iterator[Trial]:
    """White box with every budget, black box at one, more steps, transfer, and far too much."""

    def trial(name: str, attack: Any, budget: Budget, *given: Any) -> Trial:
        run = partial(_tried, attack, (subject, *given, questions, budget, settings))
        return Trial(FAMILY, f"{name} {budget.shown}", questions, run)

    levels = sorted({*settings.linf_levels, settings.chance_level})
    budgets: list[Budget] = [Ball("linf", level / 255) for level in levels]
    budgets += [Ball("l2", radius) for radius in sorted(settings.l2_radii)]
    budgets += [Patch(side) for side in settings.patch_sides]
    for budget in budgets:
        yield trial(WHITE_BOX, attacked, budget)
    yield trial(MORE_STEPS, longer, Ball("linf", min(settings.linf_levels) / 255))
    yield trial(BLACK_BOX, asked_alone, Ball("linf", settings.square_level / 255))
    for other in surrogates:
        for level in sorted(settings.linf_levels):
            yield trial(f"transfer from {other.name}", transfer, Ball("linf", level / 255), other)


def _tried(attack: Any, given: tuple[Any, ...]) -> Found:
    found: Attacked = attack(*given)
    return Found(found.ranks, told_of(found, given[-2]))


def told_of(found: Attacked, budget: Budget) -> dict[str, Any]:
    """The budget as the worst case reads it, and what was left after each attack."""
    after = {
        name: {f"recall@{k}": round(recall_at(ranks, k), 4) for k in KS}
        for name, ranks in found.after.items()
    }
    told: dict[str, Any] = {"after": after}
    if isinstance(budget, Ball):
        told["ball"] = {"norm": budget.norm, "radius": budget.radius}
    if found.n_tried_anew:
        told |= {"n_tried_anew": found.n_tried_anew, "n_regained": found.n_regained}
    return told
