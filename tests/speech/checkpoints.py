"""Small checkpoints of Whisper's true format, made on the spot; random ones, and ones that always
say the same text, whatever they hear. Neither has learnt anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

N_VOCAB = 51_865
DIMENSIONS = {
    "n_mels": 80, "n_audio_ctx": 1500, "n_audio_state": 48, "n_audio_head": 4, "n_audio_layer": 1,
    "n_vocab": N_VOCAB, "n_text_ctx": 448, "n_text_state": 48, "n_text_head": 4, "n_text_layer": 2,
}  # fmt: skip


def make_random_checkpoint(path: Path, *, seed: int = 0, **dimensions: int) -> Path:
    """A checkpoint of random weights; ``dimensions`` replaces some of DIMENSIONS."""
    dims = DIMENSIONS | dimensions
    return _save(path, dims, _random_model(dims, seed))


def make_speaking_checkpoint(
    path: Path,
    text: str,
    *,
    language: str = "en",
    seed: int = 0,
    hesitates: dict[int, str] | None = None,
) -> Path:
    """A checkpoint that says ``text`` in ``language`` of any sound, and then ends.

    Its decoder's layers add nothing, and each position's embedding points at the next token's.
    hesitates: by index of a text token, another token's text that is nearly as likely there.
    """
    import torch

    model = _random_model(DIMENSIONS, seed)
    for block in model.decoder.blocks:
        for part in (block.attn.out, block.cross_attn.out, block.mlp[2]):
            torch.nn.init.zeros_(part.weight)
            torch.nn.init.zeros_(part.bias)
    tokenizer = tokenizer_of(language)
    spaced = text if language == "zh" else " " + text
    tokens = [*tokenizer.encode(spaced), tokenizer.eot]
    said = [*tokenizer.sot_sequence_including_notimestamps[1:], *tokens]
    embedding = model.decoder.token_embedding.weight.data
    positions = model.decoder.positional_embedding.data
    others = {
        index: tokenizer.encode(text, allowed_special="all")[0]
        for index, text in (hesitates or {}).items()
    }
    # Longer than the others, or some of 51,865 random ones would come near a sum of two; and of
    # one length, so that of two nearly equal ones the first wins by about 1 nat.
    used = sorted({*said, *others.values()})
    centred = embedding[used] - embedding[used].mean(dim=1, keepdim=True)
    embedding[used] = 1.5 * 48**0.5 * torch.nn.functional.normalize(centred)
    n_before = len(said) - len(tokens)
    for index in range(len(positions)):
        target = embedding[said[index]] if index < len(said) else embedding[tokenizer.eot]
        if index - n_before in others:
            target = target + 0.98 * embedding[others[index - n_before]]
        positions[index] = 500 * target
    return _save(path, DIMENSIONS, model)


def tokenizer_of(language: str = "en") -> Any:
    """Whisper's multilingual tokenizer, as the checkpoints here need it."""
    from whisper.tokenizer import get_tokenizer

    return get_tokenizer(True, num_languages=99, language=language, task="transcribe")


def _random_model(dims: dict[str, int], seed: int) -> Any:
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(seed)
    model = Whisper(ModelDimensions(**dims))
    torch.nn.init.normal_(model.decoder.positional_embedding, std=0.5)
    return model.eval()


def _save(path: Path, dims: dict[str, int], model: Any) -> Path:
    import torch

    torch.save({"dims": dims, "model_state_dict": model.state_dict()}, path)
    return path
