"""What the documents say runs as it stands: README commands and the Python page."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from assistant.cli.main import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON_PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def ask_commands() -> list[str]:
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("vitrine ask") and "--store" not in line]


def test_the_readme_shows_how_to_ask() -> None:
    assert len(ask_commands()) >= 8


@pytest.mark.parametrize("command", ask_commands())
def test_a_readme_question_is_answered(
    command: str,
    sample_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(command, comments=True)
    assert run(words[1:]) == 0
    assert capsys.readouterr().out.strip()


def test_the_python_page_runs_as_it_stands(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    pages = blocks(PYTHON_PAGE, "python")
    assert len(pages) == 3
    for page in pages:
        exec(compile(page, "docs/python.md", "exec"), {})
