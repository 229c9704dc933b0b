"""Runs adversaries against encoders and keeps what was found; not the adversaries themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.robustness.ledger import CLEAN, Cell, Ledger
from retrieval.robustness.picture_trials import picture_trials
from retrieval.robustness.pixel_trials import pixel_trials
from retrieval.robustness.questions import Questions
from retrieval.robustness.self_checks import self_checks
from retrieval.robustness.settings import BenchSettings, Family
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_attacks import ranks_of
from retrieval.robustness.text_trials import text_trials

Stop = Callable[[], bool]
Tell = Callable[[int, int, str], None]
"""Called with (trials done, trials in all, the one that is about to run)."""


@dataclass(frozen=True)
class Asked:
    """All questions of a measurement, already cut to the number wanted."""

    photos: tuple[Questions, ...]
    texts: tuple[Questions, ...]


def run_bench(
    subjects: Sequence[Subject],
    asked: Asked,
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
    asked: Asked,
    settings: BenchSettings,
    families: Sequence[Family],
    surrogates: Sequence[Subject],
) -> Iterator[Trial]:
    others = [other for other in surrogates if other.name != subject.name]
    for questions in asked.photos if {"pixels", "pictures"} & set(families) else ():
        yield _clean_photos(subject, questions)
        if "pixels" in families:
            yield from pixel_trials(subject, questions, settings, others)
        if "pictures" in families:
            yield from picture_trials(subject, questions, settings)
    for questions in asked.texts if "texts" in families else ():
        yield _clean_texts(subject, questions)
        yield from text_trials(subject, questions, settings)


def _clean_photos(subject: Subject, questions: Questions) -> Trial:
    return Trial(CLEAN, CLEAN, questions, lambda: Found(subject.ranked(questions).ranks()))


def _clean_texts(subject: Subject, questions: Questions) -> Trial:
    def run() -> Found:
        gallery = subject.gallery(questions.shop)
        return Found(ranks_of(subject.texts(questions.texts), gallery, questions.relevant))

    return Trial(CLEAN, CLEAN, questions, run)


def cut(asked: Iterable[Questions], n: int, seed: int) -> tuple[Questions, ...]:
    """At most n of each set of questions."""
    return tuple(questions.some(n, seed) for questions in asked)
