"""Whether attacked pictures are told from honest ones, also by who knows how; not the attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.balls import Ball
from retrieval.robustness.detection import roc
from retrieval.robustness.intervals import recall_at
from retrieval.robustness.pixel_attacks import effort_of
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.suspicion import Squeezed, blur_changes
from retrieval.robustness.worst_case import white_box
from retrieval.trust.query import load_detector

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
    """The attack's own ranks, since nothing is dropped, and beside them what is flagged.

    roc: of the log-odds that the encoder's detector gives. false_alarms, flagged: of honest photos,
    and of those that the attack harmed, at the encoder's own threshold.

    Whoever knows the detector attacks plain and blurred pictures at once, so that both move
    together; the outcome is judged by the plain picture all the same.
    """
    asked = subject.ranked(questions)
    target = replace(asked, tower=Squeezed(subject.tower)) if knows else asked
    attacked = white_box(target, ball, effort_of(settings))
    clean = asked.ranks()
    ranks = np.maximum(asked.ranks(attacked.pixels), clean)
    found = blur_changes(subject.tower, attacked.pixels)
    honest = blur_changes(subject.tower, asked.pixels)
    harmed = ranks > clean
    detector = load_detector(subject.encoder)
    told: dict[str, Any] = {"roc": None}
    # without a detector of the encoder's own the plain distance is what there is
    read = detector.log_odds if detector is not None else _distances
    if detector is not None:
        told["false_alarms"] = _share(detector.suspicion(honest) >= detector.threshold)
    if not harmed.any():
        return Found(ranks, told)
    curve = roc(read(found[harmed]), read(honest))
    unseen = np.where(read(found) >= curve.threshold, clean, ranks)
    told |= {"roc": curve.to_json(), "recall@1_but_for_unseen": round(recall_at(unseen, 1), 4)}
    if detector is not None:
        told["flagged"] = _share(detector.suspicion(found[harmed]) >= detector.threshold)
    return Found(ranks, told)


def _distances(changes: NDArray[np.float64]) -> NDArray[np.float64]:
    return changes[:, 0]


def _share(flagged: NDArray[np.bool_]) -> float:
    return round(float(flagged.mean()), 4)
