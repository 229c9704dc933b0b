"""Heads and the plain encoder are measured alike, on photos that nobody trained on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.fusion import Fusion
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.heads.compare import RECIPES, as_markdown, compare, main
from retrieval.training.heads.measure import measure_heads, reported_shops
from retrieval.training.heads.prepare import prepare
from retrieval.training.heads.recipe import recipe_from
from retrieval.training.measure import measure_clothing, measure_groceries
from tests.retrieval.heads.conftest import random_heads
from tests.retrieval.training.conftest import TinySamples
from tests.retrieval.training.heads.conftest import TINY_EMBEDDING, TINY_HEADS


def test_the_plain_figures_are_those_of_the_encoders_own_table(
    pocket: Encoder, tiny_data: Path
) -> None:
    found = measure_heads(reported_shops(pocket, tiny_data, None, None), None, Fusion("add"))
    groceries = measure_groceries(pocket, tiny_data, {"add": Fusion("add")})
    assert found["groceries"]["recall@1"] == groceries["fusions"]["add"]["recall@1"]
    assert found["groceries"]["n"] == 6
    assert found["garments"]["recall@1"] == measure_clothing(pocket, tiny_data)["accuracy"]


def test_heads_that_change_nothing_change_no_figure_and_others_do(
    pocket: Encoder, tiny_data: Path
) -> None:
    shops = reported_shops(pocket, tiny_data, TinySamples(), None)
    head = HeadShape((4,), residual=True)
    heads = random_heads(HeadsShape(head, head), pocket.n_dims)
    for name in heads.tensors:
        heads.tensors[name] *= 0
    plain = measure_heads(shops, None, Fusion("add"))
    assert set(plain) == {"groceries", "garments", "samples by picture"}
    assert measure_heads(shops, heads, Fusion("add")) == plain
    for name, tensor in heads.tensors.items():
        heads.tensors[name] = np.full_like(tensor, 9.0)  # every vector becomes the same
    assert measure_heads(shops, heads, Fusion("add")) != plain


def test_the_table_has_every_recipe_with_its_spread_over_the_seeds(
    pocket: Encoder, tiny_data: Path, tmp_path: Path
) -> None:
    ready = prepare(pocket, tiny_data, TinySamples(), None, TINY_EMBEDDING, tmp_path)
    names = ["seed design, sigmoid", "residual, no graph"]
    recipes = {name: recipe_from(RECIPES[name], TINY_HEADS) for name in names}
    told: list[str] = []
    table = compare(
        ready.data,
        ready.shops,
        ready.reported,
        Fusion("add"),
        recipes,
        (7, 8),
        lambda name, row: told.append(name),
    )
    assert list(table) == ["plain", *names]
    assert told == names
    row = table["residual, no graph"]["reported"]["garments"]
    assert row["n"] == 8
    assert 0 <= row["recall@1"] <= row["recall@5"] <= 1
    assert row["recall@1 spread"] >= 0
    assert len(table["residual, no graph"]["blend"]) == 2
    shown = as_markdown(table)
    assert all(name in shown for name in table)


def test_the_comparison_is_a_command_that_goes_on_where_it_stopped(
    tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config, out = tmp_path / "config.json", tmp_path / "table.json"
    config.write_text(
        json.dumps({"n_steps": 4, "batch_pictures": 16, "embedding": asdict(TINY_EMBEDDING)})
    )
    arguments = ["pocket", "--data", str(tiny_data), "--no-samples", "--config", str(config)]
    arguments += ["--cache", str(tmp_path), "--json", str(out), "--seeds", "7", "--recipes"]
    assert main([*arguments, "residual, sigmoid"]) == 0
    told = json.loads(out.read_text("utf-8"))
    told["heads"]["residual, sigmoid"]["reported"]["garments"]["recall@5"] = 0.123
    out.write_text(json.dumps(told), "utf-8")
    capsys.readouterr()
    assert main([*arguments, "residual, sigmoid", "residual, SGD"]) == 0
    shown = capsys.readouterr().out
    assert "/ 0.123" in shown
    assert "residual, SGD" in shown
    assert set(json.loads(out.read_text("utf-8"))["heads"]) == {
        "plain",
        "residual, sigmoid",
        "residual, SGD",
    }
    other = [each if each != "7" else "8" for each in arguments]
    assert main([*other, "residual, SGD"]) == 2
    assert "another encoder, seeds or config" in capsys.readouterr().err


def test_every_recipe_of_the_table_is_understood() -> None:
    assert len({recipe_from(values).digest for values in RECIPES.values()}) == len(RECIPES)
