"""The two apps as Flower runs them between machines, one side each; not for one process.

A shop's node says where its data lies (`--node-config 'store="/path"'`), the averaging side where
the heads go (`flwr run FOLDER --run-config 'out="/path"'`). Neither path is sent anywhere.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.errors import InputError
from retrieval.training.federated.accountant import new_accountant, spent_epsilon
from retrieval.training.federated.best_round import BestRound, RoundLook
from retrieval.training.federated.client import client_app
from retrieval.training.federated.flower import require_flower
from retrieval.training.federated.local_training import Arrays, first_arrays, heads_of
from retrieval.training.federated.recipe import FederatedRecipe
from retrieval.training.federated.server import server_app
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.federated.together import about_heads

if TYPE_CHECKING:
    from flwr.app import Context
    from flwr.clientapp import ClientApp
    from flwr.serverapp import ServerApp

STORE, OUT = "store", "out"


def shop_app(encoder_name: str, recipe: FederatedRecipe) -> ClientApp:
    """The app of every shop; the node's own configuration names its store."""

    def shop_of(context: Context) -> ShopData:
        store = context.node_config.get(STORE)
        if not store:
            raise InputError(
                "This node names no store: start it with --node-config 'store=\"/path/to/store\"'."
            )
        number = zlib.crc32(str(context.node_id).encode()) % 100_000
        return _read(str(store), encoder_name, number)

    return client_app(recipe, shop_of)


def averaging_app(encoder_name: str, recipe: FederatedRecipe) -> ServerApp:
    """The app of the side that averages; it writes the heads file when the rounds are done."""
    from retrieval.heads.heads_file import save_heads

    best = BestRound(recipe.n_rounds, _told)
    accountant: Any = new_accountant(recipe.privacy, recipe.min_shops)
    encoder: list[Any] = []

    def first(context: Context) -> Arrays:
        encoder.append(_encoder(encoder_name))
        return first_arrays(recipe, encoder[0].n_dims)

    def ended(context: Context) -> None:
        out = Path(str(context.run_config.get(OUT) or "heads.safetensors")).expanduser()
        epsilon = spent_epsilon(accountant, recipe.privacy, recipe.n_rounds)
        about = about_heads(recipe, best, recipe.min_shops, epsilon)
        plain = encoder[0]
        heads = heads_of(best.arrays, recipe, plain.id, plain.n_dims, best.blend, about)
        save_heads(heads, out)
        print(f"The heads of round {best.round} are in {out.resolve()}.")

    return server_app(recipe, first, best, accountant, ended)


@cache
def _read(store: str, encoder_name: str, number: int) -> ShopData:
    from retrieval.training.federated.store_shop import store_shop

    return store_shop(Path(store).expanduser(), _encoder(encoder_name), number)


def _encoder(name: str) -> Any:
    from retrieval.encoders.load import load_encoder

    require_flower()
    return load_encoder(name, device="cpu")


def _told(look: RoundLook) -> None:
    recall = "  ".join(f"blend {b:g} {share:.1%}" for b, share in look.recall.items())
    print(f"Round {look.round} of {look.n_rounds}: recall@1 {recall}")
