"""A vocabulary as a tree of tokens, and what a token sequence has earned in it; no logits here.

Like the context graphs of speech toolkits (shallow-fusion biasing, e.g. Zhao et al. 2019): each
token along a term earns a bonus at once; what a term that is not finished has earned is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from speech.recognizer.vocabulary import Vocabulary
from speech.spacing import is_unspaced

MAX_BONUS_NATS = 8.0  # of one term, however long


@dataclass(slots=True, eq=False)
class Node:
    """A place in the tree.

    worth: of the term that ends here, nats, 0 where none does. needs_boundary: it ends only if no
    letter follows.
    """

    children: dict[int, Node] = field(default_factory=dict)
    worth: float = 0.0
    needs_boundary: bool = True


@dataclass(frozen=True, slots=True)
class Live:
    """A term under way at the end of a sequence: where in the tree, and how many tokens deep."""

    node: Node
    depth: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sequence has, in nats. earned: by finished terms. pending: by the leftmost under way.

    kept_at_boundary, kept_in_word: how much of pending stays if the next token leaves the tree,
    starting a word or going on with one. live: the terms under way, leftmost first. depth: tokens
    of the leftmost, which may be finished and so not among them.
    """

    earned: float
    pending: float = 0.0
    kept_at_boundary: float = 0.0
    kept_in_word: float = 0.0
    live: tuple[Live, ...] = ()
    depth: int = 0


class PrefixTree:
    """All terms of a vocabulary by their tokens. A walk costs its own length, not the terms'."""

    def __init__(self, vocabulary: Vocabulary, tokenizer: Any) -> None:
        """tokenizer: Whisper's; its encoding alone matters, not its language."""
        self.strength_nats = vocabulary.strength_nats
        self.eot: int = tokenizer.eot
        self.is_boundary = word_boundaries(tokenizer.encoding)
        self.at_start = Node()
        self.inside = Node()
        for term in vocabulary.terms:
            needs_boundary = not is_unspaced(term[-1])
            # The same for every spelling, or the one cut into more tokens would win.
            worth = self.value(len(tokenizer.encode(" " + term, disallowed_special=())))
            for spelling in _spellings(term):
                spaced = tokenizer.encode(" " + spelling, disallowed_special=())
                bare = tokenizer.encode(spelling, disallowed_special=())
                for root in (self.at_start, self.inside):
                    _grow(root, spaced, worth, needs_boundary)
                _grow(self.at_start, bare, worth, needs_boundary)
                if is_unspaced(term[0]):  # Chinese has no spaces: a word may start anywhere
                    _grow(self.inside, bare, worth, needs_boundary)

    def value(self, depth: int, node: Node | None = None) -> float:
        """What ``depth`` tokens along the tree are worth, nats; at the node of a term, the term."""
        if node is not None and node.worth:
            return node.worth
        return min(MAX_BONUS_NATS, self.strength_nats * depth)

    def earned(self, tokens: Sequence[int]) -> float:
        """What a finished sequence of text tokens has earned, nats."""
        return self.standing([*tokens, self.eot]).earned

    def finished(self, tokens: Sequence[int]) -> list[tuple[tuple[int, ...], float]]:
        """The tokens of each term in a finished sequence, and what it has earned, nats."""
        found, start = [], 0
        ended = [*tokens, self.eot]
        while start < len(ended):
            _, _, closed_end, closed = self._walk(ended, start)
            if closed:
                found.append((tuple(ended[start:closed_end]), closed))
            start = max(closed_end, start + 1)
        return found

    def standing(self, tokens: Sequence[int]) -> Standing:
        """Where a sequence of text tokens stands: leftmost, then longest terms, not overlapping."""
        earned, start = 0.0, 0
        while start < len(tokens):
            end, node, closed_end, closed = self._walk(tokens, start)
            if end == len(tokens) and end > start:
                reached = self.value(end - start, node)
                in_word = reached if node.worth and not node.needs_boundary else closed
                at_boundary = reached if node.worth else closed
                live = self._live(tokens, start)
                return Standing(earned, reached, at_boundary, in_word, live, end - start)
            earned += closed
            start = max(closed_end, start + 1)
        return Standing(earned)

    def _walk(self, tokens: Sequence[int], start: int) -> tuple[int, Node, int, float]:
        """As far along the tree as the tokens go: end, node; end and value of the longest term."""
        node = self.inside if start else self.at_start
        end, closed_end, closed = start, start, 0.0
        while end < len(tokens) and (child := node.children.get(tokens[end])) is not None:
            node, end = child, end + 1
            if not node.worth or end == len(tokens):
                continue
            if not node.needs_boundary or self.is_boundary[tokens[end]]:
                closed_end, closed = end, node.worth
        return end, node, closed_end, closed

    def _live(self, tokens: Sequence[int], first: int) -> tuple[Live, ...]:
        found = []
        for start in range(first, len(tokens)):
            end, node, _, _ = self._walk(tokens, start)
            if end == len(tokens) and node.children:
                found.append(Live(node, end - start))
        return tuple(found)


@lru_cache(maxsize=8)
def _cached_tree(vocabulary: Vocabulary, encoding: Any, eot: int) -> PrefixTree:
    return PrefixTree(vocabulary, _Encoder(encoding, eot))


@dataclass(frozen=True)
class _Encoder:
    encoding: Any
    eot: int

    def encode(self, text: str, **options: Any) -> list[int]:
        tokens: list[int] = self.encoding.encode(text, **options)
        return tokens


def tree_of(vocabulary: Vocabulary, tokenizer: Any) -> PrefixTree:
    """The tree of a vocabulary, built once for each encoding; 10,000 terms take about a second."""
    return _cached_tree(vocabulary, tokenizer.encoding, tokenizer.eot)


@lru_cache(maxsize=4)
def word_boundaries(encoding: Any) -> tuple[bool, ...]:
    """For each token whether a word that stands before it is over: a space, a mark, the end."""
    return tuple(_ends_word(encoding, token) for token in range(encoding.n_vocab))


def _ends_word(encoding: Any, token: int) -> bool:
    if token >= encoding.eot_token:
        return True
    content: bytes = encoding.decode_single_token_bytes(token)
    text = content.decode("utf-8", errors="ignore")
    # Part of a character cannot be told and counts as a letter.
    return bool(text) and content[:1] == text[:1].encode()[:1] and not text[0].isalnum()


def _spellings(term: str) -> set[str]:
    return {term, term.lower(), term[:1].upper() + term[1:], term.title()}


def _grow(root: Node, tokens: Sequence[int], worth: float, needs_boundary: bool) -> None:
    node = root
    for token in tokens:
        node = node.children.setdefault(token, Node())
    node.worth = max(node.worth, worth)
    node.needs_boundary = needs_boundary
