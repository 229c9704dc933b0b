"""What a kind of thing is wanted for, and the phrases that say so; the kinds' tables are beside it.

No phrase names the kind, so that a text encoder learns it from what the thing does and looks like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.training.subjects import Words

_GOAL_FRAMES = (
    "something to {}",
    "i need something to {}",
    "something that helps me {}",
    "what do i use to {}",
    "to {}",
    "{}",
)
_GOAL_FRAMES_ZH = ("用来{}的东西", "想要{}", "可以{}的东西", "{}用什么")


@dataclass(frozen=True)
class Purpose:
    """Parts of which phrases about one kind of thing are composed.

    goals: what a shopper does with it, after "to". traits: what it looks like. occasions: when,
    where or for whom, after "for". hypernyms: wider nouns of which an occasion leaves few kinds.
    broader: a noun so wide that only a goal makes it specific. goals_zh: goals in Chinese.
    """

    goals: tuple[str, ...]
    traits: tuple[str, ...]
    occasions: tuple[str, ...]
    hypernyms: tuple[str, ...]
    broader: str
    goals_zh: tuple[str, ...]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(";"))


def purpose(
    *, goals: str, traits: str, occasions: str, hypernyms: str, broader: str, goals_zh: str
) -> Purpose:
    """A purpose whose parts are written with semicolons between them."""
    return Purpose(
        _parts(goals),
        _parts(traits),
        _parts(occasions),
        _parts(hypernyms),
        broader,
        _parts(goals_zh),
    )


def _english(of: Purpose) -> Iterator[str]:
    for i, goal in enumerate(of.goals):
        yield from (frame.format(goal) for frame in _GOAL_FRAMES)
        yield from (f"{noun} to {goal}" for noun in (of.broader, *of.hypernyms))
        yield f"{of.traits[i % len(of.traits)]} to {goal}"
    for trait in of.traits:
        yield from (trait, f"i want {trait}")
    for noun in of.hypernyms:
        if " for " not in noun:
            yield from (f"{noun} for {occasion}" for occasion in of.occasions)


def phrases(of: Purpose) -> Words:
    """Every phrase that the parts make, each once and always in the same order."""
    chinese = (frame.format(goal) for goal in of.goals_zh for frame in _GOAL_FRAMES_ZH)
    return tuple(dict.fromkeys(_english(of))), tuple(dict.fromkeys(chinese))
