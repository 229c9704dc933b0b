"""Whether attacked pictures are told from honest ones, also by who knows how; not the attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from retrieval.robustness.balls import Ball
from retrieval.robustness.detection import roc
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.pixel_attacks import effort_of
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.suspicion import Squeezed, picture_suspicion
from retrieval.robustness.worst_case import white_box

FAMILY = "detector"


def detector_trials(
    subject: Subject, questions: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """At every L-infinity radius, attackers who do not know of the detector and who do."""
    for level in sorted(settings.linf_levels):
        ball = Ball("linf", level / 255)
        for knows in (False, True):
            name = "white box, knows the detector" if knows else "white box, detector on"
            run = partial(_seen, subject, questions, settings, ball, knows)
            yield Trial(FAMILY, f"{name} {ball.shown}", questions, run)


def _seen(
    subject: Subject, questions: Questions, settings: BenchSettings, ball: Ball, knows: bool
) -> Found:
    """The attack's own ranks, since nothing is dropped, and beside them what would be flagged.

    Whoever knows the detector attacks plain and blurred pictures at once, so that both move
    together; the outcome is judged by the plain picture all the same.
    """
    asked = subject.ranked(questions)
    target = replace(asked, tower=Squeezed(subject.tower)) if knows else asked
    attacked = white_box(target, ball, effort_of(settings))
    clean = asked.ranks()
    ranks = np.maximum(asked.ranks(attacked.pixels), clean)
    suspicion = picture_suspicion(subject.tower, attacked.pixels)
    honest = picture_suspicion(subject.tower, asked.pixels)
    harmed = ranks > clean
    if not harmed.any():
        return Found(ranks, {"roc": None})
    curve = roc(suspicion[harmed], honest)
    unseen = np.where(suspicion >= curve.threshold, clean, ranks)
    return Found(
        ranks,
        {"roc": curve.to_json(), "recall@1_but_for_unseen": round(recall_at(unseen, 1), 4)},
    )
