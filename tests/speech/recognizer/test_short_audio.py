"""A short sound is encoded in a short context, exactly as Whisper would encode it there."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from speech.recognizer.short_audio import (
    SAMPLES_PER_POSITION,
    context_positions,
    encode,
    encode_sound,
    spectrogram,
    token_cap,
)
from tests.speech.waveforms import babble


def test_the_context_is_the_sound_and_the_slack_and_never_more_than_the_whole() -> None:
    assert context_positions(3 * 16_000, 1500, 256, 400) == 150 + 256
    assert context_positions(1, 1500, 0, 0) == 1
    assert context_positions(1, 1500, 0, 400) == 400
    assert context_positions(29 * 16_000, 1500, 256, 400) == 1500
    assert context_positions(321, 1500, 50, 0) == 52


def test_tokens_are_capped_by_the_duration_and_by_whispers_own_limit() -> None:
    assert token_cap(1.0, 448) < 40
    assert token_cap(3.0, 448) > 3 * 14
    assert token_cap(30.0, 448) == 224


def test_at_the_full_context_the_encoder_is_whispers_bit_for_bit(random_recognizer: Any) -> None:
    model = random_recognizer.model
    mel = spectrogram(babble(2.0), 1500, model)
    assert mel.shape == (1, 80, 3000)
    with torch.no_grad():
        assert torch.equal(encode(model, mel), model.encoder(mel))


def test_a_cut_context_is_what_whisper_with_a_cut_positional_embedding_gives(
    random_recognizer: Any,
) -> None:
    model = random_recognizer.model
    mel = spectrogram(babble(1.0), 100, model)
    whole = model.encoder.positional_embedding
    try:
        model.encoder.positional_embedding = whole[:100]
        with torch.no_grad():
            expected = model.encoder(mel)
    finally:
        model.encoder.positional_embedding = whole
    assert torch.equal(encode_sound(model, babble(1.0), 100), expected)
    assert model.encoder.positional_embedding.shape[0] == model.dims.n_audio_ctx == 1500


def test_the_waveform_is_padded_and_not_the_spectrogram(random_recognizer: Any) -> None:
    model, sound = random_recognizer.model, babble(1.0)
    padded = np.concatenate((sound, np.zeros(60 * SAMPLES_PER_POSITION, np.float32)))
    assert torch.equal(spectrogram(sound, 110, model), spectrogram(padded, 110, model))
