"""How much a run's noise leaves to be told of one shop, as epsilon; not for adding noise."""

from __future__ import annotations

from typing import Any

from retrieval.training.federated.flower import require_accountant, require_flower
from retrieval.training.federated.recipe import Privacy


def new_accountant(privacy: Privacy, n_shops: int) -> Any:
    """Flower's Rényi accountant (Mironov 2017, arXiv 1702.07476) at the level of a whole shop.

    All shops take part in every round, so nothing is gained by sampling. None where no noise is
    added, and so nothing is bounded.
    """
    if not privacy.noise_multiplier:
        return None
    require_flower()
    require_accountant()
    from flwr.serverapp import NeighboringRelation, PrivacyConfig, RdpAccountant, SamplingMethod

    return RdpAccountant(
        PrivacyConfig(
            target_delta=privacy.delta,
            population_size=n_shops,
            neighboring_relation=NeighboringRelation.ADD_OR_REMOVE_ONE,
            sampling_method=SamplingMethod.NO_AMPLIFICATION,
        )
    )


def spent_epsilon(accountant: Any, privacy: Privacy, n_rounds: int) -> float | None:
    """Epsilon after a run; of the accountant's own ledger where Flower's strategy kept it."""
    from flwr.serverapp import GaussianPrivacyEvent

    if accountant is None:
        return None
    if not accountant.num_releases:
        n_shops = accountant.config.population_size
        event = GaussianPrivacyEvent(privacy.noise_multiplier, n_shops, n_shops)
        accountant.compose(event, n_rounds)
    return float(accountant.get_privacy_spent().epsilon)
