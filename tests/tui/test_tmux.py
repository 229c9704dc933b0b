"""The app in a real tmux: keys, Chinese, other sizes, a kill, and the shell afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.real_terminal import wait_for

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

APP = shlex.join([sys.executable, "-c", "from tui.start import main; main()"])
PROMPT = "\nshell>"


class Tmux:
    """One window of a server of its own, with a shell in it."""

    def __init__(self, folder: Path) -> None:
        self._socket = f"vitrine-{os.getpid()}"
        self._pid_file = folder / "pid"
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "TMUX"},
            "LC_ALL": "C.UTF-8",
            "ENV": "",
        }
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "36", "sh")

    def start_shell(self) -> None:
        """A prompt to know it by."""
        # What is typed before the shell's own prompt is shown beside it, and never stands alone.
        wait_for(lambda: any(line.strip() for line in self.screen()), self.screen)
        self.type("PS1='shell''> '")  # so that what is typed is not yet the prompt
        self.press("Enter")
        self.until(PROMPT)

    def run(self, *words: str) -> str:
        """What one tmux command says."""
        ran = subprocess.run(
            ["tmux", "-u", "-L", self._socket, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout

    def start_app(self) -> None:
        """As a person starts it; it answers when this returns."""
        inner = f"echo $$ > {shlex.quote(str(self._pid_file))}; exec {APP}"
        self.type(f"sh -c {shlex.quote(inner)}")
        self.press("Enter")
        self.until("692 products")

    def type(self, text: str) -> None:
        """Characters as they are."""
        self.run("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Keys by tmux's names."""
        self.run("send-keys", *keys)

    def screen(self) -> list[str]:
        """The lines on show."""
        return self.run("capture-pane", "-p").splitlines()

    def until(self, words: str) -> None:
        """Wait for words to be on show."""
        wait_for(lambda: words in "\n".join(["", *self.screen()]), self.screen)

    def resize(self, n_columns: int, n_rows: int) -> None:
        """The window's new size."""
        self.run("resize-window", "-x", str(n_columns), "-y", str(n_rows))

    def state(self) -> str:
        """Alternate screen, cursor and mouse, as tmux believes them to be."""
        return self.run(
            "display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"
        ).strip()

    def kill_app(self) -> None:
        """A SIGTERM to the app."""
        os.kill(int(self._pid_file.read_text()), signal.SIGTERM)

    def close(self) -> None:
        """End the server and everything in it."""
        self.run("kill-server")


@pytest.fixture(scope="module")
def tmux(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tmux]:
    """The app over the sample shop, answering; the last test ends it."""
    tmux = Tmux(tmp_path_factory.mktemp("tmux"))
    try:
        tmux.start_shell()
        tmux.start_app()
        yield tmux
    finally:
        tmux.close()


def test_what_is_typed_shows_products(tmux: Tmux) -> None:
    tmux.type("long red dress")
    tmux.until("Long Red Silk Dress")
    tmux.press("Enter")
    tmux.until("long red dress ✕")


def test_chinese_is_typed_and_every_line_keeps_its_width(tmux: Tmux) -> None:
    tmux.type("红色连衣裙")
    tmux.until("红色连衣裙")
    typed = next(line for line in tmux.screen() if "红色连衣裙" in line and "for" not in line)
    above = next(line for line in tmux.screen() if "▔▔▔" in line)
    assert cell_len(typed.rstrip()) == cell_len(above.rstrip())
    tmux.press("Enter")
    tmux.until("红色连衣裙 ✕")
    tmux.until("for 红色连衣裙")


def test_the_window_can_be_made_small_and_large(tmux: Tmux) -> None:
    tmux.type("umbrella")
    tmux.press("Enter")
    tmux.until("for umbrella")
    for n_columns, n_rows in ((80, 24), (140, 40), (80, 24)):
        tmux.resize(n_columns, n_rows)
        wait_for(partial(is_laid_out, tmux, n_columns, n_rows), tmux.screen)
        tmux.until("Umbrella")
        assert all(cell_len(line) <= n_columns for line in tmux.screen())


def is_laid_out(tmux: Tmux, n_columns: int, n_rows: int) -> bool:
    """Whether keys and prompt stand at the foot, and the details where there is room."""
    lines = tmux.screen()
    borders = [i for i, line in enumerate(lines) if "▁▁▁" in line and "▊" in line]
    has_details = any("department" in line for line in lines)
    is_wide = n_columns >= 100
    return "Quit" in lines[-1] and borders == [n_rows - 2] and has_details == is_wide


def test_a_kill_leaves_the_shell_as_it_was(tmux: Tmux) -> None:
    assert tmux.state() == "1 0 1"
    tmux.kill_app()
    wait_for(lambda: "\n".join(tmux.screen()).rstrip().endswith(PROMPT), tmux.screen)
    tmux.type("echo it ended with $?")
    tmux.until("echo it ended with $?")
    tmux.press("Enter")
    tmux.until("it ended with 143")
    assert tmux.state() == "0 1 0"
    assert "Traceback" not in "".join(tmux.screen())
