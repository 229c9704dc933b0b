"""What is asked for, part by part, and the turns of one conversation; plain data, no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tui.prompt_text import PromptText

if TYPE_CHECKING:
    from assistant import Query


# In the order in which a query is told.
KINDS = ("text", "photo", "sound", "voice", "like", "good", "bad", "without", "filter")
# How much a product that was marked counts beside the words' 1, as feedback is weighed in Rocchio's
# formula (Manning et al. 2008, 9.1): what was wrong counts less than what was right.
GOOD_WEIGHT, BAD_WEIGHT = 0.5, -0.25


@dataclass(frozen=True)
class Part:
    """One removable piece of a wish. kind: one of KINDS; good and bad are marked products.

    value: what the query takes: words, a path, an id or a Transcript. shown: to a person.
    """

    kind: str
    value: Any
    shown: str


@dataclass(frozen=True)
class Wish:
    """Everything asked for at once."""

    parts: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.parts

    def with_prompt(self, prompt: PromptText) -> Wish:
        """What a prompt holds, added."""
        added = [Part("text", prompt.words, prompt.words)] if prompt.words else []
        added += [Part("photo", path, path.name) for path in prompt.pictures]
        added += [Part("sound", path, path.name) for path in prompt.sounds]
        return Wish((*self.parts, *added))

    def with_part(self, kind: str, value: Any, shown: str) -> Wish:
        """One more piece."""
        return Wish((*self.parts, Part(kind, value, shown)))

    def without_part(self, index: int) -> Wish:
        """All but one piece."""
        return Wish(self.parts[:index] + self.parts[index + 1 :])

    def marked(self, kind: str, product_id: str, shown: str) -> Wish:
        """With a product marked good or bad; the same mark again takes it away."""
        others = tuple(
            part
            for part in self.parts
            if not (part.kind in ("good", "bad") and part.value == product_id)
        )
        had = Part(kind, product_id, shown) in self.parts
        return Wish(others if had else (*others, Part(kind, product_id, shown)))

    def query(self, k: int) -> Query:
        """As the assistant takes it, with so many hits wanted."""
        from assistant import Query, WeightedProduct

        marked = [WeightedProduct(id, GOOD_WEIGHT, is_hidden=False) for id in self._values("good")]
        marked += [WeightedProduct(id, BAD_WEIGHT) for id in self._values("bad")]
        return Query(
            text=" ".join(self._values("text")),
            images=self._values("photo"),
            audio=[*self._values("sound"), *self._values("voice")],
            like=[*self._values("like"), *marked],
            without=self._values("without"),
            filters=self._values("filter"),
            k=k,
        )

    def _values(self, kind: str) -> list[Any]:
        return [part.value for part in self.parts if part.kind == kind]


@dataclass(frozen=True)
class Conversation:
    """The wishes asked one after another, the last one being on show."""

    turns: tuple[Wish, ...] = ()
    prompts: tuple[str, ...] = field(default=())

    @property
    def wish(self) -> Wish:
        """The one on show, an empty one at the start."""
        return self.turns[-1] if self.turns else Wish()

    def asked(self, wish: Wish, prompt: str = "") -> Conversation:
        """After one more turn. prompt: as typed, to be recalled."""
        prompts = self.prompts
        if prompt and prompt != (prompts[-1] if prompts else ""):
            prompts = (*prompts, prompt)
        return Conversation((*self.turns, wish), prompts)

    def undone(self) -> Conversation:
        """Without the last turn; what was typed can still be recalled."""
        return replace(self, turns=self.turns[:-1])

    def over(self) -> Conversation:
        """At its start again."""
        return replace(self, turns=())


def recalled(prompts: Sequence[str], now: int | None, by: int) -> int | None:
    """Which earlier prompt an arrow leads to, None for the one being typed.

    >>> recalled(["red dress", "mug"], None, -1), recalled(["red dress", "mug"], 1, 1)
    (1, None)
    """
    at = len(prompts) if now is None else now
    at = max(0, min(at + by, len(prompts)))
    return at if at < len(prompts) else None
