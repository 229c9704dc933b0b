"""Heads that learn from one batch at a time, saved and restored exactly; not for validation."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import InputError
from retrieval.heads.heads import Heads
from retrieval.training.heads.batches import HeadsBatchMaker
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.hard_negatives import HardNegatives, mine
from retrieval.training.heads.network import build_heads, exported
from retrieval.training.heads.objective import Objective, prior_bias
from retrieval.training.heads.recipe import FREE_TO_CHANGE, HeadsRecipe
from retrieval.training.heads.worsened import Worsened
from retrieval.training.processes import ALONE, Place

if TYPE_CHECKING:
    import torch

    from retrieval.training.heads.adversary import Adversary

CHECKPOINT_FILE = "heads-checkpoint.pt"
LARGEST_GRADIENT = 5.0
SGD_MOMENTUM = 0.9
SCALE_RATE_SHARE = 0.1


class HeadsLearner:
    """The heads, their optimiser, the best of them so far and the hard negatives.

    best: the state of the network at the look with the highest validation recall. looks_since_best:
    for early stopping. adversary: where the recipe has an attack, in the first process alone; the
    others are given what it makes.
    """

    def __init__(
        self,
        recipe: HeadsRecipe,
        data: EmbeddedData,
        device: str = "cpu",
        place: Place = ALONE,
        adversary: Adversary | None = None,
    ) -> None:
        import torch

        if recipe.attack.share and adversary is None and place.number == 0:
            raise InputError(
                "Training against attacks needs the pictures and an encoder with torch towers."
            )

        torch.manual_seed(recipe.seed)
        self.recipe, self.data, self._place = recipe, data, place
        self._objective = Objective.of(recipe, data, device, place)
        n_texts = recipe.batch_pictures * (1 + recipe.mined_share)
        self.network = build_heads(
            recipe.shape,
            data.n_dims,
            recipe.first_scale,
            prior_bias(round(n_texts)),
            self._objective.n_labels,
        ).to(device)
        self._optimiser = _optimiser(recipe, self.network)
        self._maker = HeadsBatchMaker(
            data, recipe.seed, recipe.batch_pictures, recipe.mined_share, recipe.attack.share
        )
        self._mined: HardNegatives | None = None
        self._adversary = adversary
        self._worse: Worsened | None = None
        self.step = 0
        self.best: dict[str, torch.Tensor] = {}
        self.best_recall = -1.0
        self.best_step = 0
        self.looks_since_best = 0

    def learn(self) -> dict[str, float]:
        """One optimiser step; the terms of its loss by name."""
        import torch

        recipe = self.recipe
        if recipe.mined_share and self.step and self.step % recipe.mine_every_steps == 0:
            self._mined = mine(self.heads(), self.data, recipe.n_mined)
        if recipe.attack.share and self.step % recipe.attack.refresh_every_steps == 0:
            self._worse = self._refreshed()
        batch = self._maker.make(self.step, self._mined, self._worse)
        self.network.train()
        torch.manual_seed((recipe.seed * 1_000_003 + self.step) * 64 + self._place.number)
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * rate_share(self.step, recipe)
        terms = self._objective.terms(self.network, batch, self._worse)
        self._optimiser.zero_grad(set_to_none=True)
        torch.stack(list(terms.values())).sum().backward()
        self._place.average_gradients(self.network)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimiser.step()
        self.step += 1
        return {name: round(float(term.detach()), 4) for name, term in terms.items()}

    def look(self, recall: float) -> None:
        """Take note of a validation recall: keep these heads when they are the best so far."""
        self.looks_since_best += 1
        if recall > self.best_recall:
            self.best_recall, self.best_step, self.looks_since_best = recall, self.step, 0
            self.best = {n: v.detach().clone() for n, v in self.network.state_dict().items()}

    def _refreshed(self) -> Worsened:
        """What the adversary makes of the heads as they are, with what it made before."""
        attack = self.recipe.attack
        n_dims, n_pictures, n_texts = (
            self.data.n_dims,
            attack.n_worse_pictures,
            attack.n_worse_texts,
        )
        made = Worsened.none(n_dims, n_pictures, n_texts)
        if self._adversary is not None:
            made = self._adversary.worsened(self.heads(), self.recipe.seed, self.step)
        for tensor in made.as_tensors().values():
            self._place.share(tensor)
        before = self._worse or Worsened.none(n_dims)
        kept = attack.kept_refreshes
        return before.followed_by(made, kept * n_pictures, kept * n_texts)

    @property
    def is_done(self) -> bool:
        """Whether all steps are done or nothing got better for too long."""
        recipe = self.recipe
        return self.step >= recipe.n_steps or self.looks_since_best >= recipe.patience_looks

    def heads(self, *, blend: float = 1.0, about: dict[str, Any] | None = None) -> Heads:
        """The heads as they are now."""
        return exported(self.network, self.recipe.shape, self.data.encoder_id, about or {}, blend)

    def return_to_best(self) -> None:
        """Makes the heads those of the best look."""
        if self.best:
            self.network.load_state_dict(self.best)

    def save(self, folder: Path) -> None:
        """Writes all of it; a kill while writing leaves the one before."""
        import torch

        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{CHECKPOINT_FILE}.new"
        mined = self._mined
        torch.save(
            {
                "recipe": self.recipe.as_json(),
                "encoder_id": self.data.encoder_id,
                "n_pictures": len(self.data.pictures),
                "step": self.step,
                "network": self.network.state_dict(),
                "optimiser": self._optimiser.state_dict(),
                "best": self.best,
                "best_recall": self.best_recall,
                "best_step": self.best_step,
                "looks_since_best": self.looks_since_best,
                "mined": None
                if mined is None
                else [torch.from_numpy(mined.texts), torch.from_numpy(mined.pictures)],
                "worse": None if self._worse is None else self._worse.as_tensors(),
            },
            aside,
        )
        aside.replace(folder / CHECKPOINT_FILE)

    def restore(self, folder: Path) -> None:
        """Goes on where the folder's run was saved, if there is one.

        InputError when it is a run of another recipe, encoder or data.
        """
        import torch

        path = folder / CHECKPOINT_FILE
        if not path.is_file():
            return
        saved = torch.load(path, map_location="cpu", weights_only=True)
        now = json.loads(self.recipe.as_json())
        before = json.loads(saved["recipe"])
        for free in FREE_TO_CHANGE:
            before[free] = now[free]
        is_same = saved["encoder_id"] == self.data.encoder_id
        is_same &= saved["n_pictures"] == len(self.data.pictures)
        if before != now or not is_same:
            raise InputError(
                f"{folder} holds a run of another recipe, encoder or data: choose another folder "
                "with --run, or remove it."
            )
        self.network.load_state_dict(saved["network"])
        self._optimiser.load_state_dict(saved["optimiser"])
        self.step, self.best = int(saved["step"]), dict(saved["best"])
        self.best_recall, self.best_step = float(saved["best_recall"]), int(saved["best_step"])
        self.looks_since_best = int(saved["looks_since_best"])
        if saved["mined"] is not None:
            texts, pictures = (rows.numpy().astype(np.int64) for rows in saved["mined"])
            self._mined = HardNegatives(texts, pictures)
        if saved["worse"] is not None:
            self._worse = Worsened.from_tensors(saved["worse"])


def rate_share(step: int, recipe: HeadsRecipe) -> float:
    """Of the peak learning rate: a linear warm-up, then half a cosine (Loshchilov, Hutter 2017)."""
    if step < recipe.warm_up_steps:
        return (step + 1) / recipe.warm_up_steps
    left = max(recipe.n_steps - recipe.warm_up_steps, 1)
    return 0.5 * (1 + math.cos(math.pi * min((step - recipe.warm_up_steps) / left, 1.0)))


def _optimiser(recipe: HeadsRecipe, network: Any) -> Any:
    """AdamW or SGD; matrices decay (L2), biases and the loss's scale and bias do not.

    Scale and bias are slower: heads of random weights give cosines that are all alike at first, and
    a scale as fast as they are would be gone before they spread.
    """
    import torch

    slow = [network.log_scale, network.bias]
    rest = [p for p in network.parameters() if all(p is not each for each in slow)]
    groups: list[dict[str, Any]] = [
        {
            "params": [p for p in rest if p.ndim > 1],
            "weight_decay": recipe.weight_decay,
            "peak": 1.0,
        },
        {"params": [p for p in rest if p.ndim <= 1], "weight_decay": 0.0, "peak": 1.0},
        {"params": slow, "weight_decay": 0.0, "peak": SCALE_RATE_SHARE},
    ]
    for group in groups:
        group["lr"] = group["peak"] = recipe.learning_rate * group["peak"]
    if recipe.optimiser == "sgd":
        return torch.optim.SGD(groups, momentum=SGD_MOMENTUM, nesterov=True)
    return torch.optim.AdamW(groups)
