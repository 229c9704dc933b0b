"""A few labels teach a shop's own words without moving what was right before."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree

import numpy as np
import pytest

from retrieval.errors import InputError
from retrieval.fusion import unit
from retrieval.training.heads.few_shot import (
    AdaptRecipe,
    LabelledShop,
    adapt_heads,
    mean_reciprocal_rank,
    ranks,
)
from retrieval.training.heads.rehearsal import rehearsal_texts
from retrieval.training.heads.shots_curve import as_markdown, kept_back, shots_curve
from retrieval.training.heads.shots_picture import drawn

N_CLASSES, N_DIMS, N_EACH = 5, 24, 20
QUICK = AdaptRecipe(hidden_widths=(32,), n_steps=60)


def strange_shop(seed: int = 0) -> LabelledShop:
    """Photos of a class lie together, but nearer to the next class's text than to their own."""
    rng = np.random.default_rng(seed)
    looks = unit(np.random.default_rng(9).standard_normal((N_CLASSES, N_DIMS)))
    label = np.repeat(np.arange(N_CLASSES), N_EACH)
    photos = looks[label] + 0.12 * rng.standard_normal((len(label), N_DIMS))
    texts = unit(0.6 * looks + np.roll(looks, 1, axis=0))
    return LabelledShop(
        texts,
        np.zeros((0, N_DIMS), np.float32),
        np.zeros(0, np.int64),
        unit(photos),
        np.zeros(len(label), bool),
        tuple(frozenset({int(each)}) for each in label),
    )


def known_shop() -> LabelledShop:
    """Texts that find their own products already."""
    rng = np.random.default_rng(4)
    texts = unit(rng.standard_normal((40, N_DIMS)))
    queries = unit(texts + 0.05 * rng.standard_normal(texts.shape))
    pictures = unit(texts[:10] + 0.05 * rng.standard_normal((10, N_DIMS)))
    right = tuple(frozenset({row}) for row in range(40))
    return LabelledShop(texts, pictures, np.arange(10), queries, np.ones(40, bool), right)


def test_phrases_of_no_shop_in_particular_stay_where_they_were_while_a_shop_is_learnt() -> None:
    phrases = unit(np.random.default_rng(11).standard_normal((200, N_DIMS)))
    labelled, never_said = strange_shop().only(np.arange(0, 100, 5)), phrases[150:]

    def moved(shop: LabelledShop) -> float:
        mapped = adapt_heads(shop, "tiny@abc", QUICK).map("text", never_said)
        return float(1 - (mapped * never_said).sum(1).mean())

    alone = moved(labelled)
    rehearsed = moved(dataclasses.replace(labelled, rehearsed=phrases[:150]))
    assert rehearsed < alone / 2


def test_the_rehearsed_phrases_are_many_distinct_and_in_both_languages() -> None:
    phrases = rehearsal_texts()
    assert len(set(phrases)) == len(phrases) == 600 and rehearsal_texts() == phrases
    chinese = sum(not phrase.isascii() for phrase in phrases)
    assert 75 < chinese < 250


def test_four_labels_a_class_put_the_right_product_first_for_photos_never_seen() -> None:
    shop = strange_shop()
    labelled = shop.only(np.arange(N_CLASSES * N_EACH).reshape(N_CLASSES, N_EACH)[:, :4].ravel())
    heads = adapt_heads(labelled, "tiny@abc", QUICK)
    fresh = strange_shop(seed=1)
    assert (ranks(fresh) == 1).mean() < 0.2
    assert (ranks(fresh, heads) == 1).mean() > 0.9
    figures = heads.about["cross_validated_mrr"]
    assert figures["adapted"] > figures["plain"] + 0.2
    firsts = heads.about["cross_validated_recall@1"]
    assert firsts["plain"] < 0.2 < 0.8 < firsts["adapted"] <= figures["adapted"]
    assert heads.about["n_queries"] == N_CLASSES * 4
    assert heads.encoder_id == "tiny@abc"


def test_what_was_found_before_is_still_found() -> None:
    labelled = strange_shop().only(np.arange(0, N_CLASSES * N_EACH, 5))
    heads = adapt_heads(labelled, "tiny@abc", QUICK)
    known = known_shop()
    assert mean_reciprocal_rank(known) == 1.0
    assert mean_reciprocal_rank(known, heads) > 0.9


def test_labels_that_teach_nothing_leave_the_encoder_alone() -> None:
    heads = adapt_heads(known_shop().only(np.repeat(np.arange(20), 2)), "tiny@abc", QUICK)
    assert heads.about["blend"] == 0.0
    vectors = known_shop().texts
    assert np.allclose(heads.map("text", vectors), vectors, atol=1e-5)


def test_the_same_seed_adapts_alike_and_one_label_is_too_few() -> None:
    labelled = strange_shop().only(np.arange(0, 100, 10))
    once, again = (adapt_heads(labelled, "tiny@abc", QUICK) for _ in range(2))
    assert all(np.array_equal(once.tensors[name], again.tensors[name]) for name in once.tensors)
    with pytest.raises(InputError, match="two"):
        adapt_heads(labelled.only(np.arange(1)), "tiny@abc", QUICK)


@pytest.mark.parametrize("parts", [{"n_candidates": 4}, {"batch_queries": 8}])
def test_a_large_shop_and_many_labels_are_taken_in_parts(parts: dict[str, int]) -> None:
    recipe = dataclasses.replace(QUICK, **parts)  # type: ignore[arg-type]
    heads = adapt_heads(strange_shop().only(np.arange(0, 100, 5)), "tiny@abc", recipe)
    assert (ranks(strange_shop(seed=1), heads) == 1).mean() > 0.5


def test_the_curve_rises_with_the_shots_and_tells_what_was_forgotten() -> None:
    labelled, test = kept_back(strange_shop(), 0.4)
    heard: list[int] = []
    curve = shots_curve(
        labelled,
        test,
        known_shop(),
        shots=(1, 4, 99),
        seeds=(7,),
        recipe=QUICK,
        tell=lambda n, _: heard.append(n),
    )
    assert curve["n_test"] == N_CLASSES * 8
    assert heard == [1, 4]
    assert list(curve["shots"]) == ["1", "4"]  # there are no 99 photos of any class
    four = curve["shots"]["4"]
    assert four["adapted"]["mean"] > curve["zero-shot"] + 0.5
    assert four["adapted"]["mean"] >= curve["shots"]["1"]["adapted"]["mean"]
    assert four["linear probe"]["mean"] > 0.9
    assert four["elsewhere, adapted"]["mean"] > 0.9
    shown = as_markdown({"strange & new": curve})
    assert f"| 4 | {curve['zero-shot']:.3f} | {four['adapted']['mean']:.3f} ±" in shown
    picture = ElementTree.fromstring(drawn({"strange & new": curve}, "tiny"))
    name = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f"{name}circle")) == 2 * 3  # two numbers of labels, three curves
    assert any("strange & new" in (text.text or "") for text in picture.iter(f"{name}text"))


def test_what_is_kept_back_is_never_labelled_and_every_class_has_some_of_both() -> None:
    shop = strange_shop()
    given, test = kept_back(shop, 0.4)
    assert len(given.queries) + len(test.queries) == len(shop.queries)
    assert not {row.tobytes() for row in given.queries} & {row.tobytes() for row in test.queries}
    assert set(given.right) == set(test.right) == set(shop.right)
    lonely, none = kept_back(shop.only(np.arange(0, N_CLASSES * N_EACH, N_EACH)), 0.4)
    assert len(lonely.queries) == len(none.queries) == 0


def test_a_curve_of_one_class_or_of_classes_without_labels_is_refused() -> None:
    shop = strange_shop()
    with pytest.raises(InputError, match="two classes"):
        shots_curve(shop.only(np.arange(N_EACH)), shop.only(np.arange(N_EACH)), recipe=QUICK)
    with pytest.raises(InputError, match="every class"):
        shots_curve(shop.only(np.arange(2 * N_EACH)), shop, recipe=QUICK)
