"""Runs adversaries against encoders and keeps what was found; not the adversaries themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from retrieval.robustness.detector_trials import detector_trials
from retrieval.robustness.ledger import CLEAN, Cell, Ledger
from retrieval.robustness.picture_trials import picture_trials
from retrieval.robustness.pixel_trials import pixel_trials
from retrieval.robustness.poison_trials import poison_trials
from retrieval.robustness.questions import Questions
from retrieval.robustness.self_checks import self_checks
from retrieval.robustness.settings import BenchSettings, Family
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_attacks import ranks_of
from retrieval.robustness.text_trials import heard_trials, text_trials
from retrieval.robustness.together_trials import together_trials

MAX_REST = 200
Stop = Callable[[], bool]
Tell = Callable[[int, int, str], None]
"""Called with (trials done, trials in all, the one that is about to run)."""


@dataclass(frozen=True)
class Asked:
    """One set of questions. rest: others of the same kind, which sellers and defences know."""

    questions: Questions
    rest: Questions


def run_bench(
    subjects: Sequence[Subject],
    asked: Sequence[Asked],
    settings: BenchSettings,
    families: Sequence[Family],
    ledger: Ledger,
    *,
    surrogates: Sequence[Subject] = (),
    tell: Tell | None = None,
    should_stop: Stop = lambda: False,
) -> bool:
    """Measure what the ledger does not have yet; False when stopped before the end.

    surrogates: encoders whose adversarial pictures are tried on the others.
    """
    for subject in subjects:
        ledger.add_model(subject.name, subject.encoder.id)
    planned = [
        (subject, trial)
        for subject in subjects
        for trial in _trials(subject, asked, settings, families, surrogates)
    ]
    for done, (subject, trial) in enumerate(planned):
        if should_stop():
            return False
        key = (subject.name, trial.questions.name, trial.adversary)
        if tell is not None:
            tell(done, len(planned), ", ".join(key))
        if key not in ledger:
            ledger.add(_measured(subject, trial))
    ledger.checks = [check.to_json() for check in self_checks(ledger, settings)]
    ledger.write()
    if tell is not None:
        tell(len(planned), len(planned), "")
    return True


def _measured(subject: Subject, trial: Trial) -> Cell:
    start = time.monotonic()
    found = trial.run()
    return Cell(
        subject.name,
        trial.questions.name,
        trial.family,
        trial.adversary,
        found.ranks,
        time.monotonic() - start,
        len(trial.questions.shop.texts),
        found.details,
    )


def _trials(
    subject: Subject,
    asked: Sequence[Asked],
    settings: BenchSettings,
    families: Sequence[Family],
    surrogates: Sequence[Subject],
) -> Iterator[Trial]:
    others = [other for other in surrogates if other.name != subject.name]
    for each in asked:
        questions = each.questions
        mine = {"texts"} if questions.texts else {"pixels", "pictures", "detector", "together"}
        if not {*mine, "poison"} & set(families):
            continue
        yield Trial(CLEAN, CLEAN, questions, partial(_clean, subject, questions))
        if "pixels" in mine & set(families):
            yield from pixel_trials(subject, questions, settings, others)
        if "pictures" in mine & set(families):
            yield from picture_trials(subject, questions, settings)
        if questions.heard:
            yield from heard_trials(subject, questions)
            continue
        if "detector" in mine & set(families):
            yield from detector_trials(subject, questions, settings)
        if "together" in mine & set(families):
            yield from together_trials(subject, questions, settings)
        if "texts" in mine & set(families):
            yield from text_trials(subject, questions, settings)
        if "poison" in families:
            yield from poison_trials(subject, questions, each.rest, settings)


def _clean(subject: Subject, questions: Questions) -> Found:
    gallery = subject.gallery(questions.shop)
    return Found(ranks_of(subject.queries(questions), gallery, questions.relevant))


def cut(questions: Questions, n: int, seed: int) -> Asked:
    """At most n of the questions, and some of the others."""
    return Asked(*questions.split(n, MAX_REST, seed))
