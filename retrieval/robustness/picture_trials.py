"""The changes of photos that are run on each encoder; not how a photo is changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from retrieval.errors import ModelError
from retrieval.robustness.corruptions import CORRUPTIONS, SEVERITIES, corrupted
from retrieval.robustness.picture_changes import (
    BLANK_STICKER,
    WORD_STICKER,
    jpeg,
    screenshot,
    sticker,
)
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_attacks import ranks_of

FAMILY = "pictures"
ALL_CORRUPTIONS = "15 corruptions, mean"
SEEN, UNSEEN = "corruptions trained on, mean", "corruptions not trained on, mean"
RECIPE_FILE, TRAINED_KEY = "training.json", "trained_corruptions"
JPEG_QUALITIES = (50, 20)
Change = Callable[[int, Image.Image], Image.Image]
"""(number of the question, its photo) to the photo changed."""


def picture_trials(
    subject: Subject, questions: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """Stickers with a wrong word and without, screenshots, JPEG, 15 corruptions at 5 severities."""

    def trial(name: str, change: Change, **details: object) -> Trial:
        run = partial(_changed, subject, questions, change, details)
        return Trial(FAMILY, name, questions, run)

    words = wrong_words(questions, settings.seed)
    yield trial(BLANK_STICKER, lambda i, photo: sticker(photo, ""))
    yield trial(WORD_STICKER, lambda i, photo: sticker(photo, words[i]), words=words[:5])
    yield trial("screenshot", lambda i, photo: screenshot(photo))
    for quality in JPEG_QUALITIES:
        yield trial(f"JPEG quality {quality}", partial(_as_jpeg, quality))
    trained_on = trained_corruptions(subject.encoder)
    for kind in CORRUPTIONS:
        groups = [kind, ALL_CORRUPTIONS]
        groups += [SEEN if kind in trained_on else UNSEEN] * bool(trained_on)
        for severity in SEVERITIES:
            change = partial(_corrupted, kind, severity, settings.seed)
            yield trial(f"{kind} {severity}", change, groups=[*groups, f"severity {severity}"])


def trained_corruptions(encoder: Any) -> tuple[str, ...]:
    """Those that the encoder's recipe says it trained on; none where it says nothing."""
    folder = getattr(encoder, "folder", None)
    recipe = None if folder is None else Path(folder) / RECIPE_FILE
    if recipe is None or not recipe.is_file():
        return ()
    try:
        named = json.loads(recipe.read_text("utf-8")).get(TRAINED_KEY, ())
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"{recipe} is damaged ({error}): fetch the model again.") from error
    unknown = sorted(set(named) - set(CORRUPTIONS))
    if unknown:
        raise ModelError(f"{recipe} names corruptions that are not measured: {', '.join(unknown)}.")
    return tuple(named)


def wrong_words(questions: Questions, seed: int) -> list[str]:
    """For each question the name of a group that none of its relevant products is of."""
    groups = np.array(questions.shop.groups)
    words = []
    for i, relevant in enumerate(questions.relevant):
        wrong = sorted(set(groups) - set(groups[relevant])) or [""]
        words.append(str(wrong[int(np.random.default_rng([seed, i]).integers(len(wrong)))]))
    return words


def _as_jpeg(quality: int, number: int, photo: Image.Image) -> Image.Image:
    return jpeg(photo, quality)


def _corrupted(kind: str, severity: int, seed: int, number: int, photo: Image.Image) -> Image.Image:
    return corrupted(photo, kind, severity, seed + number)


def _changed(
    subject: Subject, questions: Questions, change: Change, details: dict[str, object]
) -> Found:
    photos = [change(i, photo) for i, photo in enumerate(subject.photos(questions))]
    vectors = subject.encoder.encode_images(photos)
    gallery = subject.gallery(questions.shop)
    return Found(ranks_of(vectors, gallery, questions.relevant), details)
