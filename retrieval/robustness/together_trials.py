"""Queries of a photo and a text whose adversary changes both; not either alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import unit
from retrieval.robustness.balls import Ball
from retrieval.robustness.pixel_attacks import effort_of
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_attacks import ranks_of, worst_edits
from retrieval.robustness.worst_case import white_box

FAMILY = "together"
N_EDITS = 2
Vectors = NDArray[np.float32]


def together_trials(
    subject: Subject, questions: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """The group's name typed beside each photo: unharmed, then two edits and pixels by radius."""
    clean = partial(_clean, subject, questions)
    yield Trial(FAMILY, "photo and text, clean", questions, clean)
    for level in sorted(settings.linf_levels):
        ball = Ball("linf", level / 255)
        run = partial(_attacked, subject, questions, settings, ball)
        yield Trial(FAMILY, f"photo and text, {N_EDITS} edits and {ball.shown}", questions, run)


def typed_with(questions: Questions) -> list[str]:
    """What a shopper would type beside each photo: its group, in lower case."""
    groups = np.asarray(questions.shop.groups)
    return [str(groups[relevant.argmax()]).lower() for relevant in questions.relevant]


def _clean(subject: Subject, questions: Questions) -> Found:
    vectors = unit(subject.queries(questions) + subject.texts(typed_with(questions)))
    return Found(ranks_of(vectors, subject.gallery(questions.shop), questions.relevant))


def _attacked(subject: Subject, questions: Questions, settings: BenchSettings, ball: Ball) -> Found:
    """Edits that are worst beside the clean photo, then pixels that are worst beside the edits."""
    import torch

    gallery, photos = subject.gallery(questions.shop), subject.queries(questions)
    edited = []
    for text, photo, relevant in zip(
        typed_with(questions), photos, questions.relevant, strict=True
    ):
        beside = partial(_beside, subject, photo)
        ((worst, _),) = worst_edits(beside, [text], gallery, relevant[None], N_EDITS, k=5)
        edited.append(worst)
    asked = subject.ranked(questions)
    words = torch.from_numpy(subject.texts(edited)).to(asked.pixels.device)
    found = white_box(replace(asked, words=words), ball, effort_of(settings))
    clean = _clean(subject, questions).ranks
    return Found(np.maximum(found.ranks, clean), {"examples": edited[:5]})


def _beside(subject: Subject, photo: Vectors, texts: Sequence[str]) -> Vectors:
    """(n, n_dims) queries of one photo with each text."""
    return unit(photo + subject.texts(texts))
