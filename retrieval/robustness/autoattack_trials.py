"""AutoAttack's own code beside this package's attacks on the same pictures; not either of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from retrieval.robustness.autoattack import Standard, autoattack
from retrieval.robustness.balls import Ball
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.pixel_attacks import asked_alone
from retrieval.robustness.pixel_trials import told_of
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial

FAMILY = "autoattack"
N_RADII = 2  # the smallest: it takes long, and beyond them little is left to compare


def autoattack_trials(
    subject: Subject, questions: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """The standard version at the two smallest radii, against white box and Square of our own."""
    for level in sorted(settings.linf_levels)[:N_RADII]:
        ball = Ball("linf", level / 255)
        run = partial(_both, subject, questions, settings, ball)
        yield Trial(FAMILY, f"AutoAttack's own code {ball.shown}", questions, run)


def _both(subject: Subject, questions: Questions, settings: BenchSettings, ball: Ball) -> Found:
    """AutoAttack's ranks; beside them the recall of ours, and what either fools alone."""
    theirs = autoattack(subject.ranked(questions), ball, Standard(seed=settings.seed))
    ours = asked_alone(subject, questions, ball, settings)
    compared = {
        "ours": {"recall@1": round(recall_at(ours.ranks, 1), 4)},
        "fooled_by_ours_alone": int(((ours.ranks > 1) & (theirs.ranks <= 1)).sum()),
        "fooled_by_autoattack_alone": int(((theirs.ranks > 1) & (ours.ranks <= 1)).sum()),
    }
    return Found(theirs.ranks, {**told_of(theirs, ball), **compared})
