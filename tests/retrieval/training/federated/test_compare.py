"""The table of together, in one place and alone, and the command that prints it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.fusion import Fusion
from retrieval.training.federated import partition
from retrieval.training.federated.__main__ import main
from retrieval.training.federated.compare import (
    ALONE,
    CENTRAL,
    OWN,
    PLAIN,
    PRIVATE,
    TOGETHER,
    Dealing,
    as_markdown,
    compare,
)
from retrieval.training.federated.recipe import federated_recipe_from
from retrieval.training.federated.weakened import weakened
from retrieval.training.heads.measure import measure_heads
from retrieval.training.heads.prepare import Prepared, prepare
from tests.retrieval.training.federated.conftest import TINY
from tests.retrieval.training.heads.conftest import TINY_EMBEDDING


@pytest.fixture
def ready(pocket: Encoder, tiny_data: Path, tmp_path: Path) -> Prepared:
    return prepare(pocket, tiny_data, None, None, TINY_EMBEDDING, tmp_path)


def test_every_way_is_measured_on_the_same_queries_with_what_it_costs(
    ready: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partition, "_FEWEST_PHOTOS", 8)
    told: list[str] = []
    names = [CENTRAL, ALONE, TOGETHER, "together, noise 1"]
    dealing = Dealing(2, "dirichlet", 5.0)
    table = compare(
        ready, Fusion("add"), TINY, dealing, (7, 8), names, lambda name, row: told.append(name)
    )
    assert told == names
    assert list(table) == [PLAIN, CENTRAL, ALONE, OWN, TOGETHER, "together, noise 1"]
    sizes = {n: f["n"] for n, f in table[PLAIN]["reported"].items()}
    for row in table.values():
        for shop, figures in row["reported"].items():
            assert 0 <= figures["recall@1"] <= figures["recall@5"] <= 1
            assert row is table[OWN] or figures["n"] == sizes[shop]
    n_weights = sum(4 * 2 * (8 * ready.data.n_dims) for _ in range(2))
    assert table[TOGETHER]["cost"]["up_bytes_a_round"] > n_weights
    assert table[TOGETHER]["cost"]["epsilon"] is None
    assert table["together, noise 1"]["cost"]["epsilon"] > 0
    shown = as_markdown(table)
    assert all(name in shown for name in table)


def test_every_private_row_is_understood() -> None:
    recipes = [federated_recipe_from({**values, "min_shops": 5}) for values in PRIVATE.values()]
    assert len({recipe.as_json() for recipe in recipes}) == len(PRIVATE)


def test_a_weakened_encoder_finds_less_and_its_pictures_stay(ready: Prepared) -> None:
    worse = weakened(ready, 1.0)
    assert np.array_equal(worse.data.pictures, ready.data.pictures)
    assert np.allclose(np.linalg.norm(worse.data.texts, axis=1), 1, atol=1e-5)
    before, after = (measure_heads(r.reported, None, Fusion("add")) for r in (ready, worse))
    assert after["garments"]["recall@1"] < before["garments"]["recall@1"]
    assert np.allclose(weakened(ready, 0.0).data.texts, ready.data.texts, atol=1e-6)


def test_the_command_writes_the_table_as_json(
    tiny_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(partition, "_FEWEST_PHOTOS", 8)
    config, out = tmp_path / "recipe.json", tmp_path / "table.json"
    values = json.loads(TINY.as_json())
    config.write_text(json.dumps({"n_rounds": 1, "local_steps": 2, "heads": values["heads"]}))
    given = ["pocket", "--data", str(tiny_data), "--no-samples", "--config", str(config)]
    given += ["--shops", "2", "--alpha", "5", "--seeds", "7", "--rows", TOGETHER]
    given += ["--cache", str(tmp_path), "--json", str(out)]
    assert main(given) == 0
    assert "| together |" in capsys.readouterr().out
    table = json.loads(out.read_text())
    assert table["seeds"] == [7]
    assert set(table["heads"]) == {PLAIN, TOGETHER}
    assert main([*given, "--shops", "40"]) == 2
    assert "too few for 40 shops" in capsys.readouterr().err


def test_without_flower_one_sentence_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "flwr", None)
    assert main(["pocket"]) == 2
    told = capsys.readouterr().err
    assert "vitrine[federated]" in told
    assert len(told.splitlines()) == 1
