"""Heads learn from frozen vectors, stop in time, and resume as if they had never stopped."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import InputError
from retrieval.heads.heads import Heads
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.loop import HeadsProgress, TrainedHeads, train_heads
from retrieval.training.heads.recipe import HeadsRecipe, recipe_from
from retrieval.training.held_out_pairs import Shop
from tests.retrieval.training.heads.conftest import TINY_HEADS

Shops = tuple[Shop, ...]


def trained(
    recipe: HeadsRecipe,
    data: EmbeddedData,
    shops: Shops,
    folder: Path | None = None,
    stop_after: int | None = None,
) -> TrainedHeads:
    """Stopped after that many looks at what has been asked, when given."""
    asked = 0

    def should_stop() -> bool:
        nonlocal asked
        asked += 1
        return stop_after is not None and asked > stop_after

    return train_heads(recipe, data, shops, run_folder=folder, should_stop=should_stop)


def same(one: Heads, other: Heads) -> bool:
    return one.tensors.keys() == other.tensors.keys() and all(
        np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors
    )


def classified(heads: Heads, data: EmbeddedData) -> float:
    """Share of training pictures whose own catalogue text is the nearest of the catalogue's."""
    catalogue = np.flatnonzero(data.is_catalogue)
    shown = np.isin(data.picture_subject, data.text_subject[catalogue])
    similar = heads.map("image", data.pictures[shown]) @ heads.map("text", data.texts[catalogue]).T
    found = data.text_subject[catalogue][similar.argmax(1)]
    return float((found == data.picture_subject[shown]).mean())


@pytest.mark.parametrize("loss", ["sigmoid", "infonce"])
@pytest.mark.parametrize("optimiser", ["adamw", "sgd"])
def test_heads_of_random_weights_learn_which_text_is_of_which_picture(
    loss: str, optimiser: str, embedded: EmbeddedData
) -> None:
    rate = 3e-3 if optimiser == "adamw" else 0.02
    values = {"loss": loss, "optimiser": optimiser, "learning_rate": rate, "n_steps": 150}
    recipe = recipe_from(values, TINY_HEADS)
    first = trained(dataclasses.replace(recipe, n_steps=1, warm_up_steps=10**6), embedded, ())
    assert classified(first.heads, embedded) < 0.6
    assert classified(trained(recipe, embedded, ()).heads, embedded) > 0.9


@pytest.mark.parametrize("stop_after", [1, 5, 7])
def test_a_stopped_run_ends_bit_for_bit_like_one_that_was_not(
    stop_after: int, embedded: EmbeddedData, shops: Shops, tmp_path: Path
) -> None:
    whole = trained(TINY_HEADS, embedded, shops)
    part = trained(TINY_HEADS, embedded, shops, tmp_path, stop_after)
    assert not part.is_finished
    assert part.steps_done == stop_after
    rest = trained(TINY_HEADS, embedded, shops, tmp_path)
    assert rest.is_finished
    assert same(rest.heads, whole.heads)
    assert (rest.best_step, rest.recall) == (whole.best_step, whole.recall)


def test_another_seed_makes_other_heads_and_the_same_seed_the_same(
    embedded: EmbeddedData, shops: Shops
) -> None:
    once, again = (trained(TINY_HEADS, embedded, shops).heads for _ in range(2))
    other = trained(dataclasses.replace(TINY_HEADS, seed=8), embedded, shops).heads
    assert same(once, again)
    assert not same(once, other)
    assert once.about["seed"] == 7
    assert recipe_from(once.about["recipe"]) == TINY_HEADS


def test_a_folder_of_another_recipe_is_refused(
    embedded: EmbeddedData, shops: Shops, tmp_path: Path
) -> None:
    trained(TINY_HEADS, embedded, shops, tmp_path)
    with pytest.raises(InputError, match="another recipe"):
        trained(dataclasses.replace(TINY_HEADS, weight_decay=0.5), embedded, shops, tmp_path)


def test_training_stops_when_validation_no_longer_gets_better(
    embedded: EmbeddedData, shops: Shops
) -> None:
    recipe = dataclasses.replace(
        TINY_HEADS, n_steps=400, look_every_steps=1, patience_looks=3, learning_rate=1e-9
    )
    stopped = trained(recipe, embedded, shops)
    assert stopped.is_finished
    assert stopped.steps_done == 4  # the first look is the best, three more are no better
    assert stopped.best_step == 1


def test_residual_heads_begin_as_the_plain_encoder_and_move_as_far_as_validation_wants(
    embedded: EmbeddedData, shops: Shops
) -> None:
    head = HeadShape((16,), residual=True)
    recipe = dataclasses.replace(
        TINY_HEADS, shape=HeadsShape(head, head), learning_rate=0.0, warm_up_steps=0
    )
    heads = trained(recipe, embedded, shops).heads
    assert np.allclose(heads.map("image", embedded.pictures), embedded.pictures, atol=1e-5)
    far = trained(dataclasses.replace(recipe, learning_rate=0.3, blends=(0.0,)), embedded, shops)
    assert far.blend == 0.0
    assert far.recall == far.plain_recall
    assert np.allclose(far.heads.map("text", embedded.texts), embedded.texts, atol=1e-5)


def test_half_precision_learns_as_well(embedded: EmbeddedData) -> None:
    values = {"precision": "bfloat16", "learning_rate": 3e-3, "n_steps": 150}
    assert classified(trained(recipe_from(values, TINY_HEADS), embedded, ()).heads, embedded) > 0.9


def test_a_gpu_learns_in_half_precision_unless_the_recipe_says_otherwise() -> None:
    recipe = HeadsRecipe()
    assert recipe.is_half("cuda")
    assert recipe.is_half("cuda:1")
    assert not recipe.is_half("cpu")
    assert not recipe_from({"precision": "float32"}).is_half("cuda")
    assert recipe_from({"precision": "bfloat16"}).is_half("cpu")


def test_how_the_machine_is_used_names_no_other_run() -> None:
    recipe = HeadsRecipe()
    assert recipe_from({"n_processes": 2, "checkpoint_every_steps": 9}).digest == recipe.digest
    assert recipe_from({"weight_decay": 0.2}).digest != recipe.digest


def test_every_term_of_the_loss_is_told_and_can_be_left_out(
    embedded: EmbeddedData, shops: Shops, tmp_path: Path
) -> None:
    heard: list[HeadsProgress] = []
    train_heads(TINY_HEADS, embedded, shops, run_folder=tmp_path, progress=heard.append)
    names = {"pairs", "product texts", "picture pairs", "attributes", "price", "graph"}
    assert set(heard[-1].losses) == names
    lines = (tmp_path / "heads-log.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[-1])["step"] == 12
    bare = {f"{name}_weight": 0.0 for name in ("catalogue", "picture_pair", "attribute", "price")}
    recipe = recipe_from({**bare, "graph_weight": 0.0, "mined_share": 0.0}, TINY_HEADS)
    train_heads(recipe, embedded, shops, progress=heard.append)
    assert set(heard[-1].losses) == {"pairs"}


@pytest.mark.parametrize(
    "values",
    [
        {"loss": "hinge"},
        {"n_steps": 0},
        {"steps": 3},
        {"shape": {"depth": 1}},
        {"optimiser": "lion"},
    ],
)
def test_a_recipe_that_is_not_understood_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(InputError):
        recipe_from(values)
