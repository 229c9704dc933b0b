"""The checkpoint that faster-whisper is measured with computes what the official one does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from speech.recognizer.load import load_recognizer
from tests.bench.checkpoint_for_faster_whisper import write_checkpoint
from tests.speech.checkpoints import make_random_checkpoint, make_speaking_checkpoint, tokenizer_of
from tests.speech.waveforms import babble

ctranslate2 = pytest.importorskip("ctranslate2", reason="the extra bench is not installed")
faster_whisper = pytest.importorskip("faster_whisper", reason="the extra bench is not installed")


def converted(model: Any, folder: Path) -> Any:
    return faster_whisper.WhisperModel(
        str(write_checkpoint(model, folder)), device="cpu", compute_type="float32", cpu_threads=1
    )


def test_encoder_and_decoder_compute_the_same(tmp_path: Path) -> None:
    model = load_recognizer(make_random_checkpoint(tmp_path / "random.pt"), device="cpu").model
    for name, value in model.named_parameters():
        if value.ndim == 1:  # fresh norms and biases are ones and zeros, which hide mistakes
            torch.nn.init.normal_(value.data, mean=float("ln" in name), std=0.2)
    mel = torch.randn(1, 80, 3000)
    theirs = converted(model, tmp_path / "folder").model
    features = ctranslate2.StorageView.from_array(mel.numpy())
    tokenizer = tokenizer_of()
    text = tokenizer.encode(" a long red dress")
    tokens = [*tokenizer.sot_sequence_including_notimestamps, *text]
    with torch.no_grad():
        encoded = model.encoder(mel)
        logits = model.decoder(torch.tensor([tokens]), encoded)[0]
    np.testing.assert_allclose(np.array(theirs.encode(features)), encoded.numpy(), atol=1e-3)
    begin = len(tokens) - len(text)
    chances = logits[begin - 1 : -1, : tokenizer.eot].log_softmax(dim=-1)
    wanted = chances.gather(-1, torch.tensor(text)[:, None])[:, 0]
    # CTranslate2 adds the token for "no timestamps" itself.
    aligned = theirs.align(features, list(tokenizer.sot_sequence), [text], 3000)[0]
    np.testing.assert_allclose(np.log(aligned.text_token_probs), wanted.numpy(), atol=0.05)


def test_its_tokenizer_reads_and_writes_as_whispers_own(tmp_path: Path) -> None:
    path = make_speaking_checkpoint(tmp_path / "speaking.pt", "a long red dress, under $40")
    model = converted(load_recognizer(path, device="cpu").model, tmp_path / "folder")
    segments, _ = model.transcribe(babble(2.0), language="en", beam_size=1)
    assert next(iter(segments)).text == " a long red dress, under $40"
    tokenizer = tokenizer_of()
    for text in (" Fjällräven's red-dress 42", "红色长裙", "  two  spaces\n"):
        assert model.hf_tokenizer.encode(text, add_special_tokens=False).ids == tokenizer.encode(
            text
        )
