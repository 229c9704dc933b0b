"""Saves and restores a training run exactly; not the checkpoint that recognition loads (export)."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import torch

from speech.training.config import TrainingConfig
from speech.training.errors import TrainingError
from speech.training.whole_file import written_whole

CHECKPOINT_FILE = "checkpoint.pt"
# What loading a file that is cut off, overwritten or of other shapes raises.
UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    pickle.UnpicklingError,
)
FREE_TO_CHANGE = (
    "n_steps",
    "cool_down_steps",
    "n_processes",
    "learning_rate",
    "disturbance",
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
    state = {
        "step": step,
        "config": config.as_json(),
        "network": network.state_dict(),
        "average": average,
        "optimiser": optimiser.state_dict(),
    }
    with written_whole(folder / CHECKPOINT_FILE) as file:
        torch.save(state, file)


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
        step = int(saved["step"])
    except UNREADABLE as error:
        raise _damaged(path) from error
    now = json.loads(config.as_json())
    for free in FREE_TO_CHANGE:
        before[free] = now[free]
    if before != now:
        raise TrainingError(
            f"{folder} holds a run of another configuration: choose another folder, or remove it."
        )
    try:
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        for name, value in average.items():
            value.copy_(saved["average"][name])
    except UNREADABLE as error:
        raise _damaged(path) from error
    return step


def _damaged(path: Path) -> TrainingError:
    return TrainingError(
        f"{path} is damaged, of another program, or of other targets than those beside it; remove"
        " both to start again."
    )
