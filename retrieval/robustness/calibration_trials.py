"""Whether the program's match probabilities come true, unharmed and attacked; not fitting them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.balls import Ball
from retrieval.robustness.pixel_attacks import attacked
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_edits import changed, typos
from retrieval.search.calibration import expected_calibration_error
from retrieval.search.result import SearchResult

FAMILY = "calibration"
N_RESAMPLES = 500
SLIPS = (1, 2)


def calibration_trials(
    subject: Subject, questions: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """Clean; then photos under pixel attack by radius, or texts with slips of the finger."""
    if questions.shop.source is None:
        return
    if questions.pictures:
        run = partial(_by_picture, subject, questions, settings, None)
        yield Trial(FAMILY, "probabilities, clean", questions, run)
        for level in sorted(settings.linf_levels):
            ball = Ball("linf", level / 255)
            run = partial(_by_picture, subject, questions, settings, ball)
            yield Trial(FAMILY, f"probabilities, {ball.shown}", questions, run)
        return
    for n in (0, *SLIPS):
        name = f"typo, {n} slip{'s' * (n > 1)}" if n else "clean"
        run = partial(_by_text, subject, questions, settings.seed, n)
        yield Trial(FAMILY, f"probabilities, {name}", questions, run)


def _by_picture(
    subject: Subject, questions: Questions, settings: BenchSettings, ball: Ball | None
) -> Found:
    """What the white box made, asked by its vector, so that no rounding undoes it."""
    pixels = subject.ranked(questions).pixels
    if ball is not None:
        pixels = attacked(subject, questions, ball, settings).pixels
    vectors = subject.tower.vectors_of(pixels).cpu().numpy()
    program = subject.program(questions.shop)
    return _judged(subject, questions, [program.seen(vector) for vector in vectors])


def _by_text(subject: Subject, questions: Questions, seed: int, n_slips: int) -> Found:
    texts = changed(questions.texts, typos(n_slips), seed)
    program = subject.program(questions.shop)
    return _judged(subject, questions, [program.typed(text) for text in texts])


def _judged(subject: Subject, questions: Questions, results: Sequence[SearchResult]) -> Found:
    program = subject.program(questions.shop)
    stated = [np.array([hit.probability for hit in result.hits]) for result in results]
    right = [
        program.matches(result, relevant).astype(np.float64)
        for result, relevant in zip(results, questions.relevant, strict=True)
    ]
    first = [(p[:1], y[:1]) for p, y in zip(stated, right, strict=True)]
    told: dict[str, Any] = {
        "ece": calibration_error(stated, right),
        "ece_of_first": calibration_error([p for p, _ in first], [y for _, y in first]),
        "first_stated": round(float(np.mean(np.concatenate([p for p, _ in first]))), 4),
        "first_right": round(float(np.mean(np.concatenate([y for _, y in first]))), 4),
    }
    return Found(program.ranks(results, questions), told)


def calibration_error(
    stated: Sequence[NDArray[np.float64]], right: Sequence[NDArray[np.float64]], seed: int = 0
) -> list[float]:
    """Expected calibration error of all hits, and its 95 % interval over resampled queries.

    Few queries make any error look larger, and fewer different ones larger still, so the interval
    is the reflected one (2 error - percentiles, from 0), which takes that off: it may lie below the
    figure.

    stated, right: of each query its hits' probabilities and whether they match, (n_hits,) each.
    """
    found = float(expected_calibration_error(np.concatenate(stated), np.concatenate(right)))
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(N_RESAMPLES):
        rows = rng.integers(0, len(stated), len(stated))
        drawn.append(
            expected_calibration_error(
                np.concatenate([stated[row] for row in rows]),
                np.concatenate([right[row] for row in rows]),
            )
        )
    ends = [max(2 * found - end, 0.0) for end in np.percentile(drawn, [97.5, 2.5])]
    return [round(float(v), 4) for v in (found, *ends)]
