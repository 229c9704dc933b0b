"""Many texts of one sound attend to it at once, and nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import whisper
from whisper.model import MultiHeadAttention

from speech.recognizer.shared_sound import SharedSoundAttention, with_shared_sound
from tests.speech.checkpoints import make_random_checkpoint


@pytest.mark.parametrize("is_fused", [True, False])
def test_the_logits_are_those_of_each_text_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_fused: bool
) -> None:
    monkeypatch.setattr(MultiHeadAttention, "use_sdpa", is_fused)
    path = str(make_random_checkpoint(tmp_path / "random.pt"))
    whole = whisper.load_model(path, device="cpu").decoder
    model = with_shared_sound(whisper.load_model(path, device="cpu"))
    assert all(isinstance(block.cross_attn, SharedSoundAttention) for block in model.decoder.blocks)
    tokens = torch.tensor([[50_258, 9, 41_000], [50_258, 51_864, 3], [50_258, 7, 7]])
    encoded = torch.randn(1, 30, 48)
    with torch.no_grad():
        alone = torch.cat([whole(text[None], encoded) for text in tokens])
        together = model.decoder(tokens, encoded)
        many_sounds = model.decoder(tokens, encoded.expand(3, -1, -1))
        cache, hooks = model.install_kv_cache_hooks()
        model.decoder(tokens[:, :2], encoded, kv_cache=cache)
        step = model.decoder(tokens[:, 2:], encoded, kv_cache=cache)
        for hook in hooks:
            hook.remove()
        scores = model.decoder.blocks[0].cross_attn(torch.randn(3, 2, 48), encoded)[1]
    for found in (together, many_sounds):
        assert torch.allclose(found, alone, atol=1e-4)
    assert torch.allclose(step[:, 0], alone[:, 2], atol=1e-3)
    assert is_fused == (scores is None)
    assert is_fused or (len(scores) == 3 and scores.shape[2:] == (2, 30))
