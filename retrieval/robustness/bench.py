"""Runs adversaries against encoders and keeps what was found; not the adversaries themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from retrieval.robustness.autoattack_trials import autoattack_trials
from retrieval.robustness.calibration_trials import calibration_trials
from retrieval.robustness.detector_trials import detector_trials
from retrieval.robustness.ledger import CLEAN, Cell, Ledger
from retrieval.robustness.picture_trials import picture_trials
from retrieval.robustness.pixel_trials import pixel_trials
from retrieval.robustness.poison_trials import poison_trials
from retrieval.robustness.program import Listen
from retrieval.robustness.program_trials import program_trials, spoken_trials
from retrieval.robustness.questions import CALIBRATION_KIND, Questions
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
    listen: Listen | None = None,
    tell: Tell | None = None,
    should_stop: Stop = lambda: False,
) -> bool:
    """Measure what the ledger does not have yet; False when stopped before the end.

    surrogates: encoders whose adversarial pictures are tried on the others. listen: how the
    program goes on from what was heard; the likeliest text is searched as it is without.
    """
    for subject in subjects:
        ledger.add_model(subject.name, subject.encoder.id)
    planned = [
        (subject, trial)
        for subject in subjects
        for trial in _trials(subject, asked, settings, families, surrogates, listen)
    ]
    for done, (subject, trial) in enumerate(planned):
        if should_stop():
            ledger.write()
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
    listen: Listen | None,
) -> Iterator[Trial]:
    wanted = set(families)
    others = [other for other in surrogates if other.name != subject.name]
    for each in asked:
        questions = each.questions
        mine = _families_of(questions) & wanted
        if not mine:
            continue
        yield Trial(CLEAN, CLEAN, questions, partial(_clean, subject, questions))
        if "pixels" in mine:
            yield from pixel_trials(subject, questions, settings, others)
        if "autoattack" in mine:
            yield from autoattack_trials(subject, questions, settings)
        if "pictures" in mine:
            yield from picture_trials(subject, questions, settings)
        if questions.heard and mine & {"texts", "program"}:
            yield from heard_trials(subject, questions)
        if "detector" in mine:
            yield from detector_trials(subject, questions, settings)
        if "together" in mine:
            yield from together_trials(subject, questions, settings)
        if "texts" in mine and not questions.heard:
            yield from text_trials(subject, questions, settings)
        if "program" in mine:
            if questions.heard:
                yield from spoken_trials(subject, questions, listen)
            else:
                yield from program_trials(subject, questions, settings)
        if "calibration" in mine:
            yield from calibration_trials(subject, questions, settings)
        if "poison" in mine:
            yield from poison_trials(subject, questions, each.rest, settings)


def _families_of(questions: Questions) -> set[str]:
    """The adversaries that there are of such questions."""
    if questions.kind == CALIBRATION_KIND:
        return {"calibration"}
    if questions.heard:
        return {"texts", "program"}
    if questions.texts:
        return {"texts", "poison"} | ({"program"} if questions.shop.source else set())
    found = {"pixels", "autoattack", "pictures", "detector", "together", "poison"}
    return found | ({"calibration"} if questions.shop.source else set())


def _clean(subject: Subject, questions: Questions) -> Found:
    gallery = subject.gallery(questions.shop)
    return Found(ranks_of(subject.queries(questions), gallery, questions.relevant))


def cut(questions: Questions, n: int, seed: int) -> Asked:
    """At most n of the questions, and some of the others."""
    return Asked(*questions.split(n, MAX_REST, seed))
