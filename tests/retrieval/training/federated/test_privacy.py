"""The masks come off the sum and off nothing else; the noise is as much as the recipe says."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from retrieval.training.federated.accountant import new_accountant, spent_epsilon
from retrieval.training.federated.in_process import Traffic
from retrieval.training.federated.local_training import Arrays, first_arrays, learn_locally
from retrieval.training.federated.recipe import FederatedRecipe, Privacy
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.federated.together import train_together
from tests.retrieval.training.federated.conftest import TINY, private

Shops = tuple[ShopData, ...]
STEP = 2 * 16.0 / 2**22  # of the masked sum's integers


def flat(tensors: Arrays) -> np.ndarray:
    return np.concatenate([tensors[name].ravel() for name in sorted(tensors)])


def step_of(recipe: FederatedRecipe, shops: Shops) -> np.ndarray:
    """How far one round's heads are from those that it began with."""
    one = dataclasses.replace(recipe, n_rounds=1)
    last = train_together(shops, one).last.tensors
    first = first_arrays(one, shops[0].data.n_dims)
    return flat(last) - flat({name: first[name] for name in last})


def test_the_masked_sum_is_the_plain_average_to_the_width_of_its_integers(shops: Shops) -> None:
    one = dataclasses.replace(TINY, n_rounds=1)
    secure = dataclasses.replace(one, privacy=Privacy(secure=True))
    n_photos = sum(shop.n_photos for shop in shops)
    masked, plain = train_together(shops, secure).last, train_together(shops, one).last
    apart = np.abs(flat(masked.tensors) - flat(plain.tensors))
    assert apart.max() < 3 * len(shops) * STEP * 10_000 / n_photos
    assert apart.max() > 0


def test_what_a_masked_shop_sends_tells_nothing_of_its_weights(shops: Shops) -> None:
    from flwr.common import bytes_to_ndarray

    one = dataclasses.replace(private(secure=True), n_rounds=1)
    traffic = Traffic(replies=[])
    train_together(shops, one, traffic=traffic)
    sent = [
        record["masked_params"]
        for content in traffic.replies or []
        for record in content.config_records.values()
        if "masked_params" in record
    ]
    assert len(sent) == 3
    for content in traffic.replies or []:
        assert not any(len(record) for record in content.array_records.values())
    first = first_arrays(one, shops[0].data.n_dims)
    own = flat(learn_locally(shops[0], one, first, {}, 1).arrays)
    masked = np.concatenate([bytes_to_ndarray(part).ravel() for part in sent[0][1:]])  # type: ignore
    assert abs(np.corrcoef(masked, own)[0, 1]) < 0.05
    assert masked.std() > 2**29  # as integers below 2^32 that are drawn evenly


@pytest.mark.parametrize(
    ("clipping", "secure"), [("server", False), ("client", False), ("client", True)]
)
def test_a_clipped_round_moves_no_further_than_the_norm(
    clipping: str, secure: bool, shops: Shops
) -> None:
    free = float(np.linalg.norm(step_of(TINY, shops)))
    held = step_of(private(clipping=clipping, clipping_norm=free / 10, secure=secure), shops)
    assert 0.001 * free < np.linalg.norm(held) < 0.105 * free


@pytest.mark.parametrize("clipping", ["server", "client", "local"])
def test_the_noise_is_as_wide_as_its_multiplier_says(clipping: str, shops: Shops) -> None:
    np.random.seed(3)
    norm, multiplier = 0.01, 50.0
    moved = step_of(
        private(clipping=clipping, clipping_norm=norm, noise_multiplier=multiplier), shops
    )
    in_sum = multiplier * norm * (np.sqrt(3) if clipping == "local" else 1)
    assert np.std(moved) == pytest.approx(in_sum / 3, rel=0.1)


def test_epsilon_grows_with_rounds_and_shrinks_with_noise() -> None:
    def epsilon(multiplier: float, n_rounds: int) -> float:
        privacy = Privacy(clipping="server", noise_multiplier=multiplier)
        found = spent_epsilon(new_accountant(privacy, 5), privacy, n_rounds)
        assert found is not None
        return found

    assert epsilon(1.0, 1) == pytest.approx(4.7, abs=0.8)  # the Gaussian mechanism at 1e-5
    assert epsilon(1.0, 1) < epsilon(1.0, 30)
    assert epsilon(4.0, 30) < epsilon(1.0, 30)
    assert spent_epsilon(new_accountant(Privacy(), 5), Privacy(), 9) is None


@pytest.mark.parametrize("clipping", ["server", "client", "local"])
def test_the_heads_file_says_what_epsilon_was_spent(clipping: str, shops: Shops) -> None:
    recipe = private(clipping=clipping, noise_multiplier=2.0)
    done = train_together(shops, recipe)
    privacy = recipe.privacy
    expected = spent_epsilon(new_accountant(privacy, 3), privacy, recipe.n_rounds)
    assert done.epsilon == pytest.approx(expected)
    assert done.heads.about["epsilon"] == done.epsilon
