"""The words a shop wants heard right, and which of them a text nearly holds; not the biasing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STRENGTH_NATS = 1.5
MAX_PROMPT_TERMS = 20
MIN_LIKENESS = 75.0  # of 100; "zip lock" to "Ziploc" has 86
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, init=False)
class Vocabulary:
    """Terms that are likelier here than elsewhere: brands, colours, categories.

    terms: each once, spaces tidied, in the order given. strength_nats: what each token of a heard
    term adds to its log-probability; 0 changes nothing, 1.5 is like 4.5 times likelier.
    """

    terms: tuple[str, ...]
    strength_nats: float

    def __init__(self, terms: Iterable[str], strength_nats: float = STRENGTH_NATS) -> None:
        tidy = (_SPACES.sub(" ", term).strip() for term in terms)
        object.__setattr__(self, "terms", tuple(dict.fromkeys(term for term in tidy if term)))
        object.__setattr__(self, "strength_nats", strength_nats)
        object.__setattr__(self, "_hash", hash((self.terms, strength_nats)))

    def __hash__(self) -> int:
        known: int = self._hash  # type: ignore[attr-defined]
        return known

    def near(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The terms that some text resembles without holding them, likest first.

        A prompt made of them alone reminds a model of a spelling, and of nothing else.
        """
        from rapidfuzz import fuzz, process

        heard = [text.casefold() for text in texts]
        found: dict[str, float] = {}
        for text in heard:
            likest: list[Any] = process.extract(
                text,
                self.terms,
                scorer=fuzz.partial_ratio,
                processor=str.casefold,
                score_cutoff=MIN_LIKENESS,
                limit=MAX_PROMPT_TERMS,
            )
            for term, likeness, _ in likest:
                long_enough = min(len(term), len(text)) >= 4
                if long_enough and not any(term.casefold() in other for other in heard):
                    found[term] = max(likeness, found.get(term, 0.0))
        return tuple(sorted(found, key=lambda term: -found[term])[:MAX_PROMPT_TERMS])
