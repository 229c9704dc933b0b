"""The network that learns: an official Whisper of reduced vocabulary and a CTC head; no loop."""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from speech.recognizer.short_audio import encode
from speech.training.batches import Batch
from speech.training.config import ModelShape
from speech.training.targets import BLANK, IGNORED, Targets

N_MELS = 80
N_AUDIO_CTX = 1500
N_TEXT_CTX = 448
EMBEDDING_DEVIATION = 0.02


class SpeechNetwork(nn.Module):
    """whisper: the official network. spelling: encoder positions to characters, not exported."""

    def __init__(self, shape: ModelShape, targets: Targets) -> None:
        super().__init__()
        self.whisper = build_whisper(shape, targets.n_rows)
        self.spelling = nn.Linear(shape.width, len(targets.characters) + 1)
        # The shared row stands for so many tokens, each of which has its probability at export.
        self._log_others = math.log(max(1, targets.n_others))

    def encode(self, mel: Tensor) -> Tensor:
        """(n, 80, 2 * positions) to (n, positions, width), at any context."""
        return encode(self.whisper, mel)

    def logits(self, tokens: Tensor, encoded: Tensor) -> Tensor:
        """(n, length) rows to (n, length, n_rows), the shared row's as those of all its tokens."""
        logits: Tensor = self.whisper.decoder(tokens, encoded)
        return torch.cat([logits[..., :-1], logits[..., -1:] + self._log_others], -1)


def build_whisper(shape: ModelShape, n_vocabulary: int) -> Any:
    """An official Whisper with weights to start from."""
    from whisper.model import Whisper

    model = Whisper(dimensions(shape, n_vocabulary))
    nn.init.normal_(model.decoder.token_embedding.weight, std=EMBEDDING_DEVIATION)
    nn.init.normal_(model.decoder.positional_embedding, std=0.01)
    return model


def dimensions(shape: ModelShape, n_vocabulary: int) -> Any:
    """Whisper's own description of a model of this shape."""
    from whisper.model import ModelDimensions

    return ModelDimensions(
        n_mels=N_MELS,
        n_audio_ctx=N_AUDIO_CTX,
        n_audio_state=shape.width,
        n_audio_head=shape.heads,
        n_audio_layer=shape.audio_layers,
        n_vocab=n_vocabulary,
        n_text_ctx=N_TEXT_CTX,
        n_text_state=shape.width,
        n_text_head=shape.heads,
        n_text_layer=shape.text_layers,
    )


def losses_of(network: SpeechNetwork, batch: Batch, ctc_weight: float) -> dict[str, Tensor]:
    """The terms of a step's loss by name, each with its weight already in.

    CTC over characters (Graves et al. 2006) beside the decoder's cross-entropy, as in Watanabe
    et al. 2017: attention alone is slow to find the alignment.
    """
    encoded = network.encode(batch.mel)
    logits = network.logits(batch.tokens, encoded)
    terms = {
        "decoder": F.cross_entropy(
            logits.flatten(0, 1), batch.targets.flatten(), ignore_index=IGNORED
        )
    }
    if len(batch.spelling):
        characters = F.log_softmax(network.spelling(encoded).float(), -1).transpose(0, 1)
        # Over all characters: the mean of each clip's own would let the few clips in which nobody
        # speaks, whose frames all count and whose characters are none, outweigh the others.
        n_characters = batch.n_characters.sum().clamp(min=1)
        total = F.ctc_loss(
            characters,
            batch.spelling,
            batch.n_positions,
            batch.n_characters,
            blank=BLANK,
            reduction="sum",
            zero_infinity=True,
        )
        terms["ctc"] = ctc_weight * total / n_characters
    return terms


@torch.no_grad()
def greedy(network: SpeechNetwork, mel: Tensor, targets: Targets, language: str) -> list[list[int]]:
    """The likeliest rows one by one for each clip, without the start and the end."""
    encoded = network.encode(mel)
    n_clips = len(mel)
    start = targets.start(language)
    tokens = torch.tensor([start] * n_clips)
    ended = torch.zeros(n_clips, dtype=torch.bool)
    most = min(N_TEXT_CTX // 2, 8 + mel.shape[-1] // 16)  # 6 tokens a second
    for _ in range(most):
        rows = network.logits(tokens, encoded)[:, -1].argmax(-1)
        rows[ended] = targets.eot
        ended |= rows == targets.eot
        tokens = torch.cat([tokens, rows[:, None]], 1)
        if bool(ended.all()):
            break
    said: list[list[int]] = tokens[:, len(start) :].tolist()
    return [rows[: rows.index(targets.eot)] if targets.eot in rows else rows for rows in said]
