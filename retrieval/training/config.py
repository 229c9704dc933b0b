"""Every number of a training run in one typed object; not for reading files or flags."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from retrieval.errors import InputError


@dataclass(frozen=True)
class Phase:
    """A stretch of the run: pictures at one size and how many come from each source.

    n_steps: optimiser steps. side_px: what the image tower sees. per_step: source -> pictures of
    it in a step; a source without data gives its share to the others.
    """

    n_steps: int
    side_px: int
    per_step: tuple[tuple[str, int], ...] = (("grocery", 50), ("clothing", 32), ("sample", 16))
    strength: float = 1.0  # of the augmentation, 0 to 1


# The recipe of pocket: small pictures first, since a step of them costs a third.
_SHARES = (("grocery", 44), ("clothing", 44), ("sample", 8))
POCKET_CURRICULUM = (
    Phase(1350, 64, _SHARES, 0.8),
    Phase(700, 80, _SHARES, 0.9),
    Phase(350, 96, _SHARES, 1.0),
    Phase(150, 112, _SHARES, 0.8),
)


@dataclass(frozen=True)
class ModelShape:
    """The open_clip architecture: a timm image tower and a causal text transformer."""

    image_tower: str = "resnet10t"
    picture_px: int = 96
    n_dims: int = 192
    text_width: int = 192
    text_layers: int = 3
    text_heads: int = 4
    context_tokens: int = 48
    vocabulary: int = 5000


@dataclass(frozen=True)
class TrainingConfig:
    """A whole run, reproducible from this and the data.

    The seed fixes every choice of every step, so a run that is resumed makes the same ones.
    """

    shape: ModelShape = field(default_factory=ModelShape)
    curriculum: tuple[Phase, ...] = POCKET_CURRICULUM
    seed: int = 7
    n_threads: int = 1  # of the tower; batches are made on another one
    n_processes: int = 2  # that share the work; each makes whole batches of its own
    stored_px: int = 160
    sample_views: int = 8
    held_out_share: float = 0.06
    image_learning_rate: float = 1.5e-3
    text_learning_rate: float = 1.2e-3
    weight_decay: float = 0.05
    warm_up_steps: int = 120
    cool_down_steps: int = 1150
    ema_decay: float = 0.998
    label_smoothing: float = 0.1
    captioned_share: float = 0.6  # of a step's pictures
    n_nonsense_texts: int = 8
    n_nothing_pictures: int = 6
    n_extra_texts: int = 8
    n_catalogue_texts: int = 6
    # The smallest crop. A heap of fruit is known by a corner of it, a garment by its outline.
    least_area: tuple[tuple[str, float], ...] = (
        ("grocery", 0.25),
        ("clothing", 0.5),
        ("sample", 0.4),
    )
    cutmix_share: float = 0.4
    drop_path: float = 0.0
    sigmoid_weight: float = 0.15
    picture_pair_weight: float = 0.25
    text_pair_weight: float = 0.3
    class_weights: tuple[tuple[str, float], ...] = (
        ("grocery", 1.0),
        ("clothing", 1.5),
        ("sample", 0.3),
        ("sample_kind", 0.5),
    )
    text_stage_steps: int = 600  # of the text tower alone, after the curriculum
    text_stage_rate: float = 1.5e-3
    text_stage_captions: int = 192
    checkpoint_every_steps: int = 100
    look_every_steps: int = 200  # at the held-out pictures
    warm_start_towers: tuple[str, ...] = ("image", "text")

    @property
    def n_steps(self) -> int:
        """Optimiser steps of the whole curriculum."""
        return sum(phase.n_steps for phase in self.curriculum)

    def phase_at(self, step: int) -> Phase:
        """The phase that a step belongs to, the last one after the end."""
        for phase in self.curriculum:
            if step < phase.n_steps:
                return phase
            step -= phase.n_steps
        return self.curriculum[-1]

    def as_json(self) -> str:
        """All of it, to lie beside the weights it made."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)


def config_from(values: dict[str, Any]) -> TrainingConfig:
    """The reverse of `as_json`; InputError names what it does not know."""
    try:
        values = dict(values)
        if "shape" in values:
            values["shape"] = ModelShape(**values["shape"])
        if "curriculum" in values:
            values["curriculum"] = tuple(
                Phase(
                    **{**p, "per_step": tuple((str(s), int(n)) for s, n in p["per_step"])}
                    if "per_step" in p
                    else p
                )
                for p in values["curriculum"]
            )
        for name in ("class_weights", "least_area"):
            if name in values:
                values[name] = tuple((str(key), float(value)) for key, value in values[name])
        if "warm_start_towers" in values:
            values["warm_start_towers"] = tuple(values["warm_start_towers"])
        return TrainingConfig(**values)
    except TypeError as error:
        raise InputError(f"The training configuration is not understood: {error}.") from error
