"""Every number of a speech training run in one typed object; not for reading files or flags."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from speech.training.errors import TrainingError

MAY_BE_ZERO = (
    "seed",
    "weight_decay",
    "warm_up_steps",
    "cool_down_steps",
    "ctc_weight",
    "easy_steps",
    "easy_longest_s",
)


@dataclass(frozen=True)
class ModelShape:
    """A Whisper: its encoder's and decoder's width, heads and layers; the rest is the official."""

    width: int = 256
    heads: int = 4
    audio_layers: int = 4
    text_layers: int = 3


@dataclass(frozen=True)
class TrainingConfig:
    """A whole run, reproducible from this, the corpus and the number of processes.

    The seed fixes every choice of every step, so a run that is resumed makes the same ones.
    The learning rate is flat until the last `cool_down_steps`: n_steps can be changed on the way.
    """

    shape: ModelShape = field(default_factory=ModelShape)
    n_clips: int = 40_000  # of the corpus, of which these are made when they lack
    n_steps: int = 5700
    seed: int = 7
    n_processes: int = 1  # that share the work, each with batches of its own and one thread
    positions_per_batch: int = 1800  # of the encoder, 20 ms each: clips of 2 s go 14 in a batch
    most_clips_per_batch: int = 32
    learning_rate: float = 1e-3
    weight_decay: float = 0.02
    warm_up_steps: int = 300
    cool_down_steps: int = 3500
    ema_decay: float = 0.998
    ctc_weight: float = 0.4
    # Sounds are undisturbed at first and short, which teaches the alignment sooner.
    easy_steps: int = 2400
    easy_longest_s: float = 2.2
    disturbance: float = 0.55  # share of what augmentation does at most, after the easy steps
    digits_share: float = 0.06  # real digits, of a batch's clips
    no_speech_share: float = 0.05
    neural_times: int = 5  # as often as another clip is one of a neural voice drawn
    joined_share: float = 0.08  # of batches, whose clips are two sentences after one another
    timestamps_share: float = 0.1  # of clips, learnt with times as Whisper writes them
    checkpoint_every_steps: int = 100
    look_every_steps: int = 500  # at the held-out sentences and voices
    look_clips: int = 64  # of each kind

    def as_json(self) -> str:
        """All of it, to lie beside the weights it made."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)


def config_from(values: dict[str, Any]) -> TrainingConfig:
    """The reverse of `as_json`; TrainingError names what it does not know, or what cannot be."""
    values = dict(values)
    shape = values.pop("shape", {})
    if not isinstance(shape, dict):
        raise TrainingError(f"The training configuration's shape must be an object, not {shape!r}.")
    for known, given in ((TrainingConfig, values), (ModelShape, shape)):
        names = [item.name for item in fields(known)]
        for name in given:
            if name not in names:
                raise TrainingError(
                    f"The training configuration has no {name}; it knows {', '.join(names)}."
                )
    config = TrainingConfig(shape=ModelShape(**shape), **values)
    _check_numbers(config)
    _check_numbers(config.shape)
    if config.shape.width % (2 * config.shape.heads):
        raise TrainingError(
            f"The training configuration's width, {config.shape.width}, must be an even number of"
            f" times its heads, {config.shape.heads}."
        )
    if config.no_speech_share + config.digits_share > 1:
        raise TrainingError("no_speech_share and digits_share are more than all of a batch.")
    return config


def _check_numbers(settings: TrainingConfig | ModelShape) -> None:
    """TrainingError when a number is not of its kind or out of its range."""
    for item in fields(settings):
        value, usual = getattr(settings, item.name), item.default
        if isinstance(value, ModelShape):
            continue
        is_whole = isinstance(usual, int)
        is_number = isinstance(value, int if is_whole else int | float)
        if isinstance(value, bool) or not is_number or not math.isfinite(value):
            kind = "a whole number" if is_whole else "a number"
            raise TrainingError(
                f"The training configuration's {item.name} must be {kind}, not {value!r}."
            )
        is_share = item.name.endswith("_share") or item.name in ("ema_decay", "disturbance")
        if value < 0 or (value == 0 and not is_share and item.name not in MAY_BE_ZERO):
            least = "0 or more" if item.name in MAY_BE_ZERO else "more than 0"
            raise TrainingError(
                f"The training configuration's {item.name} must be {least}, not {value}."
            )
        if is_share and value > 1:
            raise TrainingError(
                f"The training configuration's {item.name} must be at most 1, not {value}."
            )
