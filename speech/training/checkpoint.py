"""Saves and restores a training run exactly; not the checkpoint that recognition loads (export)."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import torch

from speech.training.config import TrainingConfig
from speech.training.errors import TrainingError

CHECKPOINT_FILE = "checkpoint.pt"
FREE_TO_CHANGE = (
    "n_steps",
    "cool_down_steps",
    "n_processes",
    "learning_rate",
    "positions_per_batch",
    "most_clips_per_batch",
    "n_clips",
    "checkpoint_every_steps",
    "look_every_steps",
    "look_clips",
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
    TrainingError when anything else of the configuration differs, or the file is damaged.
    """
    path = folder / CHECKPOINT_FILE
    if not path.is_file():
        return 0
    try:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        before = {**json.loads(config.as_json()), **json.loads(saved["config"])}
    except (OSError, RuntimeError, ValueError, KeyError, pickle.UnpicklingError) as error:
        raise TrainingError(
            f"{path} is damaged or of another program; remove it to start again."
        ) from error
    now = json.loads(config.as_json())
    for free in FREE_TO_CHANGE:
        before[free] = now[free]
    if before != now:
        raise TrainingError(
            f"{folder} holds a run of another configuration: choose another folder, or remove it."
        )
    network.load_state_dict(saved["network"])
    optimiser.load_state_dict(saved["optimiser"])
    for name, value in saved["average"].items():
        average[name].copy_(value)
    return int(saved["step"])
