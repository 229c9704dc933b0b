"""Writes a trained network as an official Whisper checkpoint, which `load_model` reads; no loop."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import torch

from speech.recognizer.spelling import FIELD
from speech.training.config import ModelShape
from speech.training.network import SpeechNetwork, dimensions
from speech.training.targets import Targets
from speech.training.whole_file import written_whole

EMBEDDING = "decoder.token_embedding.weight"


def export_checkpoint(
    network: SpeechNetwork, targets: Targets, shape: ModelShape, path: Path
) -> None:
    """{"dims", "model_state_dict", "spelling"} with float16 weights over all 51,865 tokens.

    spelling: the CTC head and its characters, which Whisper's own loader passes over and the
    recogniser reads.

    Tokens that training did not meet repeat the row they shared, which compresses to next to
    nothing. A kill while writing leaves the file that was there. TrainingError when the file
    cannot be written.
    """
    state = {name: value.detach().half() for name, value in network.whisper.state_dict().items()}
    rows = state[EMBEDDING]
    table = rows[-1].repeat(targets.n_official, 1)
    table[list(targets.tokens)] = rows[:-1]
    state[EMBEDDING] = table.contiguous()
    dims = asdict(dimensions(shape, targets.n_official))
    spelling = {
        "weight": network.spelling.weight.detach().half(),
        "bias": network.spelling.bias.detach().half(),
        "characters": targets.characters,
    }
    with written_whole(path) as file:
        torch.save({"dims": dims, "model_state_dict": state, FIELD: spelling}, file)
