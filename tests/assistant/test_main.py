"""The command line tells mistakes in one sentence and exits as documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from assistant.cli import main as command_line
from assistant.cli.main import COMMANDS, cli, run
from retrieval.errors import InternalError, StoreError


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert "Usage:" in capsys.readouterr().out


def test_help_imports_no_model_library() -> None:
    program = (
        "import sys; from assistant.cli.main import run; run(['--help']); "
        "heavy = {'torch', 'open_clip', 'transformers', 'onnxruntime', 'numpy', 'PIL'}; "
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "Nothing to look for"),
        (["ask", "dress", "-k", "0"], "0 is not in the range"),
        (["ask", "dress", "-k", "ten"], "not a valid integer"),
        (["ask", "dress", "--filter", "price!!40"], "price!!40"),
        (["ask", "dress", "--image", "a.jpg:0"], "weight"),
        (["ask", "dress", "--store", "nowhere"], "There is no store"),
        (["catalogue", "add", "nowhere.csv", "--store", "new"], "There is no file or folder"),
        (["catalogue", "info", "--store", "nowhere"], "There is no store"),
        (["catalogue", "add", ".", "--store", "new", "--column", "x"], "must look like"),
        (["frobnicate"], "No such command"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert said in streams.err
    assert "Traceback" not in streams.err


def test_without_any_store_a_newcomer_is_told_of_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    assert run(["ask", "dress"]) == 2
    assert "`vitrine demo`" in capsys.readouterr().err


def _failing(error: Exception) -> click.Command:
    def fail() -> None:
        raise error

    return click.Command("fail", callback=fail)


@pytest.mark.parametrize(
    ("error", "code"),
    [(StoreError("The store is gone."), 2), (InternalError("A promise broke."), 1)],
)
def test_known_errors_keep_their_exit_code(
    error: Exception,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "get_command", lambda ctx, name: _failing(error))
    assert run(["fail"]) == code
    assert capsys.readouterr().err == f"vitrine: {error}\n"


def test_a_defect_of_ours_is_one_sentence_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VITRINE_DEBUG", raising=False)
    monkeypatch.setattr(cli, "get_command", lambda ctx, name: _failing(KeyError("lost")))
    assert run(["fail"]) == 1
    told = capsys.readouterr().err
    assert "on our side" in told
    assert told.count("\n") == 1


def test_an_error_cannot_drive_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = StoreError("file \x1b[2J\x07 [red]gone[/red]")
    monkeypatch.setattr(cli, "get_command", lambda ctx, name: _failing(hostile))
    assert run(["fail"]) == 2
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "\x07" not in told
    assert "[red]gone[/red]" in told


def test_ctrl_c_is_a_word_and_code_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line.cli, "main", interrupt)
    assert run(["ask", "dress"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"
