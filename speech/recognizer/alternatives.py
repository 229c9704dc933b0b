"""The few different things that may have been said; not finding or scoring them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from speech.recognizer.scoring import Hypothesis
from speech.transcript import Alternative


def ranked(hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    """Best first by mean log-probability, as Whisper ranks; those without text last."""
    return sorted(
        hypotheses, key=lambda hypothesis: (not hypothesis.text, -hypothesis.mean_log_probability)
    )


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
