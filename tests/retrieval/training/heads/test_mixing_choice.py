"""Mixed queries are labelled rightly, and the better way of mixing is found and kept."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.fusion import unit
from retrieval.heads.mixing import Mixing, load_mixing
from retrieval.training.heads import __main__ as command
from retrieval.training.heads.mixed_queries import (
    MixedQueries,
    garment_queries,
    read_garments,
    split_of,
)
from retrieval.training.heads.mixing_choice import PLAIN, choose_mixing
from retrieval.training.heads.mixing_fit import MixingRecipe, recall
from retrieval.training.pictures import is_held_out
from tests.retrieval.training.conftest import picture, write_rows

QUICK = MixingRecipe(
    n_steps=150, batch_queries=64, learning_rate=0.02, dropout=0.0, n_tokens=2, width=8
)
N_COLOURS, N_KINDS = 5, 6


def change_queries(seed: int, n: int = 120) -> MixedQueries:
    """A gallery of kinds by colours; the photo shows both, the words name another colour.

    Right is the photo's kind in the colour of the words: components 0 to 5 are the kind, 6 to 10
    the colour, 11 is of words alone. The photo's own colour, which drowns its kind, must be
    forgotten: no sum does that.
    """
    rng = np.random.default_rng(seed)
    kinds, colours = np.eye(12)[:N_KINDS], np.eye(12)[N_KINDS:11]
    gallery = unit((kinds[:, None] + colours[None]).reshape(-1, 12))
    kind, own = rng.integers(N_KINDS, size=n), rng.integers(N_COLOURS, size=n)
    wanted = (own + rng.integers(1, N_COLOURS, size=n)) % N_COLOURS
    right = np.zeros((n, len(gallery)), bool)
    right[np.arange(n), kind * N_COLOURS + wanted] = True
    photos = kinds[kind] + 3 * colours[own] + 0.1 * rng.standard_normal((n, 12))
    return MixedQueries(
        "toys",
        gallery,
        unit(colours[wanted] + np.eye(12)[11]),
        unit(photos),
        right,
        np.zeros_like(right),
        np.ones(n, bool),
    )


def test_a_learned_mixing_forgets_the_colour_that_the_words_replace() -> None:
    train, validation, test = ([change_queries(seed)] for seed in range(3))
    plain = recall(Mixing("add"), test[0]).mean()
    best, table = choose_mixing(train, validation, test, seeds=(7, 8), recipe=QUICK)
    assert best is not None
    assert table["best"] == best.kind
    assert recall(best, test[0]).mean() > plain + 0.5
    for kind in ("concat", "gate", "attention"):
        assert table["kinds"][kind]["test"]["toys, changed"]["recall@1"] > plain + 0.3
    assert table["kinds"][PLAIN]["test"]["toys, changed"]["recall@1"] == pytest.approx(
        plain, abs=1e-3
    )


def test_where_nothing_beats_the_sum_the_sum_stays() -> None:
    rng = np.random.default_rng(0)
    gallery = unit(rng.standard_normal((20, 11)))
    right = np.eye(20, dtype=bool)
    no = np.zeros_like(right)
    easy = [MixedQueries("toys", gallery, gallery, gallery, right, no, no[0])]
    best, table = choose_mixing(easy, easy, easy, seeds=(7,), recipe=QUICK)
    assert best is None
    assert table["best"] == PLAIN


def test_products_that_may_be_right_count_neither_way() -> None:
    queries = change_queries(3)
    open_all = dataclasses.replace(queries, open=~queries.right)
    assert recall(Mixing("max"), open_all).all()


def garments(data: Path) -> None:
    """Dresses and trousers in two colours, eight photos of each."""
    colours = {"red": (200, 25, 35), "blue": (30, 60, 180)}
    for split in ("train", "validation"):
        lines = []
        for category in ("dress", "pants"):
            (data / "clothing" / split / category).mkdir(parents=True)
            for colour, rgb in colours.items():
                for photo in range(8):
                    name = f"{split}/{category}/{colour}-{photo}.jpg"
                    picture(rgb, photo).save(data / "clothing" / name)
                    lines.append([name, category])
        write_rows(data / "clothing" / f"{split}.csv", ["image", "category"], lines)


def test_a_garment_in_another_colour_is_right_and_the_photo_itself_never(
    pocket: Encoder, tmp_path: Path
) -> None:
    garments(tmp_path)
    queries = garment_queries(pocket, read_garments(tmp_path, "test"), "test")
    assert len(queries.texts) == 32  # each garment in the one colour that it has not
    assert queries.changes.all()
    for row in range(32):
        first = row - row % 16  # of its category
        own = set(range(first, first + 8) if row % 16 < 8 else range(first + 8, first + 16))
        category = set(range(first, first + 16))
        assert set(np.flatnonzero(queries.right[row])) == category - own
        assert queries.open[row, row]
    shared = read_garments(tmp_path, "train")
    train = garment_queries(pocket, shared, "train")
    held_out = garment_queries(pocket, shared, "validation")
    assert len(train.gallery) + len(held_out.gallery) == 32


def test_every_product_is_of_one_split_and_most_are_to_train_on() -> None:
    splits = [split_of(f"product-{i}") for i in range(500)]
    assert 250 < splits.count("train") < 350
    assert min(splits.count("validation"), splits.count("test")) > 60


def test_the_comparison_runs_as_a_command(
    tmp_path: Path,
    vitrine_home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    garments(tmp_path)
    csv = tmp_path / "clothing" / "train.csv"
    for colour, rgb in (("red", (200, 25, 35)), ("blue", (30, 60, 180))):
        names = (f"train/dress/{colour}-more-{i}.jpg" for i in range(1000))
        for name in list(filter(lambda name: is_held_out(name, 0.06), names))[:4]:
            picture(rgb, 5).save(tmp_path / "clothing" / name)
            csv.write_text(f"{csv.read_text('utf-8').rstrip()}\n{name},dress\n", "utf-8")
    arguments = ["pocket", "--data", str(tmp_path), "--no-samples", "--steps", "40"]
    out, into = tmp_path / "table.json", tmp_path / "heads"
    assert command.main([*arguments, "--json", str(out), "--into", str(into)]) == 0
    table = json.loads(out.read_text("utf-8"))
    assert set(table["kinds"]) == {PLAIN, "add", "max", "concat", "gate", "attention"}
    assert f"{table['best']} is the best" in capsys.readouterr().out
    mixing = load_mixing(into, 192)
    assert (mixing is None) == (table["best"] == PLAIN)
    alone = tmp_path / "alone"
    one = ["--kinds", "attention", "--seeds", "7", "--into", str(alone), "--json", str(out)]
    assert command.main([*arguments, *one]) == 0
    assert set(json.loads(out.read_text("utf-8"))["kinds"]) == {PLAIN, "attention"}
    assert command.main(["pocket", "--no-samples"]) == 2
