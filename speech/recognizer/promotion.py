"""Which of the texts that a vocabulary proposes is believed over what was heard; no proposing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from speech.recognizer.scoring import Hypothesis

# Beside letters, chosen on validation brands and sentences (docs/decisions/hearing.md).
SPELLED_WORTH_NATS = 30.0  # of a term, at most
LETTERS_WEIGHT = 0.5
# Log-probability of the other text's letters on average: no garbage instead of another.
LEAST_LETTER = -2.0
LETTERS_MARGIN_NATS = 5.0  # by which the other text must be better, since a list is long

Worth = tuple[int, float]  # how many terms a text finishes, and what they are worth, nats


def promoted(
    heard: list[Hypothesis],
    candidates: Sequence[Hypothesis],
    worths: Sequence[Worth],
    floor: float,
) -> list[Hypothesis]:
    """What was heard, led by the candidate that its finished terms lift above all, if any.

    candidates: what was heard, in its order, and the proposals. floor: the mean log-probability
    below which a text would be refused as invented, so that nothing is lost to a term. A proposal
    that finishes no more terms than what was heard without the list cannot win, so such a list
    changes nothing.
    """
    n_first, worth_first = worths[0]
    bid, winner = heard[0].sum_log_probability + worth_first, heard[0]
    for other, (n_terms, worth) in zip(candidates[1:], worths[1:], strict=True):
        is_lifted = (
            n_terms > n_first and worth > worth_first and other.mean_log_probability >= floor
        )
        if is_lifted and other.sum_log_probability + worth > bid:
            bid, winner = other.sum_log_probability + worth, other
    return _led_by(winner, heard)


def promoted_by_letters(
    heard: list[Hypothesis], candidates: Sequence[Hypothesis], worths: Sequence[Worth]
) -> list[Hypothesis]:
    """The same where a model spells: the letters vouch for what the decoder never met.

    A promoted text is as sure as the one it replaces.
    """
    first, (_, worth_first) = heard[0], worths[0]
    bid, winner = LETTERS_MARGIN_NATS, first
    for other, (_, worth) in zip(candidates[1:], worths[1:], strict=True):
        lift = min(SPELLED_WORTH_NATS, worth - worth_first)
        gain = other.sum_log_probability - first.sum_log_probability
        letters = other.spelling_log_probability - first.spelling_log_probability
        total = gain + lift + LETTERS_WEIGHT * letters
        fits = (other.mean_letter or 0.0) >= LEAST_LETTER
        if lift > 0 and fits and total > bid:
            bid, winner = total, _as_sure_as(first, other)
    return _led_by(winner, heard)


def _led_by(winner: Hypothesis, heard: list[Hypothesis]) -> list[Hypothesis]:
    return [winner, *(one for one in heard if one.tokens != winner.tokens)]


def _as_sure_as(first: Hypothesis, other: Hypothesis) -> Hypothesis:
    """A text whose log-probabilities are no lower on the whole than the first's."""
    share = min(1.0, first.mean_log_probability / min(-1e-9, other.mean_log_probability))
    return replace(other, log_probabilities=tuple(share * one for one in other.log_probabilities))
