"""Shops of this process train heads together: data in, the best heads out; no command line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.errors import InputError
from retrieval.heads.heads import Heads
from retrieval.training.federated.accountant import new_accountant, spent_epsilon
from retrieval.training.federated.best_round import BestRound, RoundLook
from retrieval.training.federated.client import client_app
from retrieval.training.federated.flower import quiet_flower, require_flower
from retrieval.training.federated.local_training import Arrays, first_arrays, heads_of
from retrieval.training.federated.recipe import FederatedRecipe
from retrieval.training.federated.server import server_app
from retrieval.training.federated.shop_data import ShopData

if TYPE_CHECKING:
    from retrieval.training.federated.in_process import Traffic


@dataclass(frozen=True)
class Federated:
    """heads: of the best round and blend. last: of the last round, not blended.

    recall, plain_recall: recall@1 over the shops' held-out queries, None where there are none.
    cpu_s: of this process, all shops and the averaging. bytes: of all messages. epsilon: None where
    no noise was added.
    """

    heads: Heads
    last: Heads
    best_round: int
    blend: float
    recall: float | None
    plain_recall: float | None
    looks: tuple[RoundLook, ...]
    cpu_s: float
    bytes_down: int
    bytes_up: int
    epsilon: float | None


def train_together(
    shops: Sequence[ShopData],
    recipe: FederatedRecipe,
    *,
    progress: Callable[[RoundLook], None] | None = None,
    traffic: Traffic | None = None,
) -> Federated:
    """A whole federation in this process, by the apps that also run between machines.

    InputError when a shop has too little, when shops have other encoders, or without Flower.
    """
    require_flower()
    from flwr.app import Context, RecordDict

    from retrieval.training.federated.in_process import NUMBER, RUN_ID, InProcessGrid

    _check(shops, recipe)
    started = time.process_time()
    n_dims, encoder_id = shops[0].data.n_dims, shops[0].data.encoder_id
    best = BestRound(recipe.n_rounds, progress)
    accountant = new_accountant(recipe.privacy, len(shops))

    def shop_of(context: Context) -> ShopData:
        number: Any = context.node_config[NUMBER]
        return shops[number]

    client = client_app(recipe, shop_of)
    grid = InProcessGrid(client, len(shops), traffic)
    server = server_app(recipe, lambda context: first_arrays(recipe, n_dims), best, accountant)
    with quiet_flower():
        server(grid, Context(RUN_ID, 0, {}, RecordDict(), {}))
    epsilon = spent_epsilon(accountant, recipe.privacy, recipe.n_rounds)
    about = about_heads(recipe, best, len(shops), epsilon)

    def heads(arrays: Arrays, blend: float) -> Heads:
        return heads_of(arrays, recipe, encoder_id, n_dims, blend, about)

    return Federated(
        heads(best.arrays, best.blend),
        heads(best.last, 1.0),
        best.round,
        best.blend,
        best.recall if best.recall >= 0 else None,
        best.plain_recall,
        tuple(best.looks),
        time.process_time() - started,
        grid.traffic.down_bytes,
        grid.traffic.up_bytes,
        epsilon,
    )


def about_heads(
    recipe: FederatedRecipe, best: BestRound, n_shops: int, epsilon: float | None
) -> dict[str, Any]:
    """What the heads file says of how it came to be."""
    return {
        "federated": json.loads(recipe.as_json()),
        "seed": recipe.heads.seed,
        "n_shops": n_shops,
        "round": best.round,
        "blend": best.blend,
        "held_out_recall@1": {"plain": best.plain_recall, "heads": best.recall},
        "epsilon": epsilon,
    }


def _check(shops: Sequence[ShopData], recipe: FederatedRecipe) -> None:
    if len(shops) < recipe.min_shops:
        raise InputError(
            f"{len(shops)} shops take part where the recipe's min_shops is {recipe.min_shops}."
        )
    if recipe.privacy.is_uniform and len(shops) != recipe.min_shops:
        raise InputError(
            f"Noise is measured for exactly min_shops shops, {recipe.min_shops}, not {len(shops)}."
        )
    for shop in shops:
        shop.check()
        if shop.data.encoder_id != shops[0].data.encoder_id:
            raise InputError(
                f"{shop.name} and {shops[0].name} have vectors of other encoders; heads are trained"
                " together over one."
            )
