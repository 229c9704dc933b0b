"""How far products stand out in their shop, as a suspicion 0 to 1; not reading or storing them.

A product is compared with what is usual in its shop by robust standard scores (median and median
absolute deviation), over all products and within its category.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# Standard scores at which a product is flagged (suspicion 0.5). Clean catalogues reach them with
# about one picture in a hundred; see docs/decisions/poisoning.md.
HUB_LIMIT = 3.0
DISAGREES_LIMIT = 3.0
STEEPNESS = 1.5  # of the suspicion, per standard score
SPREAD_MIN = 0.02  # of cosines: a shop of look-alikes has no spread to speak of
MEMBERS_MIN = 20  # fewer products do not say what is usual
GROUP_MIN = 6  # of a category
# Where so many products have words, one without cannot be checked and is not taken at its picture.
WORDED_SHARE = 0.9

STUFFED_TITLE_CHARS = 60
STUFFED_CATEGORIES = 4  # other categories that a title names
STUFFED_REPEATS = 4  # times that a title says one word
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual of one number. centre: median; spread: as a standard deviation."""

    centre: float
    spread: float

    def score(self, values: Vectors) -> NDArray[np.float64]:
        """(n,) how many spreads above the centre."""
        return np.asarray((np.asarray(values, np.float64) - self.centre) / self.spread)


def usual(values: Vectors) -> Usual | None:
    """Of (n,) values; None when they are too few."""
    if len(values) < MEMBERS_MIN:
        return None
    centre = float(np.median(values))
    deviation = float(np.median(np.abs(values - centre)))
    # 1.4826: from the median absolute deviation to a normal one's standard deviation
    return Usual(centre, max(1.4826 * deviation, SPREAD_MIN))


def usual_by_group(values: Vectors, groups: Sequence[str]) -> dict[str, Usual]:
    """Of every group of GROUP_MIN or more.

    Few values tell a spread badly: at least half of that of all is taken.
    """
    of_all = usual(values)
    if of_all is None:
        return {}
    names = np.asarray(groups)
    found = {}
    for name in np.unique(names):
        members = values[names == name]
        if name and len(members) >= GROUP_MIN:
            centre = float(np.median(members))
            deviation = 1.4826 * float(np.median(np.abs(members - centre)))
            found[str(name)] = Usual(centre, max(deviation, of_all.spread / 2))
    return found


def suspicion(scores: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    """(n,) 0 to 1, 0.5 at the limit."""
    return np.asarray(1 / (1 + np.exp(-np.clip(STEEPNESS * (scores - limit), -50, 50))))


def hub_scores(
    near: Vectors, groups: Sequence[str], of_all: Usual | None, of_group: Mapping[str, Usual]
) -> NDArray[np.float64]:
    """(n,) standard scores of nearness to the bank, the larger of all's and the group's."""
    scores = np.zeros(len(near)) if of_all is None else of_all.score(near)
    names = np.asarray(groups)
    for group, usual_there in of_group.items():
        members = np.flatnonzero(names == group)
        if len(members):
            there = usual_there.score(near[members])
            scores[members] = np.maximum(scores[members], there)
    return scores


def stuffed(title: str, category: str, categories: Collection[str]) -> bool:
    """Whether a title names several other categories, or one word again and again."""
    if len(title) < STUFFED_TITLE_CHARS:
        return False
    words = _words(title)
    if not words:
        return False
    if max(words.count(word) for word in set(words)) >= STUFFED_REPEATS:
        return True
    said, own = f" {' '.join(words)} ", " ".join(_words(category))
    named = {" ".join(_words(other)) for other in categories} - {""}
    others = {name for name in named if name not in own and not (own and own in name)}
    return sum(f" {name} " in said for name in others) >= STUFFED_CATEGORIES


def _words(text: str) -> list[str]:
    """Words of three letters or more, an s at their end left out: shoes as shoe."""
    return [word.casefold().removesuffix("s") for word in _WORD.findall(text)]
