"""`vitrine evaluate` measures a store with a person's own queries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import run
from tests.checkpoints import make_open_clip_folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, vitrine_home: Path) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    model = make_open_clip_folder(folder / "tiny")
    (folder / "shop.csv").write_text(
        "id,title\na,Red coffee mug\nb,Blue wool scarf\nc,Oak table\n", encoding="utf-8"
    )
    source = str(folder / "shop.csv")
    assert run(["catalogue", "add", source, "--model", str(model), "--store", str(folder)]) == 0
    return folder


def test_figures_and_the_queries_that_failed(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.csv"
    queries.write_text(
        "query,expected_ids,kind\ncoffee mug,a,plain\nwool scarf,b,plain\noak table,gone,lost\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    arguments = ["evaluate", str(queries), "--store", str(store), "--mode", "lexical"]
    assert run([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    kinds = report["modes"]["lexical"]
    assert kinds["plain"]["recall@1"] == 1.0
    assert kinds["lost"]["recall@10"] == 0.0
    assert [failed["query"] for failed in report["failed"]] == ["oak table"]
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    assert "recall@1" in shown
    assert "oak table  wanted gone" in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "queries.csv"), ("what\nmug\n", "queries.csv"), (None, "queries.csv")],
)
def test_a_file_that_holds_no_queries_is_told(
    text: str | None,
    said: str,
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    queries = tmp_path / "queries.csv"
    if text is not None:
        queries.write_text(text, encoding="utf-8")
    assert run(["evaluate", str(queries), "--store", str(store)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.strip().count("\n") == 0
