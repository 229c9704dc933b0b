"""What the interface says of products and photos that look made to mislead; not what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import worded

if TYPE_CHECKING:
    from retrieval.trust.doubt import QuerySuspicion, Suspicion

MARK = "⚠"


def altered_query(altered: QuerySuspicion) -> str:
    """One sentence about a part of a query."""
    if altered.kind == "text":
        return worded("some letters only look like others: they were read as those")
    told = "the photo {name} looks altered ({score:.2f}): results may be steered"
    return worded(told, name=altered.name, score=altered.score)


def doubt(suspicion: Suspicion) -> str:
    """Why a product is doubted, and what it is ranked by."""
    score = suspicion.score
    reasons = " · ".join(_reason(reason) for reason in suspicion.reasons)
    if suspicion.believed == "words":
        told = "doubted ({score:.2f}): {reasons}; ranked by its words alone"
        return worded(told, score=score, reasons=reasons)
    told = "doubted ({score:.2f}): {reasons}; ranked by its picture alone"
    return worded(told, score=score, reasons=reasons)


def _reason(reason: str) -> str:
    if reason == "hub":
        return worded("its picture is near to far more things than other pictures are")
    if reason == "disagrees":
        return worded("its picture does not look like what its words say")
    if reason == "altered":
        return worded("its picture changes its meaning when it is blurred a little")
    if reason == "unchecked":
        return worded("it has no words to check its picture by")
    return worded("its title is stuffed with search words")
