"""Every number of a heads run in one typed object; not for reading files or flags."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from retrieval.errors import InputError
from retrieval.heads.shape import HeadsShape

ContrastiveLoss = Literal["sigmoid", "infonce"]
Optimiser = Literal["adamw", "sgd"]
Precision = Literal["auto", "float32", "bfloat16"]
FREE_TO_CHANGE = ("checkpoint_every_steps", "n_processes")  # how the machine is used
_CHOICES = {
    "loss": ("sigmoid", "infonce"),
    "optimiser": ("adamw", "sgd"),
    "precision": ("auto", "float32", "bfloat16"),
}


@dataclass(frozen=True)
class EmbeddingRecipe:
    """What is embedded once, before any step, by the frozen encoder.

    n_views: of each photo, the first as it is, the others cropped and re-lit. n_captions: written
    for each subject. sample_views: renderings of each sample product. held_out_share: of the train
    photos, kept out for early stopping.
    """

    n_views: int = 4
    n_captions: int = 16
    n_nonsense: int = 512
    sample_views: int = 8
    stored_px: int = 160
    augmentation_strength: float = 0.6
    held_out_share: float = 0.06
    seed: int = 7


@dataclass(frozen=True)
class AttackRecipe:
    """What heads are trained against. share: of a step's pictures and texts; 0 is no attack at all.

    Every `refresh_every_steps` an adversary that knows the heads as they are makes some training
    pictures and captions worse; steps mix them with clean ones, those of earlier refreshes with
    them, for as long as `kept_refreshes`. epsilon: the largest L-infinity radius, of pixels from 0
    to 1 at the size of the encoder's input. text_edits: the most in one text. A recipe is at its
    best where both the clean and the attacked held-out pictures are found.
    """

    share: float = 0.0
    epsilon: float = 4 / 255
    steps: int = 3  # of projected gradient descent
    refresh_every_steps: int = 100
    kept_refreshes: int = 8
    n_known: int = 2048  # training pictures that the adversary may choose from
    n_attacked: int = 192  # pictures of a refresh whose pixels are moved
    n_stickers: int = 32  # that get a label with a wrong word
    n_corrupted: int = 32  # that get one of eight common corruptions
    n_misspelt: int = 256  # texts of a refresh
    text_edits: int = 2
    text_candidates: int = 4  # of which the one that moves a text furthest is taken
    n_misheard: int = 64  # texts with a word for another that sounds alike
    look_pictures: int = 48  # held-out ones of each source, attacked at every look
    look_epsilon: float = 2 / 255
    look_steps: int = 5

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise InputError(f"The share of attacked data is 0 to 1, not {self.share}.")
        for name in ("epsilon", "look_epsilon"):
            if not 0 < getattr(self, name) <= 1:
                raise InputError(
                    f"{name} is of pixels from 0 to 1, such as 4/255 = 0.0157, "
                    f"not {getattr(self, name)}."
                )
        for name in ("steps", "look_steps", "refresh_every_steps", "kept_refreshes", "n_known"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is at least 1, not {getattr(self, name)}.")
        if self.share and self.n_worse_pictures + self.n_worse_texts < 1:
            raise InputError("An attack that makes no picture and no text worse is none.")

    @property
    def n_worse_pictures(self) -> int:
        """Made at a refresh."""
        return self.n_attacked + self.n_stickers + self.n_corrupted

    @property
    def n_worse_texts(self) -> int:
        """Made at a refresh."""
        return self.n_misspelt + self.n_misheard


@dataclass(frozen=True)
class HeadsRecipe:
    """A whole run, reproducible from this, the data and the encoder.

    The seed fixes every choice of every step, so a run that is resumed makes the same ones.
    batch_pictures: pictures in a step, each with one text of its subject, shared out among
    n_processes; without dropout and noise, which each process draws for its own rows, as many
    learn what one would.
    mined_share: hard negatives added to a step, as a share of it. The weights are those of the
    terms of the loss; 0 leaves a term out.
    """

    shape: HeadsShape = field(default_factory=HeadsShape)
    embedding: EmbeddingRecipe = field(default_factory=EmbeddingRecipe)
    attack: AttackRecipe = field(default_factory=AttackRecipe)
    seed: int = 7
    loss: ContrastiveLoss = "sigmoid"
    optimiser: Optimiser = "adamw"
    precision: Precision = (
        "auto"  # bfloat16 passes on a GPU, where they are fast; losses in float32
    )
    n_steps: int = 3000
    batch_pictures: int = 256
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    warm_up_steps: int = 100
    first_scale: float = 10.0
    mined_share: float = 0.25
    mine_every_steps: int = 200
    n_mined: int = 32  # hard negatives known of each subject
    catalogue_weight: float = 0.3  # product texts against other texts
    picture_pair_weight: float = 0.3  # pictures of the same product against each other
    attribute_weight: float = 0.05
    price_weight: float = 0.02
    graph_weight: float = 0.02
    noise: float = (
        0.0  # standard deviation added to the frozen vectors' length-1 rows, times 1/sqrt(d)
    )
    blends: tuple[float, ...] = (0.25, 0.5, 0.75, 1.0)  # of residual heads, tried at the end
    look_every_steps: int = 100
    patience_looks: int = 8
    checkpoint_every_steps: int = 500
    n_processes: int = 1

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise InputError(
                    f"{name} is one of {', '.join(choices)}, not {getattr(self, name)!r}."
                )
        for name in (
            "n_steps",
            "batch_pictures",
            "look_every_steps",
            "checkpoint_every_steps",
            "n_processes",
        ):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is at least 1, not {getattr(self, name)}.")

    def is_half(self, device: str) -> bool:
        """Whether the heads' passes are in bfloat16 on this device."""
        if self.precision == "auto":
            return device.partition(":")[0] == "cuda"
        return self.precision == "bfloat16"

    def as_json(self) -> str:
        """All of it, to lie in the checkpoint and in the heads file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)

    @property
    def digest(self) -> str:
        """A short name of this recipe but for FREE_TO_CHANGE, for the folder of its run."""
        told = {name: value for name, value in asdict(self).items() if name not in FREE_TO_CHANGE}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def recipe_from(values: dict[str, Any], base: HeadsRecipe | None = None) -> HeadsRecipe:
    """The base (the defaults) with these values changed; InputError names what it does not know."""
    base = base or HeadsRecipe()
    try:
        given = dict(values)
        if "shape" in given:
            given["shape"] = HeadsShape.from_json({**base.shape.to_json(), **given["shape"]})
        if "embedding" in given:
            given["embedding"] = replace(base.embedding, **given["embedding"])
        if "attack" in given:
            given["attack"] = replace(base.attack, **given["attack"])
        if "blends" in given:
            given["blends"] = tuple(float(share) for share in given["blends"])
        return replace(base, **given)
    except (TypeError, ValueError) as error:
        raise InputError(f"The recipe of the heads is not understood: {error}.") from error
