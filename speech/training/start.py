"""Begins with the weights of an official checkpoint instead of random ones; the way back of export.

So a finished model can be taught more: other voices, a shop of other words.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from speech.recognizer.spelling import spelling_in
from speech.training.checkpoint import UNREADABLE
from speech.training.config import ModelShape
from speech.training.errors import TrainingError
from speech.training.export import EMBEDDING
from speech.training.network import SpeechNetwork, build_whisper
from speech.training.targets import Targets, official_tokenizer


def start_from(path: Path, network: SpeechNetwork, targets: Targets, shape: ModelShape) -> None:
    """Puts a checkpoint's weights into the network; its CTC head too, where it has one.

    A token that the checkpoint's corpus did not use begins with the row that all such shared, a
    character at random. TrainingError as `weights_to_start_from`.
    """
    state = weights_to_start_from(path, shape)
    state[EMBEDDING] = _reduced(state[EMBEDDING], targets)
    network.whisper.load_state_dict(state)
    spelling = spelling_in(path, shape.width)
    if spelling is None:
        return
    rows = [(0, 0)] + [
        (1 + targets.characters.index(character), 1 + known)
        for known, character in enumerate(spelling.characters)
        if character in targets.characters
    ]
    ours, theirs = [list(numbers) for numbers in zip(*rows, strict=True)]
    with torch.no_grad():
        network.spelling.weight[ours] = spelling.weight[theirs].float()
        network.spelling.bias[ours] = spelling.bias[theirs].float()


def weights_to_start_from(path: Path, shape: ModelShape) -> dict[str, torch.Tensor]:
    """A checkpoint's weights by name, float32, the official table among them.

    TrainingError: no checkpoint, or of another shape than the configuration's.
    """
    try:
        saved: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        dims = dict(saved["dims"])
        state = {name: value.float() for name, value in saved["model_state_dict"].items()}
    except UNREADABLE as error:
        raise TrainingError(
            f"{path} cannot be begun with: it is not a Whisper checkpoint (a .pt file with dims"
            " and model_state_dict)."
        ) from error
    wanted = build_whisper(shape, official_tokenizer().encoding.n_vocab)
    shapes = {name: value.shape for name, value in wanted.state_dict().items()}
    if dims != asdict(wanted.dims) or {n: v.shape for n, v in state.items()} != shapes:
        raise TrainingError(
            f"{path} cannot be begun with: it is a Whisper of another shape than the"
            " configuration's."
        )
    return state


def _reduced(table: torch.Tensor, targets: Targets) -> torch.Tensor:
    """The official table's rows of the corpus's tokens, and one of all the others."""
    known = set(targets.tokens)
    other = next(token for token in range(len(table)) if token not in known)
    return table[[*targets.tokens, other]]
