"""What stands out in a shop, over vectors made for it; and stuffed titles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.fusion import Fusion
from retrieval.robustness.defended_shop import DefendedShop, Listings, plain_scores
from retrieval.trust.doubt import DISAGREES, FLAGGED, HUB, UNCHECKED
from retrieval.trust.hubs import evening, nearness
from retrieval.trust.scan import STUFFED_TITLE_CHARS, stuffed, suspicion, usual

N_DIMS = 48
FUSION = Fusion("add", 1.5)


def unit(vectors: np.ndarray) -> np.ndarray:
    found: np.ndarray = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return found.astype(np.float32)


@dataclass(frozen=True)
class Crowd:
    """60 products of four categories, whose pictures and words agree as usual; 300 photos."""

    listings: Listings
    photos: np.ndarray
    own: np.ndarray


@pytest.fixture
def crowd() -> Crowd:
    rng = np.random.default_rng(0)
    meanings = unit(rng.normal(size=(60, N_DIMS)))
    lean = unit(rng.normal(size=N_DIMS))
    looks = unit(meanings + 1.2 * lean + 0.06 * rng.normal(size=meanings.shape))
    texts = unit(meanings - 0.3 * lean + 0.12 * rng.normal(size=meanings.shape))
    own = rng.integers(60, size=300)
    photos = unit(looks[own] + 0.09 * rng.normal(size=(300, N_DIMS)))
    categories = tuple(f"group {i % 4}" for i in range(60))
    return Crowd(Listings(texts, looks, categories, np.full(60, np.nan)), photos, own)


def one(look: np.ndarray, text: np.ndarray | None = None, category: str = "") -> Listings:
    texts = np.zeros((1, N_DIMS), np.float32) if text is None else text[None]
    return Listings(texts, unit(look)[None], (category,), np.full(1, np.nan))


def test_nearness_is_the_mean_of_the_nearest_that_are_not_its_own() -> None:
    bank = np.eye(4, dtype=np.float32)
    products = unit(np.array([[3.0, 4.0, 0, 0]]))
    assert nearness(products, bank, n=2) == pytest.approx([0.7])
    own = np.array([[False, True, False, False]])
    assert nearness(products, bank, own, n=2) == pytest.approx([0.3])
    assert nearness(products, bank[:0]).tolist() == [0.0]


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=9), st.floats(-1, 1))
def test_evening_lowers_and_never_raises(near: list[float], centre: float) -> None:
    taken = evening(np.array(near, np.float32), centre)
    assert (taken >= 0).all()
    assert (taken[np.array(near, np.float32) <= np.float32(centre)] == 0).all()


def test_honest_products_are_left_alone_but_for_one_in_fifty(crowd: Crowd) -> None:
    shop = DefendedShop(crowd.listings, FUSION)
    assert shop.shop.evens and len(shop.flagged) <= 0.02 * 60
    assert (shop.suspicion >= FLAGGED).sum() == len(shop.flagged)
    plain = plain_scores(crowd.photos, crowd.listings, FUSION).argmax(1) == crowd.own
    defended = shop.scores(crowd.photos, crowd.listings).argmax(1) == crowd.own
    assert defended.mean() >= plain.mean() > 0.9


def test_a_hub_without_words_wins_no_more_and_says_why(crowd: Crowd) -> None:
    shop = DefendedShop(crowd.listings, FUSION)
    hub = one(crowd.photos.mean(0))
    best = plain_scores(crowd.photos, crowd.listings, FUSION).max(1)
    assert (plain_scores(crowd.photos, hub, FUSION)[:, 0] > best).mean() > 0.1
    _, flagged = shop.judged(hub, 60)
    assert flagged[60].believed == "picture" and UNCHECKED in flagged[60].reasons
    assert (shop.scores(crowd.photos, hub, 60)[:, 0] > best).mean() < 0.01


def test_a_hub_stands_out_from_the_shop_and_from_its_category(crowd: Crowd) -> None:
    shop = DefendedShop(crowd.listings, FUSION)
    narrow = crowd.photos[crowd.own % 4 == 0].mean(0)
    for look in (crowd.photos.mean(0), narrow):
        words = unit(look - 0.3 * crowd.photos.mean(0))
        _, flagged = shop.judged(one(look, words, "group 0"), 60)
        assert HUB in flagged[60].reasons


def test_a_picture_of_something_else_than_its_words_is_ranked_by_them(crowd: Crowd) -> None:
    shop, honest = DefendedShop(crowd.listings, FUSION), crowd.listings
    liar = one(honest.looks[0], honest.texts[31], honest.categories[31])
    _, flagged = shop.judged(liar, 60)
    assert flagged[60].reasons[-1:] == (DISAGREES,) and flagged[60].believed == "words"
    photos = crowd.photos[crowd.own == 0]
    rank_of_liar = (shop.scores(photos, honest) > shop.scores(photos, liar, 60)).sum(1)
    assert (rank_of_liar > 3).all()


def test_where_hardly_any_product_has_words_pictures_are_believed(crowd: Crowd) -> None:
    silent = replace(crowd.listings, texts=np.zeros_like(crowd.listings.texts))
    shop = DefendedShop(silent, FUSION)
    assert not shop.flagged and not shop.shop.asks_for_words


def test_a_shop_too_small_to_say_what_is_usual_doubts_nobody(crowd: Crowd) -> None:
    few = Listings(
        crowd.listings.texts[:9], crowd.listings.looks[:9], ("",) * 9, np.full(9, np.nan)
    )
    shop = DefendedShop(few, FUSION)
    assert not shop.judged(one(crowd.photos.mean(0)), 9)[1]
    plain = plain_scores(crowd.photos, few, FUSION)
    assert np.allclose(shop.scores(crowd.photos, few), plain, atol=1e-6)


def test_suspicion_is_a_half_at_the_limit() -> None:
    found = suspicion(np.array([-1e9, 2.0, 4.0, 6.0, 1e9]), 4.0)
    assert found[2] == 0.5 and (np.diff(found) >= 0).all() and 0 <= found[0] < found[-1] <= 1


def test_what_is_usual_is_not_moved_by_a_few() -> None:
    values = np.linspace(0.3, 0.5, 41).astype(np.float32)
    bribed = np.concatenate([values, np.full(3, 0.99, np.float32)])
    plain, found = usual(values), usual(bribed)
    assert plain and found and abs(plain.centre - found.centre) < 0.02
    assert found.score(np.array([0.99], np.float32))[0] > 4
    assert usual(values[:5]) is None


CATEGORIES = ["shoes", "dresses", "mugs", "sofas", "umbrellas", "backpacks"]


@pytest.mark.parametrize(
    "title",
    [
        "Shoes dresses mugs sofas umbrellas backpacks, best price, fast delivery today",
        "Dress dress dress dress, the dress of all, for summer and winter and for ever",
    ],
)
def test_titles_of_search_words_are_stuffed(title: str) -> None:
    assert stuffed(title, "shoes", CATEGORIES)


@pytest.mark.parametrize(
    "title",
    [
        "Red dress",
        "Waterproof hiking shoes with a rubber sole, for women and men, in red, size 36 to 46",
        "A backpack that holds shoes, an umbrella and a laptop of up to 17 inches, black, 30 l",
    ],
)
def test_honest_titles_are_not(title: str) -> None:
    assert not stuffed(title, "backpacks", CATEGORIES)


@settings(deadline=None)
@given(st.text(min_size=STUFFED_TITLE_CHARS, max_size=200), st.text(max_size=9))
def test_any_title_can_be_judged(title: str, category: str) -> None:
    assert stuffed(title, category, [category, title, ""]) in (True, False)
