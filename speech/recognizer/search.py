"""Whisper's own search over sound already encoded, every hypothesis kept; not which to believe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from whisper.decoding import BeamSearchDecoder, DecodingOptions, DecodingTask, GreedyDecoder

from speech.recognizer.biasing import Accounted, VocabularyBias
from speech.recognizer.prefix_tree import PrefixTree

SPARE_BEAMS = 2
PATIENCE_TOKENS = 6  # after the best text's end; some other beams never find one
SEED = 20_250_625  # the same sound gives the same text, sampled or not


@dataclass(frozen=True)
class SearchRequest:
    """How to search once. temperature 0: greedy for one text, beams for more; above 0: a sample."""

    language: str
    max_tokens: int
    n_best: int = 1
    temperature: float = 0.0
    prompt: str = ""

    def options(self) -> DecodingOptions:
        """As Whisper's decoder takes it: plain text, no time marks, no text carried over."""
        # Some of the best differ in nothing but case and marks.
        n_beams = self.n_best + SPARE_BEAMS if self.n_best > 1 and not self.temperature else None
        return DecodingOptions(
            language=self.language,
            temperature=self.temperature,
            sample_len=self.max_tokens,
            beam_size=n_beams,
            prompt=self.prompt or None,
            without_timestamps=True,
        )


class SearchTask(DecodingTask):  # type: ignore[misc]
    """Whisper's ``DecodingTask`` on features of any context, with a vocabulary's say if given."""

    def __init__(self, model: Any, request: SearchRequest, tree: PrefixTree | None = None) -> None:
        super().__init__(model, request.options())
        if request.temperature > 0:
            self.decoder = SeededSampler(request.temperature, self.tokenizer.eot)
        if self.options.beam_size is not None:
            self.decoder = PunctualBeams(self.n_group, self.tokenizer.eot, self.inference)
        if tree is not None:
            n_reached = 1 if self.options.beam_size is None else self.n_group + 1
            bias = VocabularyBias(tree, self.sample_begin, n_reached)
            self.logit_filters.append(bias)
            self.decoder = Accounted(self.decoder, bias)

    @torch.no_grad()
    def find(self, features: Tensor) -> tuple[tuple[int, ...], ...]:
        """Text tokens of the texts it ended with, each once, without the end's.

        features: (1, n_positions, n_audio_state).
        """
        self.decoder.reset()
        start = torch.tensor([self.initial_tokens], device=features.device)
        tokens, sums, _ = self._main_loop(features, start.repeat(self.n_group, 1))
        groups, _ = self.decoder.finalize(
            tokens.reshape(1, self.n_group, -1), sums.reshape(1, self.n_group)
        )
        ended = (self._text_tokens(sequence.tolist()) for sequence in groups[0])
        return tuple(dict.fromkeys(ended))

    def _text_tokens(self, tokens: list[int]) -> tuple[int, ...]:
        text = tokens[self.sample_begin :]
        return tuple(text[: text.index(self.tokenizer.eot)])


class PunctualBeams(BeamSearchDecoder):  # type: ignore[misc]
    """Whisper's beams, which stop soon after one has ended and keep those that ended by then."""

    def update(self, tokens: Tensor, logits: Tensor, sum_logprobs: Tensor) -> tuple[Tensor, bool]:
        tokens, completed = super().update(tokens, logits, sum_logprobs)
        ended = self.finished_sequences[0]
        if ended:
            best = max(ended, key=lambda sequence: ended[sequence] / len(sequence))
            completed = completed or tokens.shape[-1] >= len(best) + PATIENCE_TOKENS
        return tokens, bool(completed)

    def finalize(self, tokens: Tensor, sum_logprobs: Tensor) -> Any:
        ended = self.finished_sequences[0]
        if not ended:
            return super().finalize(tokens, sum_logprobs)
        return [[torch.tensor(sequence) for sequence in ended]], [list(ended.values())]


class SeededSampler(GreedyDecoder):  # type: ignore[misc]
    """Whisper's sampling with a generator of its own: repeatable, and no global state moved."""

    def __init__(self, temperature: float, eot: int) -> None:
        super().__init__(temperature, eot)
        self._generator: torch.Generator | None = None

    def reset(self) -> None:
        self._generator = None

    def update(self, tokens: Tensor, logits: Tensor, sum_logprobs: Tensor) -> tuple[Tensor, bool]:
        if self._generator is None:
            self._generator = torch.Generator("cpu").manual_seed(SEED)
        probabilities = (logits / self.temperature).softmax(dim=-1).cpu()
        chosen = torch.multinomial(probabilities, 1, generator=self._generator)[:, 0]
        chosen = chosen.to(tokens.device)
        log_probabilities = logits.log_softmax(dim=-1)
        has_ended = tokens[:, -1] == self.eot
        sum_logprobs += log_probabilities[torch.arange(len(chosen)), chosen] * ~has_ended
        chosen[has_ended] = self.eot
        tokens = torch.cat((tokens, chosen[:, None]), dim=-1)
        return tokens, bool((tokens[:, -1] == self.eot).all())
