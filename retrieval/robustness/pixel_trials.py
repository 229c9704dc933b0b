"""The pixel attacks run on each encoder, with those the self-checks need; not their steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from retrieval.robustness.balls import Ball, Budget, Patch
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.ledger import KS
from retrieval.robustness.questions import Questions
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.worst_case import Attacked, Effort, black_box, transferred, white_box

FAMILY = "pixels"
WHITE_BOX, BLACK_BOX, MORE_STEPS = "white box", "Square", "white box, twice the steps"


def pixel_trials(
    subject: Subject,
    questions: Questions,
    settings: BenchSettings,
    surrogates: Sequence[Subject] = (),
) -> Iterator[Trial]:
    """White box with every budget, black box and transfer at one, more steps, and far too much."""
    effort = effort_of(settings)
    levels = sorted({*settings.linf_levels, settings.chance_level})
    budgets: list[Budget] = [Ball("linf", level / 255) for level in levels]
    budgets += [Ball("l2", radius) for radius in settings.l2_radii]
    budgets += [Patch(side) for side in settings.patch_sides]
    for budget in budgets:
        run = partial(_white_box, subject, questions, budget, effort)
        yield Trial(FAMILY, f"{WHITE_BOX} {budget.shown}", questions, run)
    smallest = Ball("linf", min(settings.linf_levels) / 255)
    longer = replace(effort, n_steps=2 * effort.n_steps)
    run = partial(_white_box, subject, questions, smallest, longer)
    yield Trial(FAMILY, f"{MORE_STEPS} {smallest.shown}", questions, run)
    compared = Ball("linf", settings.square_level / 255)
    run = partial(_black_box, subject, questions, compared, effort)
    yield Trial(FAMILY, f"{BLACK_BOX} {compared.shown}", questions, run)
    for other in surrogates:
        run = partial(_transfer, subject, other, questions, compared, effort)
        yield Trial(FAMILY, f"transfer from {other.name} {compared.shown}", questions, run)


def effort_of(settings: BenchSettings) -> Effort:
    """How hard every pixel attack of a measurement tries."""
    return Effort(
        settings.n_steps,
        settings.n_restarts,
        settings.n_targets,
        settings.n_asks,
        settings.seed,
    )


def _white_box(subject: Subject, questions: Questions, budget: Budget, effort: Effort) -> Found:
    return _found(white_box(subject.ranked(questions), budget, effort))


def _black_box(subject: Subject, questions: Questions, ball: Ball, effort: Effort) -> Found:
    return _found(black_box(subject.ranked(questions), ball, effort))


def _transfer(
    subject: Subject, other: Subject, questions: Questions, ball: Ball, effort: Effort
) -> Found:
    """The surrogate sees the subject's pixels, resized inside, so the budget is the same."""
    asked, seen = subject.ranked(questions), other.ranked(questions)
    surrogate = RankedPictures(seen.tower, seen.gallery, asked.pixels, asked.relevant, seen.scale)
    return _found(transferred(asked, surrogate, ball, effort))


def _found(attacked: Attacked) -> Found:
    after = {
        name: {f"recall@{k}": round(recall_at(ranks, k), 4) for k in KS}
        for name, ranks in attacked.after.items()
    }
    return Found(attacked.ranks, {"after": after})
