"""The curve over labels a class is one command on real folders, which goes on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders.encoder import Encoder
from retrieval.training.heads import shots
from retrieval.training.heads.shots_shops import shots_shops


def test_labels_are_of_the_train_split_and_questions_of_the_validation_split(
    pocket: Encoder, tiny_data: Path
) -> None:
    groceries, numbered, garments = shots_shops(pocket, tiny_data)
    assert (len(groceries.labelled.queries), len(groceries.test.queries)) == (18, 6)
    assert (len(garments.labelled.queries), len(garments.test.queries)) == (8, 8)
    assert set(groceries.labelled.right) == {frozenset({row}) for row in range(3)}
    assert len(groceries.test.pictures) == 3
    assert len(numbered.test.pictures) == 0
    assert np.array_equal(numbered.test.queries, groceries.test.queries)
    assert not np.allclose(numbered.test.texts, groceries.test.texts, atol=0.1)


def test_the_command_writes_figures_and_a_picture_and_does_not_measure_twice(
    tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, picture = tmp_path / "shots.json", tmp_path / "shots.svg"
    few = ["--shots", "1", "2", "--seeds", "7", "--no-samples"]
    common = ["pocket", "--data", str(tiny_data), *few, "--json", str(out)]
    assert shots.main([*common, "--shops", "garments"]) == 0
    assert "| garments | 2 |" in capsys.readouterr().out
    told = json.loads(out.read_text("utf-8"))
    assert set(told["curves"]) == {"garments"}
    told["curves"]["garments"]["zero-shot"] = 0.123
    out.write_text(json.dumps(told), encoding="utf-8")
    assert shots.main([*common, "--shops", "garments", "--picture", str(picture)]) == 0
    assert "0.123" in capsys.readouterr().out
    assert "garments" in picture.read_text("utf-8")
    for wrong, says in (
        ([*common, "--shops", "hats"], "no shop hats"),
        ([*common, "--seeds", "8"], "another encoder, shots or seeds"),
        (["pocket", "--data", str(tmp_path)], "neither grocery/"),
    ):
        assert shots.main(wrong) == 2
        assert says in capsys.readouterr().err
