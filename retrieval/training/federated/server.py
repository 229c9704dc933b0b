"""The averaging side as a Flower ServerApp; not for any shop's data, which it never sees.

Plain and noisy rounds are Flower's FedAvg, FedProx and their privacy wrappers; masked rounds are
its SecAgg+ workflow, which knows an older layout of messages alone (see `messages`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import InputError
from retrieval.training.federated.best_round import BestRound
from retrieval.training.federated.flower import require_flower
from retrieval.training.federated.local_training import Arrays
from retrieval.training.federated.messages import (
    ARRAYS,
    CONFIG,
    N_EXAMPLES,
    ROUND,
    from_record,
    recalls_of,
    to_record,
)
from retrieval.training.federated.recipe import FederatedRecipe

if TYPE_CHECKING:
    from flwr.app import Context
    from flwr.serverapp import Grid, ServerApp

LARGEST_SHOP = 10_000.0  # photos; a larger shop's weight in a masked sum would overflow
LARGEST_WEIGHT = 16.0  # of a head, for the masked sum's integers; its step is then 8e-6
KEY_SHARES_NEEDED = 0.67  # of the shops, to take off the mask of one that fell away
TIMEOUT_S = 3600.0
ALL_BUT_NONE = 1e-9  # of the shops, so that exactly the least number of them is asked


def server_app(
    recipe: FederatedRecipe,
    first: Callable[[Context], Arrays],
    best: BestRound,
    accountant: Any = None,
    ended: Callable[[Context], None] | None = None,
) -> ServerApp:
    """The app that asks, averages and keeps the best round in `best`.

    first: makes the weights that all start from. ended: is called when all rounds are done.
    """
    require_flower()
    from flwr.serverapp import ServerApp

    app = ServerApp()

    @app.main()  # type: ignore[untyped-decorator]
    def main(grid: Grid, context: Context) -> None:
        arrays = first(context)
        if recipe.privacy.secure:
            _masked_rounds(recipe, grid, context, arrays, best)
        else:
            _open_rounds(recipe, grid, arrays, best, accountant)
        if ended is not None:
            ended(context)

    return app


def _open_rounds(
    recipe: FederatedRecipe, grid: Grid, arrays: Arrays, best: BestRound, accountant: Any
) -> None:
    """Rounds in which the server sees every shop's weights."""
    from flwr.app import ArrayRecord, MetricRecord
    from flwr.serverapp import strategy as flower

    looks = _Looks()
    settings: dict[str, Any] = {
        **_common(recipe),
        "fraction_train": ALL_BUT_NONE if recipe.privacy.is_uniform else 1.0,
        "min_train_nodes": recipe.min_shops,
        "evaluate_metrics_aggr_fn": looks.aggregate,
    }
    strategy: Any = (
        flower.FedProx(**settings, proximal_mu=recipe.proximal_mu)
        if recipe.proximal_mu
        else flower.FedAvg(**settings)
    )
    privacy = recipe.privacy
    wrappers: dict[str, Any] = {
        "server": flower.DifferentialPrivacyServerSideFixedClipping,
        "client": flower.DifferentialPrivacyClientSideFixedClipping,
    }
    if privacy.clipping in wrappers:
        strategy = wrappers[privacy.clipping](
            strategy,
            privacy.noise_multiplier,
            privacy.clipping_norm,
            recipe.min_shops,
            accountant=accountant,
        )

    def heard(round_number: int, averaged: ArrayRecord) -> MetricRecord | None:
        if round_number:
            best.look(round_number, from_record(averaged), looks.recall)
        return None

    strategy.start(
        grid=grid,
        initial_arrays=to_record(arrays),
        num_rounds=recipe.n_rounds,
        timeout=TIMEOUT_S,
        evaluate_fn=heard,
    )
    if len(best.looks) < recipe.n_rounds:
        raise InputError("The shops' answers could not be averaged: see what Flower has said.")


def _masked_rounds(
    recipe: FederatedRecipe, grid: Grid, context: Context, arrays: Arrays, best: BestRound
) -> None:
    """Rounds in which the server sees the sum of the shops' weights alone."""
    from flwr.app import ConfigRecord
    from flwr.common import ndarrays_to_parameters, parameters_to_ndarrays
    from flwr.compat.common.recorddict_compat import arrayrecord_to_parameters
    from flwr.server import LegacyContext, ServerConfig
    from flwr.server import strategy as listed
    from flwr.server.workflow import DefaultWorkflow, SecAggPlusWorkflow
    from flwr.server.workflow.constant import MAIN_CONFIGS_RECORD, MAIN_PARAMS_RECORD, Key
    from flwr.serverapp.strategy import FedAvg

    privacy, n_shops = recipe.privacy, recipe.min_shops
    strategy: Any = listed.FedAvg(
        fraction_fit=ALL_BUT_NONE if privacy.is_uniform else 1.0,
        fraction_evaluate=0.0,
        min_fit_clients=n_shops,
        min_available_clients=n_shops,
        initial_parameters=ndarrays_to_parameters(list(arrays.values())),
        on_fit_config_fn=lambda round_number: {ROUND: round_number},
    )
    if privacy.clipping == "client":
        strategy = listed.DifferentialPrivacyClientSideFixedClipping(
            strategy, privacy.noise_multiplier, privacy.clipping_norm, n_shops
        )
    looks = _Looks()
    looker = FedAvg(**_common(recipe), fraction_train=0.0, evaluate_metrics_aggr_fn=looks.aggregate)
    before = [list(arrays.values())]

    def look(grid: Grid, context: Context) -> None:
        whole: Any = context.state.config_records[MAIN_CONFIGS_RECORD][Key.CURRENT_ROUND]
        record = context.state.array_records[MAIN_PARAMS_RECORD]
        values = parameters_to_ndarrays(arrayrecord_to_parameters(record, keep_input=True))
        if all(np.array_equal(a, b) for a, b in zip(values, before[0], strict=True)):
            raise InputError(
                f"Too few shops stayed for the masks of round {whole} to come off: nothing was"
                " averaged."
            )
        before[0] = values
        averaged = {n: np.asarray(a, np.float32) for n, a in zip(arrays, values, strict=True)}
        asked = looker.configure_evaluate(whole, to_record(averaged), ConfigRecord(), grid)
        looker.aggregate_evaluate(whole, grid.send_and_receive(asked, timeout=TIMEOUT_S))
        best.look(whole, averaged, looks.recall)

    workflow = DefaultWorkflow(
        fit_workflow=SecAggPlusWorkflow(
            num_shares=1.0,
            reconstruction_threshold=KEY_SHARES_NEEDED,
            max_weight=1.0 if privacy.is_uniform else LARGEST_SHOP,
            clipping_range=LARGEST_WEIGHT,
            timeout=TIMEOUT_S,
        ),
        evaluate_workflow=look,
    )
    workflow(grid, LegacyContext(context, ServerConfig(num_rounds=recipe.n_rounds), strategy))


def _common(recipe: FederatedRecipe) -> dict[str, Any]:
    return {
        "fraction_evaluate": 1.0,
        "min_evaluate_nodes": recipe.min_shops,
        "min_available_nodes": recipe.min_shops,
        "weighted_by_key": N_EXAMPLES,
        "arrayrecord_key": ARRAYS,
        "configrecord_key": CONFIG,
    }


class _Looks:
    """Flower's own average of the shops' recalls, kept until the round is noted."""

    def __init__(self) -> None:
        self.recall: dict[float, float] = {}

    def aggregate(self, contents: Any, weighted_by: str) -> Any:
        from flwr.serverapp.strategy.strategy_utils import aggregate_metricrecords

        metrics = aggregate_metricrecords(contents, weighted_by)
        self.recall = recalls_of(metrics)
        return metrics
