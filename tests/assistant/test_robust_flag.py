"""`--robust` takes the robust encoder, and never asks a store that another one made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import run
from retrieval.encoders.load import load_encoder
from retrieval.heads.mixing import load_mixing
from retrieval.search.calibration import load_calibration


@pytest.fixture(scope="module")
def robust_shop(tmp_path_factory: pytest.TempPathFactory, vitrine_home: Path) -> Path:
    """A store of two products, made with `--robust`."""
    folder = tmp_path_factory.mktemp("robust")
    source = folder / "shop.csv"
    source.write_text("id,title,price\na,red dress,40\nb,blue ceramic mug,9\n", encoding="utf-8")
    store = folder / "store"
    assert run(["catalogue", "add", str(source), "--robust", "--store", str(store)]) == 0
    return store


def test_a_store_made_with_robust_is_asked_with_and_without_the_flag(
    robust_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for flag in (["--robust"], []):
        assert run(["ask", "red dress", "--json", "--store", str(robust_shop), *flag]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["models"]["encoder"]["name"] == "pocket-robust"
        assert answer["hits"][0]["id"] == "a"


def test_a_store_of_pocket_is_not_asked_robustly_and_the_way_is_named(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "red dress", "--robust", "--store", str(sample_store)]) == 2
    told = capsys.readouterr().err
    assert "vitrine models use pocket-robust" in told


def test_robust_and_another_model_at_once_are_refused(
    robust_shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(robust_shop.parent / "shop.csv")
    store = ["--store", str(tmp_path / "new")]
    assert run(["catalogue", "add", source, "--robust", "--model", "pocket", *store]) == 2
    assert "leave one of them out" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("model", ["pocket", "pocket-robust"])
def test_what_ships_with_an_encoder_was_fitted_for_its_weights(
    model: str, vitrine_home: Path
) -> None:
    encoder = load_encoder(model)
    assert load_calibration(encoder).calibrated
    assert load_mixing(encoder.folder, encoder.n_dims) is not None
