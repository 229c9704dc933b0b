"""The answers to what may have been said, fused into one; not for hearing or searching.

Alternatives exclude each other: one of them was said. Mixing their texts or vectors into one query
would ask for all of them at once and blur a first that is right, so each is searched by itself and
the ranks are fused, each list weighing its confidence times the chance that the shop has what it
asks for: shoppers ask for what shops sell. The rank constant is small (1, not the usual 60), since
60 makes first and fifth nearly equal, and the product that two lists agree on would beat the first
alternative's best however unlikely the second is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.spoken.query import SpokenQuery
from retrieval.search.rank_fusion import reciprocal_rank
from retrieval.search.result import Hit, SearchResult
from speech.transcript import Transcript

# An alternative less than this likely than the first, per token, is not worth a search.
MIN_RELATIVE_CONFIDENCE = 0.5
RANK_CONSTANT = 1
# Below the first, the shop most likely has nothing of the kind ("blew stripe smog" 0.28); above the
# second it surely has ("blue striped mug" 0.99): "did you mean" is asked from one to the other.
NOTHING_PROBABILITY = 0.5
SOMETHING_PROBABILITY = 0.8


@dataclass(frozen=True)
class Reading:
    """One thing that may have been said and what it asks for. weight: 1 for the likeliest."""

    heard: str
    spoken: SpokenQuery
    weight: float


def readings(transcript: Transcript) -> tuple[Reading, ...]:
    """The alternatives worth a search, likeliest first; none when nothing was said."""
    if not transcript.text:
        return ()
    from assistant.spoken.understand import understand_spoken  # its rules are read only then

    found = [Reading(transcript.text, understand_spoken(transcript.text), 1.0)]
    best = max(transcript.confidence, *(a.confidence for a in transcript.alternatives), 1e-9)
    for other in transcript.alternatives:
        weight = other.confidence / best
        spoken = understand_spoken(other.text)
        is_new = all(spoken != known.spoken for known in found)
        if is_new and weight >= MIN_RELATIVE_CONFIDENCE:
            found.append(Reading(other.text, spoken, weight))
    return tuple(reading for reading in found if not reading.spoken.is_empty)


@dataclass(frozen=True)
class Fused:
    """result: the joined answer. did_you_mean: what else was likely said, "" without need."""

    result: SearchResult
    did_you_mean: str = ""


def fuse(options: Sequence[tuple[Reading, SearchResult]], k: int) -> Fused:
    """One answer from those to each reading, the first reading's facts kept.

    A product's probability is that under the weightiest list that holds it. One reading alone is
    its answer unchanged.
    """
    first = options[0][1]
    if len(options) == 1:
        return Fused(first)
    weights = [reading.weight * result.answerable_probability for reading, result in options]
    heaviest = max(weights)
    if heaviest <= 0:
        return Fused(first)
    scores: dict[str, float] = {}
    hits: dict[str, tuple[float, Hit]] = {}
    for weight, (_, result) in zip(weights, options, strict=True):
        for rank, hit in enumerate(result.hits, start=1):
            identity = hit.product.id
            given = reciprocal_rank(rank, weight / heaviest, RANK_CONSTANT)
            scores[identity] = scores.get(identity, 0.0) + given
            if identity not in hits or hits[identity][0] < weight:
                hits[identity] = weight, hit
    best = sorted(scores, key=lambda identity: (-scores[identity], identity))[:k]
    leading = max(range(len(options)), key=lambda index: (weights[index], -index))
    reading, result = options[leading]
    meant = ""
    found_nothing = first.answerable_probability < NOTHING_PROBABILITY or not first.hits
    if found_nothing and result.answerable_probability >= SOMETHING_PROBABILITY:
        meant = reading.heard
    joined = replace(
        result if meant else first,
        hits=tuple(replace(hits[identity][1], score=scores[identity]) for identity in best),
        answerable_probability=max(other.answerable_probability for _, other in options),
        timing_ms=_summed(options),
        notices=tuple(dict.fromkeys(note for _, other in options for note in other.notices)),
    )
    return Fused(joined, meant)


def _summed(options: Sequence[tuple[Reading, SearchResult]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for _, result in options:
        for stage, ms in result.timing_ms.items():
            total[stage] = total.get(stage, 0.0) + ms
    return total
