"""The few different things that may have been said; not finding or scoring them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from speech.recognizer.scoring import Hypothesis
from speech.transcript import Alternative


def ranked(hypotheses: Iterable[Hypothesis], *, by_spelling: bool = False) -> list[Hypothesis]:
    """Best first, those without text last.

    By mean log-probability, as Whisper ranks, or by the decoder and the spelling together, whose
    sums compare as they are: more letters are less likely to be spelled by chance.
    """

    def likelihood(hypothesis: Hypothesis) -> float:
        if by_spelling:
            return hypothesis.joint_log_probability
        return hypothesis.mean_log_probability

    return sorted(hypotheses, key=lambda one: (not one.text, -likelihood(one)))


def alternatives(hypotheses: Sequence[Hypothesis], n_best: int) -> tuple[Alternative, ...]:
    """At most ``n_best`` texts in their order, those alike but for case and marks named once."""
    found: dict[str, Alternative] = {}
    for hypothesis in hypotheses:
        plain = plain_words(hypothesis.text)
        if plain and plain not in found:
            found[plain] = Alternative(hypothesis.text, hypothesis.confidence)
    return tuple(found.values())[: max(1, n_best)]


def plain_words(text: str) -> str:
    """Lower-case letters, digits and single spaces, for comparing."""
    kept = (c if c.isalnum() else "" if c in "'’" else " " for c in text.casefold())
    return " ".join("".join(kept).split())
