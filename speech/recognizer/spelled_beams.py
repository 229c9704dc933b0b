"""A beam search that the letters of the sound guide from the first token on; not ranking its ends.

The decoder drops a word it does not expect before the letters are asked, so they are asked at each
step: hybrid CTC/attention decoding (Watanabe et al. 2017).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from whisper.decoding import BeamSearchDecoder

from speech.recognizer.prefix_letters import PrefixLetters
from speech.recognizer.scoring import SPELLING_WEIGHT

N_LOOKED_AT = 8  # tokens of each beam
SPAN_NATS = 6.0  # below a beam's likeliest token, less likely ones are not looked at
MARGIN_NATS = 3.0  # so far below the best end, nothing under way is worth waiting for


class SpelledBeams(BeamSearchDecoder):  # type: ignore[misc]
    """Whisper's beams of one sound, ranked by decoder and letters together."""

    finished_sequences: list[dict[tuple[int, ...], float]]

    def __init__(
        self,
        beam_size: int,
        eot: int,
        inference: Any,
        letters: PrefixLetters,
        text_of: Callable[[int], str],
        begin: int,
    ) -> None:
        """text_of: a token's. begin: index of the first text token."""
        super().__init__(beam_size, eot, inference)
        self._letters, self._text_of, self._begin = letters, text_of, begin

    def reset(self) -> None:
        """For the same sound again."""
        self.finished_sequences = []
        self._letters.begin(self.beam_size)

    def update(self, tokens: Tensor, logits: Tensor, sum_logprobs: Tensor) -> tuple[Tensor, bool]:
        """The step's tokens with the next of each, and whether the search is over."""
        if not self.finished_sequences:
            self.finished_sequences = [{}]
        ended = self.finished_sequences[0]
        found = self._looked_at(tokens, logits, sum_logprobs)
        going_on = [sequence for sequence in found if sequence[-1] != self.eot]
        places = {sequence: place for place, sequence in enumerate(going_on)}
        texts = [self._text_of(sequence[-1]) for sequence in going_on]
        if tokens.shape[-1] == self._begin:
            texts = [text.lstrip() for text in texts]
        spelled = self._letters.grown([found[sequence][1] for sequence in going_on], texts)
        all_spelled = self._letters.ended()
        joint = {
            sequence: total
            + SPELLING_WEIGHT
            * (spelled[places[sequence]] if sequence in places else all_spelled[row])
            for sequence, (total, row) in found.items()
        }
        kept: list[tuple[int, ...]] = []
        for sequence in sorted(joint, key=lambda one: -joint[one]):
            if sequence in places:
                kept.append(sequence)
            elif len(ended) < self.max_candidates:
                ended[sequence] = joint[sequence]
            if len(kept) == self.beam_size:
                break
        if not kept:  # all that goes on is impossible
            return tokens, True
        kept += kept[-1:] * (self.beam_size - len(kept))
        sum_logprobs[:] = sum_logprobs.new_tensor([found[sequence][0] for sequence in kept])
        self._letters.keep([places[sequence] for sequence in kept])
        self.inference.rearrange_kv_cache([found[sequence][1] for sequence in kept])
        is_over = len(ended) >= self.max_candidates or (
            bool(ended) and joint[kept[0]] < max(ended.values()) - MARGIN_NATS
        )
        return torch.tensor(kept, device=tokens.device), is_over

    def _looked_at(
        self, tokens: Tensor, logits: Tensor, sum_logprobs: Tensor
    ) -> dict[tuple[int, ...], tuple[float, int]]:
        """Sequences one token longer: what the decoder gives them, and the row they come from."""
        likely, following = logits.float().log_softmax(dim=-1).topk(N_LOOKED_AT)
        rows = zip(
            tokens.tolist(), sum_logprobs.tolist(), likely.tolist(), following.tolist(), strict=True
        )
        found: dict[tuple[int, ...], tuple[float, int]] = {}
        for row, (prefix, total, nats, nexts) in enumerate(rows):
            goes_on = False
            for one, token in zip(nats, nexts, strict=True):
                if token > self.eot:  # a mark of Whisper's, which would pass for silence
                    continue
                if goes_on and one < nats[0] - SPAN_NATS:
                    break
                goes_on = goes_on or token != self.eot
                found.setdefault((*prefix, token), (total + one, row))
        return found

    def finalize(self, tokens: Tensor, sum_logprobs: Tensor) -> Any:
        """What has ended, or else all that is under way."""
        if not any(self.finished_sequences):
            return super().finalize(tokens, sum_logprobs)
        (ended,) = self.finished_sequences
        return [[torch.tensor(one) for one in ended]], [list(ended.values())]
