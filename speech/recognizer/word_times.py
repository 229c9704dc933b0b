"""When each word was said, from where the decoder looked; not what was said.

Whisper's method (whisper/timing.py): the alignment heads' cross-attention, normalised over tokens,
smoothed over time, then the cheapest monotonic path by dynamic time warping. Here on a context cut
to the sound, with the warping in numpy: whisper's own is compiled for seconds on its first use.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whisper.timing import WordTiming, median_filter, merge_punctuations

from speech.recognizer.scoring import Hypothesis
from speech.recognizer.short_audio import POSITIONS_PER_S
from speech.transcript import Word

MEDIAN_WIDTH = 7  # positions, as Whisper has it
PREPENDED = "\"'“¿([{-"
APPENDED = "\"'.。,，!！?？:：”)]}、"


def word_times(
    hypothesis: Hypothesis, tokenizer: Any, *, duration_s: float, offset_s: float = 0.0
) -> tuple[Word, ...]:
    """The words of a hypothesis scored with its attention; times from offset_s, in the sound."""
    if not hypothesis.text:
        return ()
    tokens = list(hypothesis.tokens)
    words, word_tokens = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
    starts_s = _token_starts_s(hypothesis, duration_s)
    timings, position = [], 0
    for text, parts in zip(words[:-1], word_tokens[:-1], strict=True):
        after = position + len(parts)
        mean = math.fsum(hypothesis.log_probabilities[position:after]) / len(parts)
        span_s = (float(starts_s[position]), float(starts_s[after]))
        timings.append(WordTiming(text, parts, *span_s, math.exp(min(0.0, mean))))
        position = after
    merge_punctuations(timings, PREPENDED, APPENDED)
    return tuple(_as_word(timing, offset_s) for timing in timings if timing.word.strip())


def _as_word(timing: WordTiming, offset_s: float) -> Word:
    return Word(
        timing.word.strip(), offset_s + timing.start, offset_s + timing.end, timing.probability
    )


def _token_starts_s(hypothesis: Hypothesis, duration_s: float) -> NDArray[np.float64]:
    """(n_tokens + 1,) seconds, never falling, within the sound: each token's start, the end's."""
    n_positions = max(1, math.ceil(duration_s * POSITIONS_PER_S))
    weights = hypothesis.attention[:, :, :n_positions].float().softmax(dim=-1)
    mean = weights.mean(dim=-2, keepdim=True)
    spread = weights.std(dim=-2, keepdim=True, unbiased=False).clamp_min(1e-6)
    smooth = median_filter((weights - mean) / spread, MEDIAN_WIDTH)
    cost = -smooth.mean(dim=0).cpu().double().numpy()
    rows, positions = cheapest_path(np.nan_to_num(cost))
    first = [int(np.searchsorted(rows, row)) for row in range(len(cost))]
    starts_s: NDArray[np.float64] = np.minimum(positions[first] / POSITIONS_PER_S, duration_s)
    return starts_s


def cheapest_path(cost: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cheapest monotonic path from corner to corner of (n_rows, n_columns).

    Dynamic time warping (Sakoe and Chiba 1978), by anti-diagonals. Returns each step's row and
    column, both rising by at most one a step.
    """
    n_rows, n_columns = cost.shape
    total = np.full((n_rows + 1, n_columns + 1), np.inf)
    total[0, 0] = 0.0
    for diagonal in range(n_rows + n_columns - 1):
        row = np.arange(max(0, diagonal - n_columns + 1), min(n_rows, diagonal + 1))
        column = diagonal - row
        before = np.minimum(total[row, column], total[row, column + 1])
        total[row + 1, column + 1] = cost[row, column] + np.minimum(before, total[row + 1, column])
    path = [(n_rows - 1, n_columns - 1)]
    for _ in itertools.repeat(None):
        row, column = path[-1]
        if row == column == 0:
            break
        options = [(row - 1, column - 1), (row - 1, column), (row, column - 1)]
        possible = [(r, c) for r, c in options if r >= 0 and c >= 0]
        path.append(min(possible, key=lambda at: total[at[0] + 1, at[1] + 1]))
    steps = np.array(path[::-1], dtype=np.int64)
    return steps[:, 0], steps[:, 1]
