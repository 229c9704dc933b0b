"""`vitrine adapt` learns a shop's own names from labels and switches nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.main import run

PRODUCTS = [("1", "Red dress"), ("2", "Blue mug"), ("3", "Wooden chair"), ("4", "Leather boots")]
NAMES = {"1": "flamenca", "2": "azurro", "3": "sittlich", "4": "wandern"}


@pytest.fixture
def store(tmp_path: Path, vitrine_home: Path) -> Path:
    rows = tmp_path / "shop.csv"
    lines = ["id,title", *(f"{number},{title}" for number, title in PRODUCTS)]
    rows.write_text("\n".join(lines), encoding="utf-8")
    assert run(["catalogue", "add", str(rows), "--store", str(tmp_path / "store")]) == 0
    return tmp_path / "store"


def labels(folder: Path, *, answer: str = "") -> Path:
    """Each product's coined name, said in four ways."""
    path = folder / "labels.csv"
    said = ("{}", "a {}", "my {} please", "show me the {}")
    lines = [
        f"{way.format(name)},{answer or number}" for number, name in NAMES.items() for way in said
    ]
    path.write_text("\n".join(["query,expected_ids", *lines]), encoding="utf-8")
    return path


def test_a_shop_learns_its_own_names(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "own.safetensors"
    asked = ["adapt", str(labels(tmp_path)), "--store", str(store)]
    assert run(asked) == 2
    assert "--out" in capsys.readouterr().err
    assert run([*asked, "--curve"]) == 0
    assert "8 kept back | 2 |" in capsys.readouterr().out
    arguments = [*asked, "--out", str(out)]
    assert run(arguments) == 0
    told = capsys.readouterr().out
    assert "16 labelled queries" in told
    assert f"vitrine models use pocket+heads:{out}" in told
    assert run(["models", "use", f"pocket+heads:{out}", "--store", str(store)]) == 0
    capsys.readouterr()
    for name in NAMES.values():
        assert run(["ask", f"the {name}", "--store", str(store), "-k", "1", "--json"]) == 0
    shown = capsys.readouterr().out.splitlines()
    first = [line.partition('"hits": [{"id": "')[2][:1] for line in shown]
    assert sum(a == b for a, b in zip(first, NAMES, strict=True)) >= 3
    assert run(arguments) == 2
    assert "wears heads already" in capsys.readouterr().err


def test_labels_of_products_that_are_not_there_are_told(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = labels(tmp_path, answer="77")
    out = str(tmp_path / "own.safetensors")
    assert run(["adapt", str(wrong), "--store", str(store), "--out", out]) == 2
    assert "'77'" in capsys.readouterr().err
    assert run(["adapt", "nowhere.csv", "--store", str(store), "--out", out]) == 2
