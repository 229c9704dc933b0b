"""Every number of a federated run in one typed object; not for reading files or flags."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from retrieval.errors import InputError
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.heads.recipe import HeadsRecipe, recipe_from

Clipping = Literal["none", "server", "client", "local"]
CLIPPINGS = ("none", "server", "client", "local")
_HEAD = HeadShape((256,), residual=True, dropout=0.3)
_HEADS = HeadsRecipe(shape=HeadsShape(_HEAD, _HEAD))
PLAIN = 0.0
"""The blend at which heads are the plain encoder: always among those that are looked at."""


@dataclass(frozen=True)
class Privacy:
    """What keeps a shop's heads from telling of the shop.

    secure: the server sees the sum of the shops' heads alone (SecAgg+, Bell et al. 2020, ePrint
    2020/704). clipping: who clips a shop's step to clipping_norm (L2, over all weights) and adds
    Gaussian noise: "server" clips and adds, "client" clips and the server adds, "local" does both
    at the shop. noise_multiplier: of the noise in the sum of the shops' steps ("local": in every
    shop's step), times clipping_norm. delta: at which epsilon is told.
    """

    secure: bool = False
    clipping: Clipping = "none"
    noise_multiplier: float = 0.0
    clipping_norm: float = 1.0
    delta: float = 1e-5

    def __post_init__(self) -> None:
        if self.clipping not in CLIPPINGS:
            raise InputError(f"clipping is one of {', '.join(CLIPPINGS)}, not {self.clipping!r}.")
        if self.clipping_norm <= 0 or self.noise_multiplier < 0 or not 0 < self.delta < 1:
            raise InputError(
                "clipping_norm is above 0, noise_multiplier at least 0, delta between 0 and 1."
            )
        if self.noise_multiplier and self.clipping == "none":
            raise InputError("Noise needs a clipping: server, client or local.")
        if self.clipping == "local" and not self.noise_multiplier:
            raise InputError("Local clipping needs a noise_multiplier above 0.")
        if self.secure and self.clipping == "server":
            raise InputError(
                "A server that sees only the sum cannot clip a shop's step: clipping is client."
            )

    @property
    def is_uniform(self) -> bool:
        """Whether every shop weighs the same, as the bound on what one shop can change needs."""
        return self.clipping != "none"


@dataclass(frozen=True)
class FederatedRecipe:
    """A whole federation, reproducible from this, the data and the encoder.

    heads: as for one shop; its n_steps and processes do not count here. A round is local_steps
    optimiser steps at every shop, then an average. proximal_mu: of FedProx (Li et al. 2020, arXiv
    1812.06127), 0 for FedAvg (McMahan et al. 2017, arXiv 1602.05629).
    """

    heads: HeadsRecipe = _HEADS
    n_rounds: int = 30
    local_steps: int = 20
    proximal_mu: float = 0.0
    min_shops: int = 2
    privacy: Privacy = field(default_factory=Privacy)

    def __post_init__(self) -> None:
        for name, least in (("n_rounds", 1), ("local_steps", 1), ("min_shops", 2)):
            if getattr(self, name) < least:
                raise InputError(f"{name} is at least {least}, not {getattr(self, name)}.")
        if self.proximal_mu < 0:
            raise InputError(f"proximal_mu is at least 0, not {self.proximal_mu}.")
        if self.proximal_mu and self.privacy.secure:
            raise InputError("FedProx and secure aggregation do not go together here: choose one.")
        if self.privacy.secure and self.min_shops < 3:
            raise InputError(
                "Secure aggregation needs min_shops of at least 3: of two, each knows the other's."
            )

    @property
    def n_steps(self) -> int:
        """Optimiser steps of every shop, over all rounds."""
        return self.n_rounds * self.local_steps

    @property
    def blends(self) -> tuple[float, ...]:
        """How far heads may move from the plain encoder; the plain encoder first."""
        head = self.heads.shape
        if not (head.text.residual and head.image.residual):
            return (1.0,)
        return tuple(sorted({PLAIN, *self.heads.blends}))

    def as_json(self) -> str:
        """All of it, to travel to the shops and to lie in the heads file."""
        return json.dumps(asdict(self), sort_keys=True)


def federated_recipe_from(
    values: dict[str, Any], base: FederatedRecipe | None = None
) -> FederatedRecipe:
    """The base (the defaults) with these values changed; InputError names what it does not know."""
    base = base or FederatedRecipe()
    try:
        given = dict(values)
        if "heads" in given:
            given["heads"] = recipe_from(given["heads"], base.heads)
        if "privacy" in given:
            given["privacy"] = replace(base.privacy, **given["privacy"])
        return replace(base, **given)
    except (TypeError, ValueError) as error:
        raise InputError(f"The recipe of the federation is not understood: {error}.") from error
