"""The changes of texts that are run on each encoder; not how a text is changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_attacks import ranks_of, worst_edits
from retrieval.robustness.text_edits import ACCIDENTS, TextChange, changed, negated

FAMILY = "texts"
EXAMPLES = 5


def text_trials(subject: Subject, questions: Questions, settings: BenchSettings) -> Iterator[Trial]:
    """Accidents, the worst of one and of two edits, and a denial that should find other things."""
    for name, change in ACCIDENTS.items():
        run = partial(_accident, subject, questions, change, settings.seed)
        yield Trial(FAMILY, name, questions, run)
    for n_edits in (1, 2):
        run = partial(_worst, subject, questions, n_edits)
        yield Trial(FAMILY, f"worst of {n_edits} edit{'s' * (n_edits > 1)}", questions, run)
    run = partial(_denied, subject, questions, settings.seed)
    yield Trial(FAMILY, "negation ignored (less is better)", questions, run)


def _accident(subject: Subject, questions: Questions, change: TextChange, seed: int) -> Found:
    """One draw for each text, the same for every encoder."""
    texts = changed(questions.texts, change, seed)
    ranks = ranks_of(subject.texts(texts), subject.gallery(questions.shop), questions.relevant)
    pairs = zip(questions.texts[:EXAMPLES], texts, strict=False)
    return Found(ranks, {"examples": list(map(list, pairs))})


def _worst(subject: Subject, questions: Questions, n_edits: int) -> Found:
    gallery = subject.gallery(questions.shop)
    found = [
        worst_edits(subject.texts, questions.texts, gallery, questions.relevant, n_edits, k=k)
        for k in (1, 5)
    ]
    ranks = np.array([[rank for _, rank in each] for each in found]).max(0)
    pairs = zip(questions.texts[:EXAMPLES], [text for text, _ in found[0]], strict=False)
    return Found(ranks, {"examples": list(map(list, pairs))})


def _denied(subject: Subject, questions: Questions, seed: int) -> Found:
    """Ranks of what was denied: a high recall is the failure here."""
    texts = changed(questions.texts, negated, seed)
    ranks = ranks_of(subject.texts(texts), subject.gallery(questions.shop), questions.relevant)
    return Found(ranks, {"better": "lower", "examples": texts[:EXAMPLES]})


def heard_trials(subject: Subject, questions: Questions) -> Iterator[Trial]:
    """What the recogniser made of the questions, by the noise that was added to the sound."""
    for noise, texts in questions.heard.items():
        yield Trial(FAMILY, noise, questions, partial(_heard, subject, questions, texts))


def _heard(subject: Subject, questions: Questions, texts: tuple[str, ...]) -> Found:
    """A sound of which nothing was heard finds nothing: its rank is the last."""
    vectors = subject.texts([text or " " for text in texts])
    ranks = ranks_of(vectors, subject.gallery(questions.shop), questions.relevant)
    last = questions.relevant.shape[1]
    wrong = [
        (said, text) for said, text in zip(questions.texts, texts, strict=True) if said != text
    ]
    return Found(
        np.where([bool(text.strip()) for text in texts], ranks, last),
        {"examples": [list(pair) for pair in wrong[:EXAMPLES]]},
    )
