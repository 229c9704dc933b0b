"""How well a suspicion tells attacked from honest: ROC; not the suspicions themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.search.calibration import area_under_curve

FALSE_ALARMS = 0.05


@dataclass(frozen=True, slots=True)
class Roc:
    """auc: chance that an attacked one is more suspect than an honest one.

    threshold: the suspicion that at most 5 % of the honest reach. caught: share of the attacked
    that reach it. points: (false alarms, caught) along the curve, 11 of them at most.
    """

    auc: float
    threshold: float
    caught: float
    points: tuple[tuple[float, float], ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def roc(attacked: NDArray[np.float64], honest: NDArray[np.float64]) -> Roc:
    """The curve of suspicions (n,) and (m,), larger for what looks attacked."""
    labels = np.concatenate([np.ones(len(attacked)), np.zeros(len(honest))])
    auc = area_under_curve(np.concatenate([attacked, honest]), labels)
    points = []
    for share in np.linspace(0, 1, 11):
        threshold = _threshold(honest, float(share))
        points.append((float((honest >= threshold).mean()), float((attacked >= threshold).mean())))
    limit = _threshold(honest, FALSE_ALARMS)
    return Roc(
        round(float(auc), 4),
        float(limit),
        round(float((attacked >= limit).mean()), 4),
        tuple((round(a, 4), round(b, 4)) for a, b in points),
    )


def _threshold(honest: NDArray[np.float64], share: float) -> float:
    """The lowest threshold that at most this share of the honest reach."""
    ordered = np.sort(honest)[::-1]
    allowed = int(share * len(ordered) + 1e-9)
    if allowed >= len(ordered):
        return float(ordered[-1])
    return float(np.nextafter(ordered[allowed], np.inf))
