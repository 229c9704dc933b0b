"""What is true of the thing in a picture, and so which captions match it; not for pixels.

A caption asserts facts ("kind:dress", "colour:red"); a subject holds some of them, denies most and
leaves a few open. A caption matches a subject that holds all it asserts, mismatches one that denies
any of them, and is otherwise left out of the loss: a photo of "pants" is neither for nor against
"jeans".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Words = tuple[tuple[str, ...], tuple[str, ...]]
"""Ways of saying something in English, then in Chinese."""

NOTHING = "nothing"
"""The fact that no subject holds: asserted by nonsense."""


@dataclass(frozen=True)
class Caption:
    """A text and what it asserts."""

    text: str
    facts: frozenset[str]


@dataclass(frozen=True)
class Subject:
    """One thing that pictures show, or a group of pictures about which the same is known.

    key: "source/id". facts: held. open_facts: neither held nor denied; "colour:*" opens a whole
    dimension. labels: auxiliary head -> class number. names: templates' words, by slot, in
    `captions`. fixed: whole captions of this subject alone, such as its title.
    """

    key: str
    source: str
    facts: frozenset[str]
    open_facts: frozenset[str] = frozenset()
    labels: tuple[tuple[str, int], ...] = ()
    slots: dict[str, Words] = field(default_factory=dict)
    slot_facts: dict[str, str] = field(default_factory=dict)
    fixed: tuple[Caption, ...] = ()
    catalogue_texts: tuple[Caption, ...] = ()


def dimension(fact: str) -> str:
    """The part before the colon: "kind", "colour", "item", ..."""
    return fact.partition(":")[0]


class FactTable:
    """Numbers for facts, and the state of each fact for each subject.

    states: (n_subjects + 1, n_facts) int8: 1 held, -1 denied, 0 open. The last row denies all: it
    is the subject of pictures that show nothing for sale.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        facts = {NOTHING}
        for subject in subjects:
            facts |= subject.facts
            facts |= {f for f in subject.open_facts if not f.endswith(":*")}
            for caption in (*subject.fixed, *subject.catalogue_texts):
                facts |= caption.facts
        self.number = {fact: i for i, fact in enumerate(sorted(facts))}
        self.states = np.full((len(subjects) + 1, len(facts)), -1, np.int8)
        dimensions = [dimension(fact) for fact in sorted(facts)]
        kinds = [{f for f in subject.facts if dimension(f) == "kind"} for subject in subjects]
        owners = {
            fact: [i for i, s in enumerate(subjects) if fact in s.facts]
            for fact in facts
            if dimension(fact) in ("item", "phrase")
        }
        for row, subject in enumerate(subjects):
            for fact, column in self.number.items():
                if fact in subject.facts:
                    self.states[row, column] = 1
                elif fact in subject.open_facts or f"{dimensions[column]}:*" in subject.open_facts:
                    self.states[row, column] = 0
                elif fact in owners and any(
                    subjects[i].source != subject.source and kinds[i] & kinds[row]
                    for i in owners[fact]
                ):
                    # Another source's apple may well look like this shop's title for apples.
                    self.states[row, column] = 0

    def asserted(self, captions: Iterable[Caption]) -> NDArray[np.int8]:
        """(n_captions, n_facts) 1 where a caption asserts a fact."""
        captions = list(captions)
        table = np.zeros((len(captions), len(self.number)), np.int8)
        for row, caption in enumerate(captions):
            for fact in caption.facts:
                table[row, self.number[fact]] = 1
        return table

    def matches(
        self, subject_rows: NDArray[np.int64], asserted: NDArray[np.int8]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(held, denied), each (n_subjects, n_captions); neither means: leave this pair out."""
        states = self.states[subject_rows]
        claims = asserted.astype(np.float32).T
        denied = (states == -1).astype(np.float32) @ claims > 0
        held = (states == 1).astype(np.float32) @ claims == claims.sum(0)
        return held, denied
