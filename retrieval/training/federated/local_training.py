"""What a shop does between two messages: some steps on its own data; not for messages.

The arrays that travel are the weights of both heads, the scale and the bias, by name, float32. The
auxiliary head that tells attributes apart stays: its outputs are the shop's own facts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.heads.heads import Heads
from retrieval.training.federated.recipe import PLAIN, FederatedRecipe
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.heads.learner import HeadsLearner
from retrieval.training.heads.network import build_heads, exported
from retrieval.training.heads.objective import prior_bias
from retrieval.training.heads.validation import recalls

Arrays = dict[str, NDArray[np.float32]]
OWN = "labels."  # names that never travel


@dataclass(frozen=True)
class LocalRound:
    """arrays: to be sent. own: the auxiliary head, kept for the next round."""

    arrays: Arrays
    own: Arrays
    losses: dict[str, float]


def first_arrays(recipe: FederatedRecipe, n_dims: int) -> Arrays:
    """The weights that all shops start from; residual heads start as the plain encoder."""
    import torch

    torch.manual_seed(recipe.heads.seed)
    return _travelling(_network(recipe, n_dims))


def learn_locally(
    shop: ShopData, recipe: FederatedRecipe, arrays: Arrays, own: Arrays, round_number: int
) -> LocalRound:
    """local_steps of the shop's own, from these weights. round_number: from 1.

    The optimiser starts afresh in every round, hard negatives are mined by the heads that came.
    """
    heads = replace(
        recipe.heads,
        seed=recipe.heads.seed * 1000 + shop.number,
        n_steps=recipe.n_steps,
        mine_every_steps=recipe.local_steps,
    )
    learner = HeadsLearner(heads, shop.data)
    _load(learner.network, {**own, **arrays})
    learner.step = (round_number - 1) * recipe.local_steps
    if recipe.proximal_mu:
        _pull_back(learner.network, recipe.proximal_mu)
    losses: dict[str, float] = {}
    for _ in range(recipe.local_steps):
        losses = learner.learn()
    whole = _arrays(learner.network)
    kept = {name: array for name, array in whole.items() if name.startswith(OWN)}
    return LocalRound(_travelling(learner.network), kept, losses)


def local_recalls(shop: ShopData, recipe: FederatedRecipe, arrays: Arrays) -> dict[float, float]:
    """Blend -> recall@1 of the heads on the shop's held-out queries; empty when it has none."""
    n_queries = [sum(bool(right) for right in each.right) for each in shop.held_out]
    if not sum(n_queries):
        return {}
    found = {}
    for blend in recipe.blends:
        heads = None
        if blend != PLAIN:
            heads = heads_of(arrays, recipe, shop.data.encoder_id, shop.data.n_dims, blend)
        of_kind = list(recalls(shop.held_out, heads).values())
        found[blend] = float(np.average(of_kind, weights=n_queries))
    return found


def heads_of(
    arrays: Arrays,
    recipe: FederatedRecipe,
    encoder_id: str,
    n_dims: int,
    blend: float = 1.0,
    about: dict[str, Any] | None = None,
) -> Heads:
    """The arrays as heads that can be worn."""
    network = _network(recipe, n_dims)
    _load(network, arrays)
    return exported(network, recipe.heads.shape, encoder_id, about or {}, blend)


def _network(recipe: FederatedRecipe, n_dims: int) -> Any:
    heads = recipe.heads
    n_texts = heads.batch_pictures * (1 + heads.mined_share)
    return build_heads(heads.shape, n_dims, heads.first_scale, prior_bias(round(n_texts)), 1)


def _arrays(network: Any) -> Arrays:
    return {
        name: tensor.detach().float().cpu().numpy().copy()
        for name, tensor in network.state_dict().items()
    }


def _travelling(network: Any) -> Arrays:
    return {name: a for name, a in _arrays(network).items() if not name.startswith(OWN)}


def _load(network: Any, arrays: Arrays) -> None:
    import torch

    state = network.state_dict()
    for name, array in arrays.items():
        state[name] = torch.from_numpy(np.array(array, np.float32))
    network.load_state_dict(state)


def _pull_back(network: Any, mu: float) -> None:
    """Adds mu * (weight - weight that came) to every gradient: FedProx's proximal term."""
    for name, parameter in network.named_parameters():
        if not name.startswith(OWN):
            came = parameter.detach().clone()
            parameter.register_hook(
                lambda gradient, p=parameter, came=came: gradient + mu * (p.detach() - came)
            )
