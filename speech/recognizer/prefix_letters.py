"""How likely a sound begins with the letters of each text under way, while it is searched.

CTC prefix probabilities (Graves 2008; hybrid decoding, Watanabe et al. 2017): of all alignments
whose letters begin so. The recursion over positions is a linear one, which a cumulative sum solves
for all texts and positions at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from speech.recognizer.spelling import BLANK, SpelledSound


class PrefixLetters:
    """The texts under way, as rows, by their letters. No row is there before `begin`."""

    def __init__(self, spelled: SpelledSound) -> None:
        self._sound, self._spelled = spelled, spelled.log_probabilities
        # (n_rows, n_positions): of all alignments that end in the last letter, and in a blank.
        self._in_letter = self._in_blank = torch.zeros(0, 0)
        self._last = torch.zeros(0, dtype=torch.int64)  # letter of each row
        self._likely = torch.zeros(0)  # of each row's letters as a beginning
        self._grown: tuple[Tensor, Tensor, Tensor, Tensor] | None = None

    def begin(self, n_rows: int) -> None:
        """So many rows without a letter."""
        blanks = self._spelled[:, BLANK].cumsum(0).expand(n_rows, -1)
        self._in_blank, self._in_letter = blanks, torch.full_like(blanks, -torch.inf)
        self._last = torch.full((n_rows,), BLANK)
        self._likely = torch.zeros(n_rows)

    def ended(self) -> list[float]:
        """The log-probability that each row's letters are all there are."""
        found: list[float] = torch.logaddexp(self._in_letter[:, -1], self._in_blank[:, -1]).tolist()
        return found

    def grown(self, rows: Sequence[int], endings: Sequence[str]) -> list[float]:
        """The log-probability that the sound begins with a row's letters and an ending's.

        Of an ending with parts of characters, or with letters that training never met, it is -inf:
        it would pass for one without letters.
        """
        letters = [self._sound.letters_of(ending) for ending in endings]
        index = torch.tensor(rows, dtype=torch.int64)
        state = (
            self._in_letter[index], self._in_blank[index], self._last[index], self._likely[index]
        )  # fmt: skip
        for place in range(max(map(len, letters), default=0)):
            longer = torch.tensor([n for n, one in enumerate(letters) if len(one) > place])
            letter = torch.tensor([one[place] for one in letters if len(one) > place])
            in_letter, in_blank, last, _ = (part[longer] for part in state)
            after = self._with_letter(in_letter, in_blank, last, letter)
            for part, new in zip(state, after, strict=True):
                part[longer] = new
        self._grown = state
        found: list[float] = state[3].tolist()
        return [
            -math.inf if self._is_unknown(ending) else one
            for ending, one in zip(endings, found, strict=True)
        ]

    def _is_unknown(self, ending: str) -> bool:
        return any(
            character not in self._sound.number and (character.isalnum() or character == "\ufffd")
            for character in ending.lower()
        )

    def keep(self, chosen: Sequence[int]) -> None:
        """The rows are from now on those of the last `grown`, by their places there."""
        if self._grown is not None:
            index = torch.tensor(chosen, dtype=torch.int64)
            parts = [part[index] for part in self._grown]
            self._in_letter, self._in_blank, self._last, self._likely = parts

    def _with_letter(
        self, in_letter: Tensor, in_blank: Tensor, last: Tensor, letter: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """One letter more in each row: both states, the letter, and the beginning's probability."""
        before = torch.logaddexp(in_letter, in_blank)
        # A letter twice is two only with a blank between.
        before = torch.where((letter == last)[:, None], in_blank, before)
        start = torch.where(last == BLANK, 0.0, -torch.inf)[:, None]
        before = torch.cat([start, before[:, :-1]], dim=1)  # at the position before each
        said = self._spelled[:, letter].T
        new_letter = _summed(before, said)
        earlier = torch.cat([torch.full_like(start, -torch.inf), new_letter[:, :-1]], dim=1)
        blank = self._spelled[:, BLANK].expand(len(letter), -1)
        return new_letter, _summed(earlier, blank), letter, (before + said).logsumexp(dim=1)


def _summed(entering: Tensor, staying: Tensor) -> Tensor:
    """x of x[t] = logaddexp(x[t - 1], entering[t]) + staying[t]. Both: (n, n_positions)."""
    stayed = staying.cumsum(dim=1)
    return stayed + (entering - stayed + staying).logcumsumexp(dim=1)
