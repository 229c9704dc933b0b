"""One data set becomes shops that sell other things, and nothing is dealt twice or lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import InputError
from retrieval.training.federated.partition import Dealt, deal, kind_of, only_pictures
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.held_out_pairs import Shop
from retrieval.training.subjects import Subject

N_KINDS, PHOTOS_OF_KIND, N_VIEWS = 6, 80, 2


def made_up_data() -> EmbeddedData:
    """Six kinds of two things each, with a text each; the first number of a photo is its row."""
    subjects = tuple(
        Subject(f"sample/{i}", "sample", frozenset({f"kind:k{i // 2}", f"item:{i}"}))
        for i in range(2 * N_KINDS)
    )
    n_photos, n_things = N_KINDS * PHOTOS_OF_KIND, len(subjects)
    pictures = np.ones((n_photos * N_VIEWS, 3), np.float32)
    pictures[:, 0] = np.tile(np.arange(n_photos), N_VIEWS)
    facts = tuple(sorted({fact for subject in subjects for fact in subject.facts}))
    held = np.array([[1 if f in s.facts else -1 for f in facts] for s in subjects], np.int8)
    relation = np.full((n_things, n_things + 1), -1, np.int8)
    relation[np.arange(n_things), np.arange(n_things)] = 1
    return EmbeddedData(
        "tiny@1",
        subjects,
        pictures,
        np.tile(np.arange(n_photos) % n_things, N_VIEWS),
        np.ones((n_things + 1, 3), np.float32),
        np.append(np.arange(n_things), -1),
        np.arange(n_things + 1) < n_things,
        relation,
        facts,
        held,
        np.zeros(n_things, np.int64),
    )


DATA = made_up_data()


def numbers(dealt: Dealt) -> list[int]:
    return sorted(int(n) for shop in dealt.shops for n in shop.data.pictures[:, 0])


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 4), st.sampled_from(["dirichlet", "kinds"]), st.floats(0.2, 50), st.integers(0)
)
def test_every_photo_goes_to_one_shop_with_all_of_its_views(
    n_shops: int, split: str, alpha: float, seed: int
) -> None:
    dealt = deal(DATA, N_VIEWS, (), (), n_shops=n_shops, split=split, alpha=alpha, seed=seed)  # type: ignore[arg-type]
    assert numbers(dealt) == sorted(DATA.pictures[:, 0].astype(int).tolist())
    for shop in dealt.shops:
        views = shop.data.pictures[:, 0].reshape(N_VIEWS, -1)
        assert (views == views[0]).all()
        assert shop.n_photos == views.shape[1]


def test_a_shop_knows_its_own_things_alone() -> None:
    own = only_pictures(DATA, np.flatnonzero(np.isin(DATA.picture_subject, [3, 8])))
    assert [subject.key for subject in own.subjects] == ["sample/3", "sample/8"]
    assert set(own.facts) == {"item:3", "item:8", "kind:k1", "kind:k4"}
    assert own.text_subject.tolist() == [0, 1, -1]
    assert own.relation.tolist() == [[1, -1, -1], [-1, 1, -1]]
    assert set(own.picture_subject.tolist()) == {0, 1}


def unlike(alpha: float) -> float:
    """How far the shops' shares of kinds are from each other's, 0 to 1 (total variation)."""
    dealt = deal(DATA, N_VIEWS, (), (), n_shops=3, alpha=alpha, seed=3)
    counts = np.zeros((3, N_KINDS))
    for shop in dealt.shops:
        kinds = [int(kind_of(subject)[-1]) for subject in shop.data.subjects]
        np.add.at(counts[shop.number], np.array(kinds)[shop.data.picture_subject], 1)
    shares = counts / counts.sum(axis=1, keepdims=True)
    return float(np.abs(shares - shares.mean(axis=0)).sum(axis=1).mean() / 2)


def test_a_small_alpha_makes_shops_less_alike_than_a_large_one() -> None:
    assert unlike(0.3) > 0.3
    assert unlike(100.0) < 0.1


def test_by_kinds_no_kind_is_sold_by_two_shops() -> None:
    dealt = deal(DATA, N_VIEWS, (), (), n_shops=3, split="kinds")
    kinds = [{kind_of(subject) for subject in shop.data.subjects} for shop in dealt.shops]
    assert sum(len(each) for each in kinds) == len(set.union(*kinds)) == N_KINDS


def test_queries_follow_the_photos_of_their_kind() -> None:
    right = tuple(frozenset({row % 10}) for row in range(40))  # of the ten categories
    names = ("dress", "hat", "longsleeve", "outwear", "pants")
    subjects = tuple(
        Subject(f"clothing/{name}/red/", "clothing", frozenset({f"kind:{name}"})) for name in names
    )
    data = only_pictures(DATA, np.flatnonzero(DATA.picture_subject < 5))
    garments = EmbeddedData(**{**vars(data), "subjects": subjects})
    shop = Shop(
        "garments", (), np.ones((10, 3), np.float32), np.zeros((0, 3), np.float32),
        np.zeros(0, np.int64), np.ones((40, 3), np.float32), right, ("",) * 40,
    )  # fmt: skip
    dealt = deal(garments, N_VIEWS, [shop], [shop], n_shops=2, split="kinds")
    for one, asked in zip(dealt.shops, dealt.asked, strict=True):
        kinds = {kind_of(subject).removeprefix("clothing/") for subject in one.data.subjects}
        mine = {names[row] for each in asked[0].right for row in each}
        assert mine == kinds
        assert len(one.held_out[0].right) == len(asked[0].right) == 4 * len(kinds)


@pytest.mark.parametrize(
    ("values", "says"), [({"n_shops": 1}, "at least 2"), ({"n_shops": 90}, "too few")]
)
def test_what_cannot_be_dealt_is_said(values: dict[str, int], says: str) -> None:
    with pytest.raises(InputError, match=says):
        deal(DATA, N_VIEWS, (), (), **values)  # type: ignore[arg-type]
