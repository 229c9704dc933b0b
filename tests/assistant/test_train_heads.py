"""`vitrine train heads` makes a heads file that a store can be switched to, with its figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import run
from retrieval import Store, load_encoder
from retrieval.heads.heads_file import load_heads
from tests.retrieval.training.conftest import tiny_data  # noqa: F401

TINY = {
    "embedding": {"n_views": 1, "n_captions": 2, "n_nonsense": 4, "held_out_share": 0.34},
    "n_steps": 6,
    "batch_pictures": 16,
    "look_every_steps": 3,
    "attack": {
        "share": 0.5,
        "n_attacked": 2,
        "n_stickers": 1,
        "n_corrupted": 1,
        "n_misspelt": 2,
        "n_misheard": 1,
        "steps": 1,
        "look_pictures": 1,
        "look_steps": 1,
    },
}


def test_heads_are_trained_measured_and_used(
    tiny_data: Path,  # noqa: F811
    vitrine_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config, out, store = tmp_path / "recipe.json", tmp_path / "heads.safetensors", tmp_path / "shop"
    config.write_text(json.dumps(TINY), encoding="utf-8")
    common = ["--data", str(tiny_data), "--no-samples", "--config", str(config)]
    arguments = ["train", "heads", *common, "--out", str(out), "--run", str(tmp_path / "run")]
    assert run([*arguments, "--seed", "3", "--attacked", "1"]) == 0
    shown = capsys.readouterr().out
    assert "groceries" in shown
    assert "garments" in shown
    heads = load_heads(out)
    assert heads.about["seed"] == 3
    measured = heads.about["measured"]
    assert measured["plain"].keys() == measured["heads"].keys()
    assert all(row["n"] > 0 for row in measured["heads"].values())
    attacked = measured["attacked"]
    assert attacked["grocery photos"]["4/255"]["n"] == 1
    assert (
        attacked["grocery photos"]["4/255"]["recall@1"]
        <= (attacked["grocery photos"]["clean"]["recall@1"])
    )
    assert "clothing photos, 1 of them attacked" in shown
    assert heads.about["recipe"]["attack"]["share"] == 0.5
    headed = load_encoder(f"pocket+heads:{out}", device="cpu")
    assert headed.folder is not None
    calibration = json.loads((headed.folder / "calibration.json").read_text("utf-8"))
    assert calibration["encoder_id"] == headed.id
    rows = tmp_path / "shop.csv"
    rows.write_text("id,title\n1,Lemon\n2,Red Beet\n", encoding="utf-8")
    assert run(["catalogue", "add", str(rows), "--store", str(store)]) == 0
    assert run(["models", "use", f"pocket+heads:{out}", "--store", str(store)]) == 0
    assert run(["ask", "lemon", "--store", str(store)]) == 0
    assert "Lemon" in capsys.readouterr().out
    with Store.open(store, read_only=True) as opened:
        assert opened.encoder_id == headed.id


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--encoder", "pocket+heads:h.safetensors"], "plain encoder"),
        (["--config", "CONFIG"], "not understood"),
        (["--device", "cuda"], "cuda"),
    ],
)
def test_what_cannot_be_trained_is_told_in_one_sentence(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    vitrine_home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = tmp_path / "recipe.json"
    config.write_text('{"n_epochs": 3}', encoding="utf-8")
    given = [str(config) if argument == "CONFIG" else argument for argument in arguments]
    assert run(["train", "heads", "--out", str(tmp_path / "h"), *given]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told
