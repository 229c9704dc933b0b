"""A vocabulary's say in Whisper's search, as a logit filter; not which result is believed.

Where no term's token would enter the search's reach, the logits are left untouched bit for bit.
Whisper's decoders renormalise what filters leave behind, which would undo a bonus taken back (it
lowers a hypothesis as a whole), so ``Accounted`` adds what normalising removes to the running sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from whisper.decoding import LogitFilter, TokenDecoder

from speech.recognizer.prefix_tree import Node, PrefixTree, Standing


class VocabularyBias(LogitFilter):  # type: ignore[misc]
    """Raises the tokens that begin or go on with a term, takes back what a broken term had.

    A step costs a walk along the hypothesis and a few operations over the model's vocabulary,
    whatever the number of terms. ``has_acted``: whether any logits were changed.
    """

    def __init__(
        self, tree: PrefixTree, sample_begin: int, n_reached: int, first_row: int = 0
    ) -> None:
        """sample_begin: index of the first text token. n_reached: candidates a step looks at.

        first_row: hypotheses before are left alone.
        """
        self.tree = tree
        self.first_row = first_row
        self.sample_begin = sample_begin
        self.n_reached = n_reached
        self.has_acted = False
        self.log_shift: Tensor | None = None
        self._entry: dict[Node, Tensor] = {}
        self._boundary: Tensor | None = None

    def apply(self, logits: Tensor, tokens: Tensor) -> None:
        """logits: (n_hypotheses, n_vocab), changed in place. tokens: (n_hypotheses, n_so_far)."""
        self.log_shift = None
        considered = tokens[self.first_row :, self.sample_begin :].tolist()
        going_on = [
            (row, self.tree.standing(hypothesis), not hypothesis)
            for row, hypothesis in enumerate(considered, self.first_row)
            if not hypothesis or hypothesis[-1] != self.tree.eot
        ]
        if not going_on:
            return
        rows = [row for row, _, _ in going_on]
        change = torch.stack([self._change(one, start, logits) for _, one, start in going_on])
        raised = logits[rows].log_softmax(dim=-1) + change
        reached = raised.topk(min(self.n_reached, raised.shape[-1]), dim=-1).indices
        is_reached = change.gather(-1, reached).any(dim=-1).tolist()
        acted = [
            place
            for place, (_, standing, _) in enumerate(going_on)
            if standing.live or standing.pending or is_reached[place]
        ]
        if not acted:
            return
        changed = [rows[place] for place in acted]
        logits[changed] = raised[acted]
        self.log_shift = logits.new_zeros(len(logits))
        self.log_shift[changed] = raised[acted].logsumexp(dim=-1)
        self.has_acted = True

    def _change(self, standing: Standing, is_start: bool, like: Tensor) -> Tensor:
        """(n_vocab,): by how much each next token changes what a hypothesis has, nats."""
        tree = self.tree
        entries = self._entries(tree.at_start if is_start else tree.inside, like)
        if not standing.pending:
            return entries
        at_boundary = standing.kept_at_boundary - standing.pending
        in_word = standing.kept_in_word - standing.pending
        change = entries + torch.where(self._boundaries(like), at_boundary, in_word)
        for live in reversed(standing.live):  # the leftmost has the last word
            goes_on = live.node.children
            if live.depth < standing.depth:
                # Where a token leaves the leftmost term finished, what overlaps it is void.
                is_kept = (at_boundary == 0.0, in_word == 0.0)
                goes_on = {
                    token: child
                    for token, child in goes_on.items()
                    if not is_kept[0 if tree.is_boundary[token] else 1]
                }
            values = [tree.value(live.depth + 1, child) for child in goes_on.values()]
            change[list(goes_on)] = like.new_tensor(values) - standing.pending
        return change

    def _entries(self, root: Node, like: Tensor) -> Tensor:
        if root not in self._entry:
            entries = like.new_zeros(like.shape[-1])
            values = [self.tree.value(1, child) for child in root.children.values()]
            entries[list(root.children)] = like.new_tensor(values)
            self._entry[root] = entries
        return self._entry[root]

    def _boundaries(self, like: Tensor) -> Tensor:
        if self._boundary is None:
            known = torch.tensor(self.tree.is_boundary, device=like.device)
            self._boundary = torch.ones(like.shape[-1], dtype=torch.bool, device=like.device)
            n_known = min(len(known), len(self._boundary))
            self._boundary[:n_known] = known[:n_known]
        return self._boundary


class Accounted(TokenDecoder):  # type: ignore[misc]
    """A decoder of Whisper's whose running sums keep what the bias added and took back."""

    def __init__(self, inner: TokenDecoder, bias: VocabularyBias) -> None:
        self.inner = inner
        self.bias = bias

    def reset(self) -> None:
        self.inner.reset()

    def update(self, tokens: Tensor, logits: Tensor, sum_logprobs: Tensor) -> tuple[Tensor, bool]:
        if self.bias.log_shift is not None:
            sum_logprobs += self.bias.log_shift
        updated: tuple[Tensor, bool] = self.inner.update(tokens, logits, sum_logprobs)
        return updated

    def finalize(
        self, tokens: Tensor, sum_logprobs: Tensor
    ) -> tuple[Sequence[Sequence[Tensor]], list[list[float]]]:
        final: Any = self.inner.finalize(tokens, sum_logprobs)
        return final
