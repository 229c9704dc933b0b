"""Shops learn together what none was told: Flower's own averaging, on tiny shops."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from retrieval.errors import InputError
from retrieval.heads.heads import Heads
from retrieval.training.federated.best_round import RoundLook
from retrieval.training.federated.in_process import Traffic
from retrieval.training.federated.local_training import first_arrays, learn_locally
from retrieval.training.federated.messages import N_EXAMPLES
from retrieval.training.federated.shop_data import ShopData
from retrieval.training.federated.together import Federated, train_together
from tests.retrieval.training.federated.conftest import TINY, private

Shops = tuple[ShopData, ...]


def same(one: Heads, other: Heads, tolerance: float = 0.0) -> bool:
    return one.tensors.keys() == other.tensors.keys() and all(
        np.allclose(one.tensors[name], other.tensors[name], rtol=0, atol=tolerance)
        for name in one.tensors
    )


def test_a_round_is_the_average_of_what_the_shops_learned_weighted_by_their_photos(
    shops: Shops,
) -> None:
    once = dataclasses.replace(TINY, n_rounds=1)
    together = train_together(shops, once).last.tensors
    first = first_arrays(once, shops[0].data.n_dims)
    alone = [learn_locally(shop, once, first, {}, 1).arrays for shop in shops]
    n_photos = [shop.n_photos for shop in shops]
    assert len(set(n_photos)) > 1
    for name, tensor in together.items():
        expected = np.average([arrays[name] for arrays in alone], axis=0, weights=n_photos)
        assert np.allclose(tensor, expected, atol=1e-6)
    assert not np.allclose(alone[0]["text.1.weight"], alone[1]["text.1.weight"])


def test_the_same_seed_makes_the_same_heads_and_another_seed_others(shops: Shops) -> None:
    once, again = (train_together(shops, TINY).last for _ in range(2))
    other = dataclasses.replace(TINY, heads=dataclasses.replace(TINY.heads, seed=8))
    assert same(once, again)
    assert not same(once, train_together(shops, other).last)
    assert once.about["seed"] == 7
    assert once.about["n_shops"] == 3


def test_the_shops_heads_together_learn_what_a_shop_without_the_photos_cannot(
    shops: Shops,
) -> None:
    heads = dataclasses.replace(TINY.heads, learning_rate=5e-3)
    longer = dataclasses.replace(TINY, heads=heads, n_rounds=6, local_steps=10)
    together = train_together(shops, longer)
    groceries, garments = shops[0].data, shops[1].data

    def right(trained: Heads) -> float:
        """How much nearer a grocery photo's texts are than those that are wrong, in cosine."""
        cosine = trained.map("image", groceries.pictures) @ trained.map("text", groceries.texts).T
        relation = groceries.relation[groceries.picture_subject]
        return float(cosine[relation == 1].mean() - cosine[relation == -1].mean())

    lonely = ShopData("only garments", 1, garments, (), shops[1].n_photos)
    two = dataclasses.replace(longer, min_shops=2)
    garments_alone = train_together([lonely, dataclasses.replace(lonely, number=2)], two)
    assert right(together.last) > right(garments_alone.last) + 0.02


def test_every_round_is_told_with_the_recall_at_each_blend_and_the_best_is_kept(
    shops: Shops,
) -> None:
    told: list[RoundLook] = []
    done = train_together(shops, TINY, progress=told.append)
    assert [look.round for look in told] == [1, 2]
    assert set(told[0].recall) == {0.0, 0.25, 0.5, 0.75, 1.0}
    assert done.recall == max(share for look in told for share in look.recall.values())
    assert done.recall == told[done.best_round - 1].recall[done.blend]
    assert done.plain_recall == told[0].recall[0.0] == told[1].recall[0.0]


def test_shops_without_queries_keep_the_last_round(shops: Shops) -> None:
    silent = [dataclasses.replace(shop, held_out=()) for shop in shops]
    done = train_together(silent, TINY)
    assert (done.best_round, done.blend, done.recall) == (2, 1.0, None)
    assert same(done.heads, done.last)


def test_fedprox_keeps_the_shops_nearer_to_where_they_began(shops: Shops) -> None:
    def moved(done: Federated) -> float:
        first = first_arrays(TINY, shops[0].data.n_dims)
        return float(sum(np.linalg.norm(t - first[n]) for n, t in done.last.tensors.items()))

    averaged = train_together(shops, TINY)
    held = train_together(shops, dataclasses.replace(TINY, proximal_mu=100.0))
    assert moved(held) < 0.9 * moved(averaged)


def test_a_shop_sends_weights_of_heads_and_how_many_photos_and_nothing_else(shops: Shops) -> None:
    traffic = Traffic(replies=[])
    done = train_together(shops, TINY, traffic=traffic)
    names = first_arrays(TINY, shops[0].data.n_dims)
    assert not any(name.startswith("labels") for name in names)
    trained = [content for content in traffic.replies or [] if content.array_records]
    looks = [content for content in traffic.replies or [] if not content.array_records]
    assert len(trained) == len(looks) == 6
    for content in trained:
        (record,) = content.array_records.values()
        assert {n: a.numpy().shape for n, a in record.items()} == {
            n: a.shape for n, a in names.items()
        }
        (metrics,) = content.metric_records.values()
        assert list(metrics) == [N_EXAMPLES]
        assert not content.config_records
    for content in looks:
        (metrics,) = content.metric_records.values()
        assert len(metrics) == 1 + len(TINY.blends)
        assert all(isinstance(value, float) for value in metrics.values())
        assert not content.config_records
    assert {m[N_EXAMPLES] for c in trained for m in c.metric_records.values()} == {
        shop.n_photos for shop in shops
    }
    n_weights = sum(array.size for array in names.values())
    assert 6 * 4 * n_weights < done.bytes_up < 6 * (4 * n_weights + 4000)


def test_a_shop_with_too_little_cannot_take_part(shops: Shops) -> None:
    small = dataclasses.replace(shops[1], n_photos=3)
    with pytest.raises(InputError, match="shop 2 has 3 photos"):
        train_together([shops[0], small, shops[2]], TINY)
    with pytest.raises(InputError, match="2 shops take part"):
        train_together(shops[:2], TINY)


def test_shops_of_other_encoders_are_not_trained_together(shops: Shops) -> None:
    other = dataclasses.replace(shops[1].data, encoder_id="other@1")
    with pytest.raises(InputError, match="other encoders"):
        train_together([shops[0], dataclasses.replace(shops[1], data=other), shops[2]], TINY)


def test_what_private_means_is_checked_when_it_is_asked_for() -> None:
    with pytest.raises(InputError, match="Noise needs a clipping"):
        private(noise_multiplier=1.0)
    with pytest.raises(InputError, match="only the sum"):
        private(secure=True, clipping="server")
    with pytest.raises(InputError, match="at least 3"):
        dataclasses.replace(private(secure=True), min_shops=2)
