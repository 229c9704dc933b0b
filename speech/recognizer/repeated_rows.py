"""A decoder whose vocabulary rows are mostly equal multiplies by each once; the same logits.

pocket has 51,865 tokens, as the official format wants, and met some thousands of them in training:
all others share one row. Reading 53 MB of a table for every token of a text is most of a small
model's step.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from whisper.model import TextDecoder

WORTHWHILE_SHARE = 0.5  # of the rows, at most this many different ones
SAMPLE_STEP = 50  # every so many rows tell whether there is anything to gain


class RepeatedRowsDecoder(TextDecoder):  # type: ignore[misc]
    """Whisper's decoder of the same parts, with a table of its different rows beside."""

    def __init__(self, decoder: Any, rows: Tensor, row_of_token: Tensor) -> None:
        """rows: (n_rows, n_text_state). row_of_token: (n_vocab,) int64."""
        torch.nn.Module.__init__(self)
        self.token_embedding = decoder.token_embedding
        self.positional_embedding = decoder.positional_embedding
        self.blocks = decoder.blocks
        self.ln = decoder.ln
        self.register_buffer("mask", decoder.mask, persistent=False)
        self.register_buffer("_rows", rows, persistent=False)
        self.register_buffer("_row_of_token", row_of_token, persistent=False)
        log_counts = row_of_token.bincount(minlength=len(rows)).log()
        self.register_buffer("_log_counts", log_counts, persistent=False)

    def forward(self, x: Tensor, xa: Tensor, kv_cache: dict[Any, Tensor] | None = None) -> Tensor:
        """As Whisper's: (n, length) tokens and (n, n_positions, n_state) to logits in float32."""
        of_rows = self._of_rows(x, xa, kv_cache)
        # Thirty times faster than index_select along the last dimension.
        return of_rows.gather(-1, self._row_of_token.expand(*of_rows.shape[:-1], -1))

    def log_probabilities(self, x: Tensor, xa: Tensor, chosen: Tensor) -> Tensor:
        """(n, length) natural, of a chosen token after each of x. chosen: (n, length)."""
        of_rows = self._of_rows(x, xa)
        of_chosen = of_rows.gather(-1, self._row_of_token[chosen][..., None])[..., 0]
        return of_chosen - (of_rows + self._log_counts).logsumexp(dim=-1)

    def _of_rows(self, x: Tensor, xa: Tensor, kv_cache: dict[Any, Tensor] | None = None) -> Tensor:
        offset = next(iter(kv_cache.values())).shape[1] if kv_cache else 0
        positions = self.positional_embedding[offset : offset + x.shape[-1]]
        state = (self.token_embedding(x) + positions).to(xa.dtype)
        for block in self.blocks:
            state = block(state, xa, mask=self.mask, kv_cache=kv_cache)
        return (self.ln(state) @ self._rows.to(state.dtype).T).float()


def chosen_log_probabilities(decoder: Any, x: Tensor, xa: Tensor, chosen: Tensor) -> Tensor:
    """(n, length) natural log-probabilities of a chosen token after each of x, by any decoder."""
    if isinstance(decoder, RepeatedRowsDecoder):
        return decoder.log_probabilities(x, xa, chosen)
    likely: Tensor = decoder(x, xa).log_softmax(dim=-1)
    return likely.gather(-1, chosen[..., None])[..., 0]


def without_repeats(model: Any) -> Any:
    """The model with such a decoder where its rows repeat; otherwise as it is."""
    table = model.decoder.token_embedding.weight.detach()
    of_sample = table[: len(table) // SAMPLE_STEP * SAMPLE_STEP : SAMPLE_STEP].unique(dim=0)
    if len(of_sample) > WORTHWHILE_SHARE * (len(table) // SAMPLE_STEP):
        return model
    first_with: dict[bytes, int] = {}
    firsts = [
        first_with.setdefault(row.tobytes(), token) for token, row in enumerate(table.cpu().numpy())
    ]
    tokens, row_of_token = torch.tensor(firsts, device=table.device).unique(return_inverse=True)
    model.decoder = RepeatedRowsDecoder(model.decoder, table[tokens], row_of_token)
    return model
