"""Saves and restores a robust run exactly; not the export format."""

from __future__ import annotations

import json
from pathlib import Path

from retrieval.errors import InputError
from retrieval.training.robust.config import FREE_TO_CHANGE
from retrieval.training.robust.learner import RobustLearner

CHECKPOINT_FILE = "checkpoint.pt"


def save_run(folder: Path, learner: RobustLearner, start: str) -> None:
    """Writes all state; a kill while writing leaves the checkpoint before.

    start: what tells the clean encoder from others.
    """
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{CHECKPOINT_FILE}.new"
    torch.save(
        {
            "step": learner.step,
            "start": start,
            "config": learner.config.as_json(),
            "clip": learner.clip.state_dict(),
            "average": learner.average,
            "optimiser": learner.optimiser.state_dict(),
        },
        aside,
    )
    aside.replace(folder / CHECKPOINT_FILE)


def restore_run(folder: Path, learner: RobustLearner, start: str) -> None:
    """Takes the learner to where the folder's run is; nothing happens when there is none.

    InputError when that run is of another encoder or configuration, but for FREE_TO_CHANGE.
    """
    import torch

    path = folder / CHECKPOINT_FILE
    if not path.is_file():
        return
    try:
        saved = torch.load(path, map_location=learner.clean.device, weights_only=True)
        now, before = json.loads(learner.config.as_json()), json.loads(saved["config"])
    except Exception as error:  # torch names no common kind for a damaged file
        raise InputError(f"{path} is damaged: remove it to begin anew.") from error
    changed = [
        name
        for name in sorted({*now, *before} - {*FREE_TO_CHANGE})
        if now.get(name) != before.get(name)
    ]
    if saved["start"] != start:
        changed.append("the encoder it starts from")
    if changed:
        raise InputError(
            f"{folder} holds a run of other settings ({', '.join(changed)}): choose another"
            " folder, or remove it."
        )
    learner.clip.load_state_dict(saved["clip"])
    learner.optimiser.load_state_dict(saved["optimiser"])
    for name, value in saved["average"].items():
        learner.average[name].copy_(value)
    learner.step = int(saved["step"])
