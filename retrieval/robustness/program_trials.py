"""Wishes asked of the whole program, spelt badly, heard badly or beside a cheat; no encoder alone.

The same wishes by the encoder alone are the rows of `text_trials`: the difference is what the
speller, the word index and the letters put back are worth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from retrieval.catalogue.product import Product
from retrieval.robustness.intervals import mean_interval
from retrieval.robustness.program import Listen
from retrieval.robustness.questions import Questions, Said
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_edits import ACCIDENTS, PUT_BACK, TextChange, changed, negated

FAMILY = "program"
TYPED, SAID = "program, as typed", "program, as said"
EXAMPLES = 5
CHEAT_ID = "another seller's"
MOST_STUFFED = 60  # words


def program_trials(
    subject: Subject, questions: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """As typed, every accident, a denial, and a seller who stuffs a text with all that sells."""

    def trial(name: str, change: TextChange | None, **details: object) -> Trial:
        run = partial(_typed, subject, questions, change, settings.seed, details)
        return Trial(FAMILY, name, questions, run)

    yield trial(TYPED, None)
    for name, change in ACCIDENTS.items():
        if name != PUT_BACK:  # the program does that by itself
            yield trial(f"program, {name}", change, clean=TYPED)
    yield trial("program, negation ignored (less is better)", negated, better="lower")
    run = partial(_stuffed, subject, questions)
    yield Trial(FAMILY, "program, a seller's stuffed text", questions, run)


def spoken_trials(subject: Subject, questions: Questions, listen: Listen | None) -> Iterator[Trial]:
    """Spoken wishes as typed, as if each word had been heard, then as heard, by added noise."""
    run = partial(_typed, subject, questions, None, 0, {})
    yield Trial(FAMILY, TYPED, questions, run)
    yield Trial(FAMILY, SAID, questions, partial(_said, subject, questions, listen))
    for noise, said in questions.heard_in_shop.items():
        run = partial(_heard, subject, questions, noise, said, listen)
        yield Trial(FAMILY, f"program, {noise}", questions, run)


def _typed(
    subject: Subject,
    questions: Questions,
    change: TextChange | None,
    seed: int,
    details: dict[str, object],
) -> Found:
    """The same draw for each text as for the encoder alone."""
    texts = questions.texts if change is None else changed(questions.texts, change, seed)
    program = subject.program(questions.shop)
    results = [program.typed(text) for text in texts]
    read = [
        [text, result.understood]
        for text, result in zip(texts, results, strict=True)
        if text != result.understood
    ]
    return Found(program.ranks(results, questions), {**details, "examples": read[:EXAMPLES]})


def _stuffed(subject: Subject, questions: Questions) -> Found:
    """A product without a picture, of the catalogue's commonest words; whether it comes first."""
    words = Counter(re.findall(r"\w{3,}", " ".join(questions.shop.texts).lower()))
    common = [word for word, _ in words.most_common(MOST_STUFFED)]
    title = " ".join(common[: MOST_STUFFED // 3])
    cheat = Product(CHEAT_ID, title=title, description=" ".join(common))
    program = subject.program(questions.shop)
    with program.beside(cheat):
        results = [program.typed(text) for text in questions.texts]
    first = np.array([[hit.product.id for hit in r.hits[:1]] == [CHEAT_ID] for r in results])
    shown = np.array([CHEAT_ID in [hit.product.id for hit in r.hits[:5]] for r in results])
    return Found(
        program.ranks(results, questions),
        {
            "clean": TYPED,
            "first_share": round(float(first.mean()), 4),
            "first_interval": list(mean_interval(first.astype(np.float64))),
            "among_five_share": round(float(shown.mean()), 4),
            "examples": [title],
        },
    )


def _said(subject: Subject, questions: Questions, listen: Listen | None) -> Found:
    """The most that the program could win back: manners are taken out of what is spoken."""
    program = subject.program(questions.shop)
    results = [program.heard(((text, 1.0),), listen) for text in questions.texts]
    return Found(program.ranks(results, questions))


def _heard(
    subject: Subject,
    questions: Questions,
    noise: str,
    said: Sequence[Said],
    listen: Listen | None,
) -> Found:
    program = subject.program(questions.shop)
    results = [program.heard(each, listen) for each in said]
    pairs = [
        [text, each[0][0] if each else ""] for text, each in zip(questions.texts, said, strict=True)
    ]
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    # of what the encoder alone loses by hearing, the share that the program wins back
    told = {"clean": SAID, "won_back": {"lost": noise}, "examples": wrong[:EXAMPLES]}
    return Found(program.ranks(results, questions), told)
