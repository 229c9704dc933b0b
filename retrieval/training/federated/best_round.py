"""Which round's heads are kept, by what the shops found when they looked; not for averaging."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from retrieval.training.federated.local_training import Arrays
from retrieval.training.federated.messages import NO_RECALL
from retrieval.training.federated.recipe import PLAIN


@dataclass(frozen=True)
class RoundLook:
    """What a listener hears after a round. recall: blend -> recall@1 over all shops' held-out."""

    round: int
    n_rounds: int
    recall: Mapping[float, float]
    running_s: float


@dataclass
class BestRound:
    """The best weights so far; of equally good ones those nearest to the plain encoder."""

    n_rounds: int
    told: Callable[[RoundLook], None] | None = None
    arrays: Arrays = field(default_factory=dict)
    last: Arrays = field(default_factory=dict)
    round: int = 0
    blend: float = 1.0
    recall: float = -1.0
    looks: list[RoundLook] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)

    def look(self, round_number: int, arrays: Arrays, recall: Mapping[float, float]) -> None:
        """Take note of a round. Where no shop has queries, the last round's heads are kept."""
        running_s = round(time.monotonic() - self._started, 3)
        look = RoundLook(round_number, self.n_rounds, dict(recall), running_s)
        self.looks.append(look)
        self.last = arrays
        if max(recall.values(), default=NO_RECALL) > NO_RECALL / 2:
            blend = max(sorted(recall), key=lambda each: recall[each])
            if recall[blend] > self.recall:
                self.recall, self.blend = recall[blend], blend
                self.arrays, self.round = arrays, round_number
        else:
            self.arrays, self.round, self.blend = arrays, round_number, 1.0
        if self.told is not None:
            self.told(look)

    @property
    def plain_recall(self) -> float | None:
        """Of the plain encoder on the shops' held-out queries; None where there are none."""
        return self.looks[-1].recall.get(PLAIN) if self.looks and self.recall >= 0 else None
