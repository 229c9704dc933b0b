"""Where a copied text goes: a program of this machine, tmux, or the terminal by OSC 52."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

WAIT_S = 3.0


@dataclass(frozen=True)
class Route:
    """command: takes the text from its standard input. name: to a person."""

    name: str
    command: tuple[str, ...]


def local_route(
    environment: Mapping[str, str],
    find: Callable[[str], str | None] = shutil.which,
    platform: str = sys.platform,
) -> Route | None:
    """The program that reaches the clipboard before the person; None where only OSC 52 does.

    tmux ignores OSC 52 of programs in it unless it is told otherwise, but passes its own buffer on.
    Over ssh the clipboard of this machine is the wrong one.
    """
    if environment.get("TMUX") and find("tmux"):
        return Route("tmux", ("tmux", "load-buffer", "-w", "-"))
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return None
    choices: list[tuple[bool, tuple[str, ...]]] = [
        (platform == "darwin", ("pbcopy",)),
        (platform == "win32", ("clip",)),
        (bool(environment.get("WAYLAND_DISPLAY")), ("wl-copy",)),
        (bool(environment.get("DISPLAY")), ("xclip", "-selection", "clipboard")),
        (bool(environment.get("DISPLAY")), ("xsel", "--clipboard", "--input")),
    ]
    for is_here, command in choices:
        if is_here and find(command[0]):
            return Route(command[0], command)
    return None


def copied(text: str, route: Route) -> bool:
    """Whether the program took the text; waits for it, so it is for a thread."""
    try:
        ran = subprocess.run(
            route.command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WAIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0
