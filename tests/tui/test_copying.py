"""The clipboard before the person is found, wherever the program runs."""

from __future__ import annotations

import sys
from pathlib import Path

from tui.copying import Route, copied, local_route


def route_of(environment: dict[str, str], *programs: str, platform: str = "linux") -> str:
    found = local_route(
        environment, lambda name: f"/bin/{name}" if name in programs else None, platform
    )
    return found.name if found else "OSC 52"


def test_the_route_follows_where_the_person_is() -> None:
    everything = ("tmux", "wl-copy", "xclip", "xsel", "pbcopy", "clip")
    assert route_of({"TMUX": "x", "SSH_TTY": "y", "DISPLAY": ":0"}, *everything) == "tmux"
    assert route_of({"SSH_TTY": "y", "DISPLAY": ":0"}, *everything) == "OSC 52"
    assert route_of({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, *everything) == "wl-copy"
    assert route_of({"DISPLAY": ":0"}, "xsel") == "xsel"
    assert route_of({"DISPLAY": ":0"}) == "OSC 52"
    assert route_of({}, *everything) == "OSC 52"
    assert route_of({}, *everything, platform="darwin") == "pbcopy"
    assert route_of({}, *everything, platform="win32") == "clip"


def test_a_program_gets_the_text_and_a_failing_one_is_noticed(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    script = f"import sys; open({str(taken)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert copied("ein Stück 红色", Route("it", (sys.executable, "-c", script)))
    assert taken.read_text(encoding="utf-8") == "ein Stück 红色"
    assert not copied("x", Route("it", (sys.executable, "-c", "raise SystemExit(1)")))
    assert not copied("x", Route("it", (str(tmp_path / "none"),)))
