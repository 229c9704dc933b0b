"""Guided beams end with texts whatever a decoder favours: marks, parts, unknown letters."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from speech.recognizer.prefix_letters import PrefixLetters
from speech.recognizer.spelled_beams import SpelledBeams
from speech.recognizer.spelling import SpelledSound

TEXTS = ("a", "b", "c", " a", "ab", "\ufffd", "7", "")
END = len(TEXTS)
N_MARKS = 3  # tokens after the end


class NoCache:
    def rearrange_kv_cache(self, source_indices: Any) -> None:
        """There is nothing to rearrange."""


@pytest.mark.parametrize("favours_marks", [False, True])
def test_whatever_the_decoder_favours_some_text_is_found(favours_marks: bool) -> None:
    generator = torch.Generator().manual_seed(0)

    def drawn(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=generator)

    for _ in range(60):
        sound = SpelledSound((3 * drawn(12, 4)).log_softmax(-1), "abc")
        beams = SpelledBeams(
            4, END, NoCache(), PrefixLetters(sound), lambda token: TEXTS[token], begin=1
        )
        beams.reset()
        tokens, sums, is_over = torch.zeros(4, 1, dtype=torch.int64), torch.zeros(4), False
        while not is_over and tokens.shape[1] < 10:
            logits = 5 * drawn(4, END + 1 + N_MARKS)
            logits[:, END + 1 :] += 30 * favours_marks
            tokens, is_over = beams.update(tokens, logits, sums)
        (found,), _ = beams.finalize(tokens.reshape(1, 4, -1), sums.reshape(1, 4))
        assert found
        assert not any((sequence > END).any() for sequence in found)
