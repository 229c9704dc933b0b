"""Whisper's own search over sound already encoded, every hypothesis kept; not which to believe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from whisper.decoding import (
    BeamSearchDecoder,
    DecodingOptions,
    DecodingTask,
    GreedyDecoder,
    LogitFilter,
)

from speech.errors import GivenUpError
from speech.recognizer.biasing import Accounted, VocabularyBias
from speech.recognizer.prefix_letters import PrefixLetters
from speech.recognizer.prefix_tree import PrefixTree
from speech.recognizer.spelled_beams import SpelledBeams
from speech.recognizer.spelling import SpelledSound

Sequences = tuple[tuple[int, ...], ...]

SPARE_BEAMS = 2
N_SPELLED_BEAMS = 4  # the right ones are among them sooner
PATIENCE_TOKENS = 6  # after the best text's end; some other beams never find one
SEED = 20_250_625  # the same sound gives the same text, sampled or not


@dataclass(frozen=True)
class SearchRequest:
    """How to search once. temperature 0: greedy for one text, beams for more; above 0: a sample.

    spelled: the sound's letters, to guide the beams.
    """

    language: str
    max_tokens: int
    n_best: int = 1
    temperature: float = 0.0
    prompt: str = ""
    spelled: SpelledSound | None = None

    def options(self) -> DecodingOptions:
        """As Whisper's decoder takes it: plain text, no time marks, no text carried over."""
        # Some of the best differ in nothing but case and marks.
        n_beams = None
        if self.n_best > 1 and not self.temperature:
            n_beams = N_SPELLED_BEAMS if self.spelled else self.n_best + SPARE_BEAMS
        return DecodingOptions(
            language=self.language,
            temperature=self.temperature,
            sample_len=self.max_tokens,
            beam_size=n_beams,
            prompt=self.prompt or None,
            without_timestamps=True,
        )


class SearchTask(DecodingTask):  # type: ignore[misc]
    """Whisper's ``DecodingTask`` on features of any context, with a vocabulary's say if given.

    Beams with a vocabulary are two searches in one, without its say and with it: a step of twice
    as many rows takes a small model hardly longer.
    """

    def __init__(
        self,
        model: Any,
        request: SearchRequest,
        tree: PrefixTree | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """should_stop: asked at each step; GivenUpError is raised when it says so."""
        super().__init__(model, request.options())
        has_beams = self.options.beam_size is not None
        self._n_searches = 2 if tree is not None and has_beams else 1
        if request.temperature > 0:
            self.decoder = SeededSampler(request.temperature, self.tokenizer.eot)
        if has_beams and request.spelled is not None:
            self.decoder = SpelledBeams(
                self.n_group,
                self.tokenizer.eot,
                self.inference,
                PrefixLetters(request.spelled),
                self._text_of_token,
                self.sample_begin,
            )
        elif has_beams:
            self.decoder = PunctualBeams(self.n_group, self.tokenizer.eot, self.inference)
        self.logit_filters.append(_TextAlone(self.tokenizer.eot))
        if tree is not None:
            n_reached = self.n_group + 1 if has_beams else 1
            first_row = self.n_group if has_beams else 0
            bias = VocabularyBias(tree, self.sample_begin, n_reached, first_row)
            self.logit_filters.append(bias)
            self.decoder = Accounted(self.decoder, bias)
        if should_stop is not None:
            self.logit_filters.append(_Stopping(should_stop))

    @torch.no_grad()
    def find(self, features: Tensor) -> tuple[Sequences, ...]:
        """Text tokens of the texts it ended with, each once, without the end's, for each search.

        features: (1, n_positions, n_audio_state).
        """
        self.decoder.reset()
        n_searches, n_group = self._n_searches, self.n_group
        start = torch.tensor([self.initial_tokens], device=features.device)
        tokens, sums, _ = self._main_loop(features, start.repeat(n_searches * n_group, 1))
        groups, _ = self.decoder.finalize(
            tokens.reshape(n_searches, n_group, -1), sums.reshape(n_searches, n_group)
        )
        return tuple(
            tuple(dict.fromkeys(self._text_tokens(sequence.tolist()) for sequence in group))
            for group in groups
        )

    def _text_of_token(self, token: int) -> str:
        return "" if token >= self.tokenizer.eot else str(self.tokenizer.decode([token]))

    def _text_tokens(self, tokens: list[int]) -> tuple[int, ...]:
        text = tokens[self.sample_begin :]
        return tuple(text[: text.index(self.tokenizer.eot)])


class PunctualBeams(BeamSearchDecoder):  # type: ignore[misc]
    """Whisper's beams, which stop soon after one has ended and keep those that ended by then.

    Each of several searches stops by itself, as if it were alone.
    """

    finished_sequences: list[dict[tuple[int, ...], float]]
    _stopped: dict[int, dict[tuple[int, ...], float]]

    def reset(self) -> None:
        """For another sound."""
        self.finished_sequences, self._stopped = [], {}

    def update(self, tokens: Tensor, logits: Tensor, sum_logprobs: Tensor) -> tuple[Tensor, bool]:
        """As Whisper's, which takes each candidate from its tensor by itself: half of a step."""
        n_beams = self.beam_size
        likely, next_tokens = logits.float().log_softmax(dim=-1).topk(n_beams + 1)
        sums = (sum_logprobs[:, None] + likely).tolist()
        prefixes, following = tokens.tolist(), next_tokens.tolist()
        kept: list[tuple[float, tuple[int, ...], int]] = []
        if not self.finished_sequences:
            self.finished_sequences = [{} for _ in range(len(prefixes) // n_beams)]
        for search, ended in enumerate(self.finished_sequences):
            rows = range(search * n_beams, (search + 1) * n_beams)
            candidates = {
                (*prefixes[row], token): (total, row)
                for row in rows
                for total, token in zip(sums[row], following[row], strict=True)
            }
            n_live = 0
            for sequence in sorted(candidates, key=lambda one: -candidates[one][0]):
                total, row = candidates[sequence]
                if sequence[-1] != self.eot:
                    kept.append((total, sequence, row))
                    n_live += 1
                elif len(ended) < self.max_candidates:
                    ended[sequence] = total
                if n_live == n_beams:
                    break
        sum_logprobs[:] = sum_logprobs.new_tensor([total for total, _, _ in kept])
        tokens = torch.tensor([sequence for _, sequence, _ in kept], device=tokens.device)
        self.inference.rearrange_kv_cache([row for _, _, row in kept])
        for search, ended in enumerate(self.finished_sequences):
            if search not in self._stopped and self._has_stopped(ended, tokens.shape[-1]):
                self._stopped[search] = dict(ended)
        return tokens, len(self._stopped) == len(self.finished_sequences)

    def _has_stopped(self, ended: dict[tuple[int, ...], float], n_tokens: int) -> bool:
        if not ended:
            return False
        best = max(ended, key=lambda sequence: ended[sequence] / len(sequence))
        return len(ended) >= self.max_candidates or n_tokens >= len(best) + PATIENCE_TOKENS

    def finalize(self, tokens: Tensor, sum_logprobs: Tensor) -> Any:
        ended = [
            self._stopped.get(search) or dict(found)
            for search, found in enumerate(self.finished_sequences)
        ]
        super().finalize(tokens, sum_logprobs)  # where none has ended, all that are under way
        groups = [mine or found for mine, found in zip(ended, self.finished_sequences, strict=True)]
        return [[torch.tensor(one) for one in group] for group in groups], [
            list(group.values()) for group in groups
        ]


class _TextAlone(LogitFilter):  # type: ignore[misc]
    """No language or other mark of Whisper's within a text; it forbids some of them itself."""

    def __init__(self, eot: int) -> None:
        self._eot = eot

    def apply(self, logits: Tensor, tokens: Tensor) -> None:
        logits[:, self._eot + 1 :] = -torch.inf


class _Stopping(LogitFilter):  # type: ignore[misc]
    """Changes nothing, and ends a search whose text nobody waits for any more."""

    def __init__(self, should_stop: Callable[[], bool]) -> None:
        self._should_stop = should_stop

    def apply(self, logits: Tensor, tokens: Tensor) -> None:
        if self._should_stop():
            raise GivenUpError


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
