"""A shop's side as a Flower ClientApp: it answers with weights and figures; not for its data."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from retrieval.training.federated.flower import require_flower
from retrieval.training.federated.local_training import (
    Arrays,
    first_arrays,
    learn_locally,
    local_recalls,
)
from retrieval.training.federated.messages import (
    ARRAYS,
    NO_RECALL,
    from_record,
    recalls_reply,
    received,
    reply,
    to_record,
)
from retrieval.training.federated.recipe import FederatedRecipe, Privacy
from retrieval.training.federated.shop_data import ShopData

if TYPE_CHECKING:
    from flwr.app import Context, Message
    from flwr.clientapp import ClientApp

OWN_STATE = "own head"
NO_QUERIES = 1e-9  # the weight of a look without queries: Flower divides by their sum


def client_app(recipe: FederatedRecipe, shop_of: Callable[[Context], ShopData]) -> ClientApp:
    """The app that runs at every shop. shop_of: reads the data of the shop where it runs.

    The masking, clipping and noise of the recipe's privacy wrap what it answers: they are Flower's,
    run at the shop and do not depend on what the server asks for.
    """
    require_flower()
    from flwr.clientapp import ClientApp

    app: Any = ClientApp()

    @app.train(mods=_mods(recipe.privacy))  # type: ignore[untyped-decorator]
    def train(message: Message, context: Context) -> Message:
        shop = shop_of(context)
        shop.check()
        names = list(first_arrays(recipe, shop.data.n_dims))
        arrays, round_number = received(message, names)
        done = learn_locally(shop, recipe, arrays, _own(context), round_number)
        context.state[OWN_STATE] = to_record(done.own)
        in_order = {name: done.arrays[name] for name in arrays}
        return reply(message, in_order, 1 if recipe.privacy.is_uniform else shop.n_photos)

    @app.evaluate()  # type: ignore[untyped-decorator]
    def look(message: Message, context: Context) -> Message:
        shop = shop_of(context)
        arrays = from_record(message.content.array_records[ARRAYS])
        found = local_recalls(shop, recipe, arrays)
        if not found:
            return recalls_reply(message, dict.fromkeys(recipe.blends, NO_RECALL), NO_QUERIES)
        n_queries = sum(bool(right) for each in shop.held_out for right in each.right)
        return recalls_reply(message, found, float(n_queries))

    return app


def _own(context: Context) -> Arrays:
    """The auxiliary head as the shop's last round left it; nothing in its first."""
    kept = context.state.array_records.get(OWN_STATE)
    return {} if kept is None else from_record(kept)


def _mods(privacy: Privacy) -> list[Any]:
    """Flower's wrappers of an answer, the outermost first."""
    from flwr.client import mod as listed
    from flwr.clientapp import mod as named

    layout: Any = listed if privacy.secure else named
    mods: list[Any] = [listed.secaggplus_mod] if privacy.secure else []
    if privacy.clipping == "client":
        mods.append(layout.fixedclipping_mod)
    if privacy.clipping == "local":
        # The mod's noise is sensitivity * sqrt(2 ln(1.25 / delta)) / epsilon: the multiplier times
        # the norm, since what one shop can change is what its step is clipped to.
        epsilon = math.sqrt(2 * math.log(1.25 / privacy.delta)) / privacy.noise_multiplier
        norm = privacy.clipping_norm
        mods.append(layout.LocalDpMod(norm, norm, epsilon, privacy.delta))
    return mods
