"""A table of mostly equal rows is multiplied once a different row, and nobody can tell."""

from __future__ import annotations

from pathlib import Path

import torch
import whisper

from speech.recognizer.repeated_rows import (
    RepeatedRowsDecoder,
    chosen_log_probabilities,
    without_repeats,
)
from tests.speech.checkpoints import make_random_checkpoint


def test_the_logits_are_those_of_the_whole_table(tmp_path: Path) -> None:
    model = whisper.load_model(str(make_random_checkpoint(tmp_path / "random.pt")), device="cpu")
    with torch.no_grad():
        model.decoder.token_embedding.weight[4000:50_000] = model.decoder.token_embedding.weight[7]
    whole = model.decoder
    compact = without_repeats(model).decoder
    assert isinstance(compact, RepeatedRowsDecoder)
    tokens, encoded = (
        torch.tensor([[50_258, 9, 41_000], [50_258, 51_864, 3]]),
        torch.randn(2, 30, 48),
    )
    with torch.no_grad():
        expected, logits = whole(tokens, encoded), compact(tokens, encoded)
        assert logits.shape == (2, 3, 51_865) and logits.dtype == torch.float32
        assert torch.allclose(logits, expected, atol=1e-4)
        chosen = torch.tensor([[9, 41_000, 5_000], [51_864, 7, 50_257]])
        likely = [chosen_log_probabilities(d, tokens, encoded, chosen) for d in (whole, compact)]
        assert torch.allclose(likely[1], likely[0], atol=1e-4)
        assert torch.allclose(likely[0][1, 1], expected[1, 1].log_softmax(-1)[7], atol=1e-4)
        cache, hooks = model.install_kv_cache_hooks()
        compact(tokens[:, :2], encoded, kv_cache=cache)
        step = compact(tokens[:, 2:], encoded, kv_cache=cache)
    for hook in hooks:
        hook.remove()
    assert torch.allclose(step[:, 0], expected[:, 2], atol=1e-3)


def test_a_model_that_met_all_its_tokens_stays_as_it_is(tmp_path: Path) -> None:
    model = whisper.load_model(str(make_random_checkpoint(tmp_path / "random.pt")), device="cpu")
    decoder = model.decoder
    assert without_repeats(model).decoder is decoder
