"""`vitrine train federated` trains over the stores of several shops, or writes a Flower app."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.cli.main import run
from retrieval import load_encoder
from retrieval.encoders.encoder import Encoder
from retrieval.errors import StoreError
from retrieval.heads.heads_file import load_heads
from retrieval.training.federated.store_shop import store_shop
from tests.retrieval.training.conftest import picture

TINY = {"n_rounds": 2, "local_steps": 2, "heads": {"batch_pictures": 16}}
COLOURS = {"Red": (200, 20, 30), "Blue": (30, 60, 180), "Green": (40, 150, 60), "Black": (9, 9, 9)}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Two shops of twelve products each and a third with one, embedded by pocket."""
    folder = tmp_path_factory.mktemp("shops")
    made = []
    for shop, kind, n_products in (("a", "Dress", 12), ("b", "Mug", 12), ("c", "Lamp", 1)):
        names = [f"{colour} {kind} {n}" for n in range(3) for colour in COLOURS][:n_products]
        with (folder / f"{shop}.csv").open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "title", "category", "images"])
            for number, name in enumerate(names):
                image = folder / f"{shop}{number}.png"
                picture(COLOURS[name.split()[0]], number).save(image)
                rows.writerow([f"{shop}{number}", name, kind, str(image)])
        store = folder / shop
        assert run(["catalogue", "add", str(folder / f"{shop}.csv"), "--store", str(store)]) == 0
        made.append(str(store))
    return tuple(made)


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(TINY), encoding="utf-8")
    return str(path)


def test_stores_train_together_and_the_heads_answer(
    stores: tuple[str, ...], config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "heads.safetensors"
    given = ["train", "federated", *stores[:2], "--config", config, "--out", str(out)]
    assert run([*given, "--seed", "3"]) == 0
    shown = capsys.readouterr().out
    assert "products that no shop learned from" in shown
    heads = load_heads(out)
    assert (heads.about["seed"], heads.about["n_shops"]) == (3, 2)
    headed = load_encoder(f"pocket+heads:{out}", device="cpu")
    assert headed.encode_texts(["a red dress"]).shape == (1, headed.n_dims)


def test_a_store_is_learned_from_but_for_one_product_in_ten(
    stores: tuple[str, ...], pocket: Encoder
) -> None:
    shop = store_shop(Path(stores[0]), pocket, 0)
    (asked,) = shop.held_out
    learned = {subject.key for subject in shop.data.subjects}
    kept = {f"store/{asked.products[row].id}" for right in asked.right for row in right}
    assert not learned & kept
    assert len(learned) + len(kept) == len(asked.products) == 12
    first = int((shop.data.text_subject == 0).argmax())
    assert shop.data.relation[0, first] == 1
    assert shop.data.relation[1, first] == -1
    dress = [i for i, fact in enumerate(shop.data.facts) if fact == "kind:dress"]
    assert (shop.data.held[:, dress] == 1).all()


def test_a_flower_app_is_written_with_the_recipe_in_it(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flwr.cli.config_utils import load
    from flwr.clientapp import ClientApp
    from flwr.common.config import validate_config
    from flwr.serverapp import ServerApp
    from flwr.supercore.object_ref import load_app

    app = tmp_path / "app"
    given = ["train", "federated", "--app", str(app), "--config", config, "--secure"]
    assert run([*given, "--shops", "4"]) == 0
    assert f"flwr run {app}" in capsys.readouterr().out
    whole = load(app / "pyproject.toml")
    assert whole is not None
    is_valid, errors, _ = validate_config(whole, True, app)
    assert is_valid, errors
    parts = whole["tool"]["flwr"]["app"]["components"]
    assert isinstance(load_app(parts["clientapp"], ValueError, app), ClientApp)
    assert isinstance(load_app(parts["serverapp"], ValueError, app), ServerApp)
    from vitrine_federated.recipe import RECIPE  # type: ignore[import-not-found]

    assert (RECIPE.min_shops, RECIPE.n_rounds, RECIPE.privacy.secure) == (4, 2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["A", "C", "--out", "h"], "needs at least 8 photos"),
        (["A", "--out", "h"], "at least two shops"),
        (["A", "B", "--out", "h", "--secure"], "at least 3"),
        (["A", "B"], "--out FILE"),
        (["--out", "h"], "at least two shops"),
        (["A", "--app", "h"], "With --app no store"),
        (["A", "B", "--out", "h", "--encoder", "pocket+heads:h"], "plain encoder"),
    ],
)
def test_what_cannot_be_trained_is_told_in_one_sentence(
    arguments: list[str],
    says: str,
    stores: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    named = dict(zip("ABC", stores, strict=True))
    assert run(["train", "federated", *(named.get(each, each) for each in arguments)]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told


def test_a_store_of_another_encoder_is_refused(stores: tuple[str, ...]) -> None:
    other: Any = SimpleNamespace(id="other@1", name="other", n_dims=192)
    with pytest.raises(StoreError, match="pocket"):
        store_shop(Path(stores[0]), other, 0)
