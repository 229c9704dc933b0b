"""Every number of an adversarial fine-tuning in one typed object; not for files or flags."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from retrieval.errors import InputError

# What may change between a stop and going on: how long it still runs, and how the machine is used.
FREE_TO_CHANGE = (
    "n_steps",
    "cool_down_steps",
    "n_threads",
    "n_processes",
    "checkpoint_every_steps",
)


@dataclass(frozen=True)
class RobustConfig:
    """A whole run, reproducible from this, the clean encoder and the data.

    Epsilons are of pixels from 0 to 1, at the size that the image tower sees. per_step: source ->
    pictures of it in a step; a source without data gives its share to the others.
    """

    seed: int = 7
    n_steps: int = 1200
    n_threads: int = 1
    n_processes: int = 1  # that share each step; on the CPU only
    precision: Literal["auto", "float32", "bfloat16"] = "auto"
    per_step: tuple[tuple[str, int], ...] = (("grocery", 26), ("clothing", 18), ("sample", 8))
    n_nothing_pictures: int = 3
    n_captions: int = 36
    n_nonsense_texts: int = 4
    stored_px: int = 128
    sample_views: int = 3
    held_out_share: float = 0.06
    augmentation: float = 0.8  # strength, 0 to 1
    sticker_share: float = 0.1  # of pictures, before the adversary begins
    corruption_share: float = 0.2

    # The adversary of pictures: L-inf, its radius drawn anew for each.
    epsilon: float = 6 / 255  # the largest, reached after the ramp
    ramp_steps: int = 300
    clean_share: float = 0.2  # of pictures, left as they are
    attack_steps: int = 1
    attack_step_share: float = 1.25  # of its radius that one of n steps goes, times 2 / (n + 1)

    # The adversary of texts: the worst of some random edits, up to twice in a row.
    text_candidates: int = 4
    second_edit_share: float = 0.7
    homoglyph_share: float = 0.15

    # The loss.
    anchor_weight: float = 4.0  # FARE
    class_weight: float = 1.0  # TeCoA
    class_scale: float = 20.0
    class_picture_weight: float = 0.6  # of a class's packshots beside its texts
    contrast_weight: float = 0.4  # softmax between attacked pictures and attacked texts
    sigmoid_weight: float = 0.02
    text_anchor_weight: float = 8.0  # LEAF
    label_smoothing: float = 0.05

    image_learning_rate: float = 1e-3
    text_learning_rate: float = 4e-4
    weight_decay: float = 0.02
    warm_up_steps: int = 40
    cool_down_steps: int = 500
    ema_decay: float = 0.995
    batch_norm: Literal["update", "keep"] = "update"  # its running statistics

    checkpoint_every_steps: int = 50
    look_every_steps: int = 100  # at held-out pictures, attacked
    look_epsilon: float = 2 / 255
    look_attack_steps: int = 5
    look_pictures: int = 64  # of each source
    largest_mean_cosine: float = 0.8  # between pictures: beyond it the vectors have collapsed
    least_rank_share: float = 0.3  # of the clean encoder's effective rank

    def as_json(self) -> str:
        """All of it, to lie beside the weights it made."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)


def robust_config_from(values: dict[str, Any]) -> RobustConfig:
    """The reverse of `as_json`; InputError names what it does not know or cannot be."""
    known = {field.name for field in fields(RobustConfig)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise InputError(
            f"The robust training has no setting {', '.join(unknown)}: it has"
            f" {', '.join(sorted(known))}."
        )
    try:
        values = dict(values)
        if "per_step" in values:
            values["per_step"] = tuple((str(name), int(n)) for name, n in values["per_step"])
        config = RobustConfig(**values)
        _check(config)
    except (TypeError, ValueError) as error:
        raise InputError(f"The training configuration is not understood: {error}.") from error
    return config


def _check(config: RobustConfig) -> None:
    """ValueError in words for the values that would fail late or silently do something else."""
    if not 0 <= config.epsilon <= 1:
        raise ValueError("epsilon is of pixels from 0 to 1, such as 4/255 = 0.0157")
    for name in ("n_steps", "n_processes", "attack_steps", "text_candidates"):
        if getattr(config, name) < 1:
            raise ValueError(f"{name} is at least 1")
    if config.batch_norm not in ("update", "keep"):
        raise ValueError("batch_norm is update or keep")
    if config.precision not in ("auto", "float32", "bfloat16"):
        raise ValueError("precision is auto, float32 or bfloat16")
