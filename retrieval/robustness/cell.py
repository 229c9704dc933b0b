"""One measured row: an adversary against an encoder over questions; not measuring or keeping it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

CLEAN = "clean"
KS = (1, 5)


@dataclass(frozen=True)
class Cell:
    """One adversary against one encoder over one set of questions.

    ranks: (n,) of the best relevant product, from 1, one for each question. details: what else the
    adversary tells, JSON-able.
    """

    model: str
    questions: str
    family: str
    adversary: str
    ranks: NDArray[np.int64]
    seconds: float = 0.0
    n_products: int = 0
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.model, self.questions, self.adversary
