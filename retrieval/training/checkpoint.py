"""Saves and restores a run exactly, and starts one from earlier weights; not the export format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.errors import InputError, ModelError
from retrieval.training.config import TrainingConfig
from retrieval.training.tokenizer import load_tokenizer

if TYPE_CHECKING:
    import torch

CHECKPOINT_FILE = "checkpoint.pt"
FREE_TO_CHANGE = (
    "curriculum",
    "cool_down_steps",
    "least_area",
    "n_threads",
    "n_processes",
    "checkpoint_every_steps",
    "look_every_steps",
    "text_stage_steps",
    "text_stage_rate",
    "text_stage_captions",
)


def save_checkpoint(
    folder: Path,
    step: int,
    config: TrainingConfig,
    network: Any,
    average: dict[str, torch.Tensor],
    optimiser: Any,
) -> None:
    """Writes all state after `step` steps; a kill while writing leaves the one before."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{CHECKPOINT_FILE}.new"
    torch.save(
        {
            "step": step,
            "config": config.as_json(),
            "network": network.state_dict(),
            "average": average,
            "optimiser": optimiser.state_dict(),
        },
        aside,
    )
    aside.replace(folder / CHECKPOINT_FILE)


def restore_checkpoint(
    folder: Path,
    config: TrainingConfig,
    network: Any,
    average: dict[str, torch.Tensor],
    optimiser: Any,
) -> int:
    """Steps done so far, 0 when there is no checkpoint; the state is put into the arguments.

    What is still to come may have changed since, and how the machine is used (FREE_TO_CHANGE).
    InputError when anything else of the configuration differs.
    """
    import torch

    path = folder / CHECKPOINT_FILE
    if not path.is_file():
        return 0
    saved = torch.load(path, map_location="cpu", weights_only=True)
    now = json.loads(config.as_json())
    before = {**now, **json.loads(saved["config"])}
    for free in FREE_TO_CHANGE:
        before[free] = now[free]
    if before != now:
        raise InputError(
            f"{folder} holds a run of another configuration: choose another folder, or remove it."
        )
    network.load_state_dict(saved["network"])
    optimiser.load_state_dict(saved["optimiser"])
    for name, value in saved["average"].items():
        average[name].copy_(value)
    return int(saved["step"])


def warm_start(clip: Any, tokenizer: Any, folder: Path, towers: tuple[str, ...]) -> list[str]:
    """Puts an exported encoder's weights into `clip`; the names of those that did not fit.

    Token embeddings go by the token's text, so the tokenizer may be another one.
    """
    import torch
    from safetensors.torch import load_file

    path = folder / "open_clip_model.safetensors"
    if not path.is_file():
        raise ModelError(f"There is no {path.name} in {folder} to start from.")
    old, new = load_file(path), clip.state_dict()
    prefixes = {"image": ("visual.",), "text": ("text.", "logit_")}
    wanted = tuple(prefix for tower in towers for prefix in prefixes[tower])
    left_out = []
    for name, value in new.items():
        if not name.startswith(wanted) or name not in old:
            left_out.append(name)
        elif name == "text.token_embedding.weight":
            numbers = load_tokenizer(folder).get_vocab()
            for token, number in tokenizer.get_vocab().items():
                if token in numbers and numbers[token] < len(old[name]):
                    with torch.no_grad():
                        value[number] = old[name][numbers[token]].float()
        elif old[name].shape == value.shape:
            with torch.no_grad():
                value.copy_(old[name])
        else:
            left_out.append(name)
    return left_out
