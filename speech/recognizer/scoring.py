"""What the model itself thinks of given texts, and where it looked; not finding any.

One pass over all texts at once: the log-probabilities carry no vocabulary's bonus, no temperature
and no suppressed tokens, so that confidences compare across searches. The attention of the same
pass gives the word times.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from speech.recognizer.repeated_rows import chosen_log_probabilities
from speech.recognizer.spelling import SpelledSound

# Of the letters beside the decoder, chosen on validation sentences: from 0.2 to 0.7 all is alike.
SPELLING_WEIGHT = 0.3


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """One text the sound may hold.

    tokens: text tokens. log_probabilities: of each token and of the end after them, natural.
    is_cut: it did not end by itself. no_speech: probability that the sound has no speech.
    attention: (n_heads, n_tokens + 1, n_positions) before the softmax, rows predicting each
    token and the end; empty when not asked for. spelling_log_probability: of the text's letters,
    where the model spells; nothing_log_probability: that the sound has none.
    """

    tokens: tuple[int, ...]
    text: str
    log_probabilities: tuple[float, ...]
    is_cut: bool
    no_speech: float
    attention: Tensor
    spelling_log_probability: float = 0.0
    nothing_log_probability: float = -math.inf

    @property
    def sum_log_probability(self) -> float:
        return math.fsum(self.log_probabilities)

    @property
    def mean_log_probability(self) -> float:
        """Over the tokens and the end, as Whisper's ``avg_logprob``."""
        return self.sum_log_probability / len(self.log_probabilities)

    @property
    def joint_log_probability(self) -> float:
        """Of the decoder and of the spelling together; the decoder's alone without one."""
        return self.sum_log_probability + SPELLING_WEIGHT * self.spelling_log_probability

    @property
    def mean_letter(self) -> float | None:
        """The log-probability of the text's letters, of one on average; None without spelling."""
        if self.nothing_log_probability == -math.inf:
            return None
        return self.spelling_log_probability / max(1, len(self.text))

    @property
    def confidence(self) -> float:
        """0 to 1; 0 for no text."""
        if not self.text or not math.isfinite(self.mean_log_probability):
            return 0.0
        return math.exp(min(0.0, self.mean_log_probability)) * (1.0 - self.no_speech)


@torch.no_grad()
def score(
    model: Any,
    tokenizer: Any,
    features: Tensor,
    sequences: Sequence[tuple[int, ...]],
    *,
    max_tokens: int,
    with_attention: bool = False,
    spelled: SpelledSound | None = None,
) -> list[Hypothesis]:
    """Hypotheses of token sequences, in their order. features: (1, n_positions, n_state)."""
    start = tokenizer.sot_sequence_including_notimestamps
    longest = max(len(sequence) for sequence in sequences)
    rows = [
        [*start, *sequence, *[tokenizer.eot] * (1 + longest - len(sequence))]
        for sequence in sequences
    ]
    tokens = torch.tensor(rows, device=features.device)
    begin = len(start)
    chosen = torch.full_like(tokens, tokenizer.no_speech)  # after the first token
    chosen[:, begin - 1 : -1] = tokens[:, begin:]
    with _cross_attention(model, with_attention) as looked:
        # The sound is one, for all rows.
        found = chosen_log_probabilities(model.decoder, tokens, features, chosen)
    no_speech = found[:, 0].exp().tolist()
    log_probabilities = found[:, begin - 1 : -1].tolist()
    attention = torch.stack(looked(), dim=1) if with_attention else torch.zeros(len(rows), 0, 0, 0)
    texts = [tokenizer.decode(list(sequence)).strip() for sequence in sequences]
    spellings = spelled.log_probabilities_of(texts) if spelled else [0.0] * len(texts)
    nothing = spelled.nothing_log_probability if spelled else -math.inf
    return [
        Hypothesis(
            tokens=sequence,
            text=texts[row],
            log_probabilities=tuple(log_probabilities[row][: len(sequence) + 1]),
            is_cut=len(sequence) >= max_tokens,
            no_speech=no_speech[row],
            attention=attention[row, :, begin - 1 : begin + len(sequence)],
            spelling_log_probability=spellings[row],
            nothing_log_probability=nothing,
        )
        for row, sequence in enumerate(sequences)
    ]


@contextmanager
def _cross_attention(model: Any, wanted: bool) -> Iterator[Any]:
    """Gathers the alignment heads' scores; afterwards a list of (n_rows, n_tokens, n_positions)."""
    heads = _alignment_heads(model) if wanted else []
    kept: dict[tuple[int, str], Tensor] = {}
    hooks = []
    for layer in {layer for layer, _ in heads}:
        cross = model.decoder.blocks[layer].cross_attn
        for name in ("query", "key"):

            def keep(_: Any, __: Any, out: Tensor, place: tuple[int, str] = (layer, name)) -> None:
                kept[place] = out

            hooks.append(getattr(cross, name).register_forward_hook(keep))

    def looked() -> list[Tensor]:
        scores = []
        for layer, head in heads:
            query, key = kept[layer, "query"], kept[layer, "key"]
            width = query.shape[-1] // model.dims.n_text_head
            part = slice(head * width, (head + 1) * width)
            product = query[..., part].float() @ key[..., part].float().transpose(1, 2)
            scores.append(product * width**-0.5)
        return scores

    try:
        yield looked
    finally:
        for hook in hooks:
            hook.remove()


def _alignment_heads(model: Any) -> list[list[int]]:
    """Layer and head of each; sparse as Whisper keeps them, or dense."""
    heads = model.alignment_heads
    pairs: list[list[int]] = (heads.to_dense() if heads.is_sparse else heads).nonzero().tolist()
    return pairs
