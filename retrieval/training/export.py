"""Writes a trained model as an open_clip folder that loads offline; not calibration or fusion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from retrieval.training.config import ModelShape
from retrieval.training.network import open_clip_config
from retrieval.training.tokenizer import save_tokenizer

WEIGHTS_FILE = "open_clip_model.safetensors"
LARGEST_FILE_BYTES = 20_000_000


def export_encoder(clip: Any, tokenizer: Any, shape: ModelShape, folder: Path) -> int:
    """Writes open_clip_config.json, f16 safetensors and tokenizer; the weights' size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    config = open_clip_config(shape, tokenizer.get_vocab_size())
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=1) + "\n")
    save_tokenizer(tokenizer, folder, shape.context_tokens)
    return write_weights(clip, folder)


def write_weights(clip: Any, folder: Path) -> int:
    """A model's weights in one step, f16 safetensors; their size in bytes.

    Batch-norm statistics stay float32: their smallest variances have no float16.
    """
    import torch
    from safetensors.torch import save_file

    tensors = {}
    for name, value in clip.state_dict().items():
        keeps = "running_" in name or not value.dtype.is_floating_point
        tensors[name] = (value if keeps else value.to(torch.float16)).cpu().contiguous().clone()
    path = folder / WEIGHTS_FILE
    aside = path.with_suffix(".new")
    save_file(tensors, aside, metadata={"format": "pt"})
    aside.chmod(0o644)  # safetensors makes files that only their owner may read
    aside.replace(path)
    return path.stat().st_size
