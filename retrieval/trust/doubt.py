"""Why a product or a part of a query is doubted, as data and as sentences; not finding out."""

from __future__ import annotations

from dataclasses import dataclass

# From here on something is marked; its picture, or its words, are not believed.
FLAGGED = 0.5

HUB = "hub"
DISAGREES = "disagrees"
ALTERED = "altered"
UNCHECKED = "unchecked"
STUFFED = "stuffed"
LOOKALIKES = "look-alikes"

SENTENCES: dict[str, str] = {
    HUB: "its picture is near to far more things than other pictures are",
    DISAGREES: "its picture does not look like what its words say",
    ALTERED: "its picture changes its meaning when it is blurred a little",
    UNCHECKED: "it has no words to check its picture by",
    STUFFED: "its title is stuffed with search words",
    LOOKALIKES: "it is written in letters that only look like others",
}
PICTURE_REASONS = (HUB, DISAGREES, ALTERED, UNCHECKED)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How much a product looks made to mislead, 0 to 1, from FLAGGED on.

    reasons: keys of SENTENCES. believed: what it is ranked by then, "words" or "picture"; a picture
    believed for want of words counts less.
    """

    score: float
    reasons: tuple[str, ...]
    believed: str


@dataclass(frozen=True, slots=True)
class QuerySuspicion:
    """How much one part of a query looks altered, 0 to 1. is_flagged: above its kind's threshold.

    name: as the part is told. kind: "image" or "text".
    """

    name: str
    kind: str
    score: float
    is_flagged: bool
