"""White-box pictures of one encoder, made once and gone on from radius to radius; not reporting.

The same pictures are wanted by several rows: by their own, by the next larger radius, by Square,
which tries what they left, by AutoAttack, which is compared with them, and by other encoders.
"""

from __future__ import annotations

from dataclasses import replace

from retrieval.robustness.balls import Ball, Budget
from retrieval.robustness.questions import Questions
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from retrieval.robustness.worst_case import (
    Attacked,
    Effort,
    black_box,
    transferred,
    white_box,
)


def effort_of(settings: BenchSettings) -> Effort:
    """How hard every pixel attack of a measurement tries."""
    return Effort(
        settings.n_steps,
        settings.n_restarts,
        settings.n_targets,
        settings.n_asks,
        settings.seed,
    )


def attacked(
    subject: Subject, questions: Questions, budget: Budget, settings: BenchSettings
) -> Attacked:
    """The white box's pictures; of a ball, only what the next smaller one left is attacked."""
    key = (questions, budget, settings)
    if key not in subject.attacked:
        smaller = _smaller(budget, settings)
        before = attacked(subject, questions, smaller, settings) if smaller else None
        subject.attacked[key] = white_box(
            subject.ranked(questions), budget, effort_of(settings), before
        )
    return subject.attacked[key]


def _smaller(budget: Budget, settings: BenchSettings) -> Ball | None:
    """The largest of the measurement's balls inside this one."""
    if not isinstance(budget, Ball):
        return None
    radii = (
        [level / 255 for level in settings.linf_levels]
        if budget.norm == "linf"
        else list(settings.l2_radii)
    )
    inside = [radius for radius in radii if radius < budget.radius]
    return Ball(budget.norm, max(inside)) if inside else None


def longer(
    subject: Subject, questions: Questions, budget: Budget, settings: BenchSettings
) -> Attacked:
    """Twice the steps, anew from other random starts, on what the white box left at k = 1."""
    effort = effort_of(settings)
    twice = replace(effort, n_steps=2 * effort.n_steps, seed=effort.seed + 1)
    before = attacked(subject, questions, budget, settings)
    return white_box(subject.ranked(questions), budget, twice, before, goals=(1,))


def asked_alone(
    subject: Subject, questions: Questions, ball: Ball, settings: BenchSettings
) -> Attacked:
    """Square, for k = 1, on what the white box left."""
    before = attacked(subject, questions, ball, settings)
    return black_box(subject.ranked(questions), ball, effort_of(settings), before, goals=(1,))


def transfer(
    subject: Subject, other: Subject, questions: Questions, ball: Ball, settings: BenchSettings
) -> Attacked:
    """Another encoder's white-box pictures, shown to this one.

    The other sees this one's pixels, resized inside where its own size differs, so the budget is
    the same.
    """
    asked = subject.ranked(questions)
    if other.tower.size == subject.tower.size:
        made = attacked(other, questions, ball, settings)
        return Attacked(asked.worse_ranks(made.pixels), made.pixels)
    seen = other.ranked(questions)
    surrogate = RankedPictures(seen.tower, seen.gallery, asked.pixels, asked.relevant, seen.scale)
    return transferred(asked, surrogate, ball, effort_of(settings))
