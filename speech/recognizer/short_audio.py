"""A short sound pays for its own length, not for 30 s: cut contexts; not searching for words.

Whisper's encoder adds one sinusoid a position, so a shorter context is the same network with the
positional embedding cut (openai/whisper asserts the full one; ``dims`` must stay, since time scales
are derived from it). A model never trained so needs slack after the sound, or it repeats itself:
of 18 clips of real speech of 0.3 to 5 s, tiny.en looped on 8 with 64 positions of slack, on 4 with
128, on 1 with 256, on none with 400. The *waveform* is padded with zeros: zeros in a log
spectrogram would not be silence.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from whisper.audio import HOP_LENGTH, SAMPLE_RATE, log_mel_spectrogram

from speech.audio.waveform import FloatArray

SAMPLES_PER_POSITION = 2 * HOP_LENGTH  # the second convolution has stride 2
POSITIONS_PER_S = SAMPLE_RATE // SAMPLES_PER_POSITION  # 50
SLACK_POSITIONS = 256  # 5.12 s
SHORTEST_POSITIONS = 400  # 8 s; the shorter the sound, the more a model never trained so loops
# Fast English is 6 tokens a second, fast Chinese 14; a decoder that says more is looping.
MAX_TOKENS_PER_S = 16
MIN_TOKEN_CAP = 12


def context_positions(
    n_samples: int, full_positions: int, slack_positions: int, shortest_positions: int
) -> int:
    """Encoder positions for a sound at 16 kHz: its own and the slack, between the two limits."""
    own = math.ceil(n_samples / SAMPLES_PER_POSITION)
    return min(full_positions, max(own + slack_positions, shortest_positions))


def token_cap(duration_s: float, n_text_ctx: int) -> int:
    """The most tokens that a sound this long can hold; Whisper's own limit is half its context."""
    return min(n_text_ctx // 2, MIN_TOKEN_CAP + math.ceil(duration_s * MAX_TOKENS_PER_S))


def spectrogram(samples: FloatArray, n_positions: int, model: Any) -> Tensor:
    """The log-Mel spectrogram of a sound padded to a context, in the model's own precision.

    samples: (n,) float32 at 16 kHz. Returns (1, n_mels, 2 * n_positions).
    """
    padded = np.zeros(n_positions * SAMPLES_PER_POSITION, np.float32)
    heard = samples[: len(padded)]
    padded[: len(heard)] = heard
    mel = log_mel_spectrogram(padded, model.dims.n_mels, device=model.device)
    return mel[None].to(model.encoder.conv1.weight.dtype)


def encode(model: Any, mel: Tensor) -> Tensor:
    """``model.encoder`` for any context up to its own; bit for bit the same at the full one.

    mel: (1, n_mels, 2 * n_positions). Returns (1, n_positions, n_audio_state).
    """
    encoder = model.encoder
    x = F.gelu(encoder.conv1(mel))
    x = F.gelu(encoder.conv2(x)).permute(0, 2, 1)
    x = (x + encoder.positional_embedding[: x.shape[1]]).to(x.dtype)
    for block in encoder.blocks:
        x = block(x)
    encoded: Tensor = encoder.ln_post(x)
    return encoded


def encode_sound(model: Any, samples: FloatArray, n_positions: int) -> Tensor:
    """(n,) float32 at 16 kHz to (1, n_positions, n_audio_state)."""
    with torch.no_grad():
        return encode(model, spectrogram(samples, n_positions, model))
