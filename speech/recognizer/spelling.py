"""Which letters are heard where, beside the decoder's words: evidence that no language model bends.

A small decoder writes what it expects: an unknown brand becomes the nearest words it knows. The
characters that the encoder's output spells by itself (CTC, Graves et al. 2006) have no such
expectation. Texts are ranked by both together, as in hybrid CTC/attention decoding (Watanabe et al.
2017); not finding texts, nor training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

BLANK = 0  # of the characters
FIELD = "spelling"  # of a checkpoint, beside Whisper's own dims and model_state_dict


@dataclass(frozen=True, eq=False)
class SpelledSound:
    """One sound's letters. log_probabilities: (n_positions, 1 + n_characters), the blank first."""

    log_probabilities: Tensor
    characters: str

    @cached_property
    def number(self) -> dict[str, int]:
        """The column of each character."""
        return {character: n for n, character in enumerate(self.characters, start=1)}

    def letters_of(self, text: str) -> list[int]:
        """The columns of a text's characters; those that training never met are left out."""
        return [self.number[c] for c in text.lower() if c in self.number]

    def log_probabilities_of(self, texts: Sequence[str]) -> list[float]:
        """Of each text, over all its alignments, natural; -inf of one too long for the sound.

        Case does not count, nor do characters that training never met.
        """
        spelled = [self.letters_of(text) for text in texts]
        if not spelled:
            return []
        n_positions = len(self.log_probabilities)
        lengths = torch.tensor([len(one) for one in spelled])
        losses = functional.ctc_loss(
            self.log_probabilities[:, None].expand(-1, len(texts), -1),
            torch.tensor([character for one in spelled for character in one], dtype=torch.int64),
            torch.full((len(texts),), n_positions),
            lengths,
            blank=BLANK,
            reduction="none",
        )
        found: list[float] = (-losses).tolist()
        return found

    @property
    def nothing_log_probability(self) -> float:
        """That no letter is said at all, natural."""
        return float(self.log_probabilities[:, BLANK].sum())

    @property
    def likeliest(self) -> str:
        """The likeliest character at each position, repeats and blanks left out."""
        numbers = self.log_probabilities.argmax(dim=-1)
        heard = numbers[numbers.diff(prepend=numbers.new_full((1,), BLANK)) != 0].tolist()
        return "".join(self.characters[number - 1] for number in heard if number != BLANK)


@dataclass(frozen=True, eq=False)
class Spelling:
    """Encoded sound to characters, the blank first. weight: (n, n_audio_state). bias: (n,)."""

    weight: Tensor
    bias: Tensor
    characters: str

    @torch.no_grad()
    def heard(self, features: Tensor) -> SpelledSound:
        """features: (1, n_positions, n_audio_state), as the encoder gives them."""
        logits = functional.linear(features[0].float(), self.weight, self.bias)
        return SpelledSound(logits.log_softmax(dim=-1).cpu(), self.characters)

    def on(self, device: Any) -> Spelling:
        """The same on a device, in float32."""
        return Spelling(
            self.weight.float().to(device), self.bias.float().to(device), self.characters
        )


def spelling_in(path: Path, n_audio_state: int) -> Spelling | None:
    """A checkpoint's, None where it has none that fits, as OpenAI's own have not.

    path: of a checkpoint that Whisper's loader has read.
    """
    saved = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    found = saved.get(FIELD)
    if not isinstance(found, dict) or found.keys() != {"weight", "bias", "characters"}:
        return None
    weight, bias, characters = found["weight"], found["bias"], found["characters"]
    if not isinstance(characters, str) or not all(
        isinstance(one, Tensor) and one.is_floating_point() for one in (weight, bias)
    ):
        return None
    n_rows = 1 + len(characters)
    if weight.shape != (n_rows, n_audio_state) or bias.shape != (n_rows,):
        return None
    return Spelling(weight, bias, characters)
