"""The table of attacked recall is whole, ordered, and printed side by side by one command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.training.robust.__main__ import main
from retrieval.training.robust.measure import measure_robustness
from tests.retrieval.training.conftest import TinySamples


def test_recall_never_rises_with_the_attack_and_every_part_is_there(
    tiny_encoder: Path, tiny_data: Path
) -> None:
    table = measure_robustness(
        str(tiny_encoder), tiny_data, TinySamples(), n_pictures=6, n_steps=2, n_texts=2
    )
    for part, n in (("grocery", 6), ("clothing", 6)):
        shares = [table[part][name]["recall@1"] for name in ("clean", "1/255", "2/255", "4/255")]
        assert shares == sorted(shares, reverse=True)
        assert table[part]["n"] == n
    for part, n in (("grocery names", 3), ("sample titles", 2)):
        assert table[part]["n"] == n
        clean = table[part]["clean"]["recall@1"]
        assert table[part]["1 worst edits"]["recall@1"] <= clean
        assert table[part]["2 worst edits"]["recall@1"] <= clean
    assert json.loads(json.dumps(table)) == table


def test_the_command_prints_encoders_side_by_side(
    tiny_encoder: Path, tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(tiny_encoder), str(tiny_encoder), "--data", str(tiny_data), "--no-samples"]
    written = tmp_path / "tables.json"
    code = main([*arguments, "--pictures", "2", "--steps", "1", "--json", str(written)])
    printed = capsys.readouterr().out
    assert code == 0
    assert "| recall@1 | encoder | encoder |" in printed
    assert printed.count("| 4/255 |") == 2
    assert len(json.loads(written.read_text())) == 2


def test_an_unknown_encoder_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-model", "--no-samples"]) == 2
    assert "unknown" in capsys.readouterr().err
