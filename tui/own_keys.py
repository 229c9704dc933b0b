"""The file in which a person gives actions other keys, checked line by line; nothing is bound here.

A line is `talk = "f10"`: TOML of one line each, so that a mistake in one costs that one alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions import ACTIONS
from tui.cells import harmless
from tui.key_names import key_named, told_key, writes
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results

if TYPE_CHECKING:
    from textual.binding import BindingType

FILE_NAME = "keys.toml"
LONGEST_FILE = 100_000
LONGEST_TOLD = 40  # characters of what the file holds
BY_NAME = {action.name: action for action in ACTIONS}
QUIT = "quit"
QUIT_KEY = BY_NAME[QUIT].key


@dataclass(frozen=True)
class OwnKeys:
    """keymap: keys by the action's name, as Textual takes them. problems: a sentence each."""

    keymap: dict[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    """An action's new keys. where: the file and the line's number."""

    action: str
    keys: tuple[str, ...]
    where: str

    @property
    def stays(self) -> str:
        """What holds without the line."""
        return f"{self.action} keeps {told_key(BY_NAME[self.action].key)}"


class _LineError(Exception):
    """Why a line cannot be used and what to do, without the place."""


def read_own_keys(path: Path) -> OwnKeys:
    """What the file says, nothing when there is none; what is wrong in it is left out and told."""
    try:
        if not path.exists():
            return OwnKeys({})
        if not path.is_file():
            return OwnKeys({}, (f"{path} is no file, so all keys are the usual ones.",))
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return own_keys(file.read(LONGEST_FILE), str(path))
    except OSError as error:
        problem = f"{path} cannot be read ({error.strerror or error}); all keys are the usual ones."
        return OwnKeys({}, (problem,))


def own_keys(text: str, name: str = FILE_NAME) -> OwnKeys:
    """What a file's text says. name: of the file, to a person.

    >>> own_keys('talk = "f10"').keymap
    {'talk': 'f10'}
    """
    lines: dict[str, _Line] = {}
    problems: list[str] = []
    for number, written in enumerate(text.splitlines(), 1):
        where = f"{name}, line {number}"
        try:
            line = _read_line(written, where)
            if line is not None and line.action in lines:
                before = lines[line.action].where
                raise _LineError(f"{line.action} has its key in {before} already; remove one.")
        except _LineError as error:
            problems.append(harmless(f"{where}: {error}"))
            continue
        if line is not None:
            lines[line.action] = line
    problems += _take_clashing_out(lines)
    return OwnKeys({line.action: ",".join(line.keys) for line in lines.values()}, tuple(problems))


def _read_line(written: str, where: str) -> _Line | None:
    try:
        values = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError):
        values = {"": None}
    if not values:
        return None
    name, value = next(iter(values.items()))
    if name and name not in BY_NAME:
        raise _LineError(_unknown(name))
    if not isinstance(value, str):
        raise _LineError('a line is an action and its key, as in talk = "f10"; correct it.')
    keys = [_checked_key(name, one) for one in value.split(",")]
    if name == QUIT:
        keys.insert(0, QUIT_KEY)
    return _Line(name, tuple(dict.fromkeys(keys)), where)


def _unknown(name: str) -> str:
    near = get_close_matches(name, BY_NAME, n=1)
    known = f"Did you mean {near[0]}?" if near else f"The actions are {', '.join(BY_NAME)}."
    return f"there is no action {name[:LONGEST_TOLD]}. {known}"


def _checked_key(action: str, written: str) -> str:
    key = key_named(written)
    is_for_hits = BY_NAME[action].is_for_hits
    another = f"; choose another such as {'x or f10' if is_for_hits else 'f10 or ctrl+y'}."
    if key is None:
        raise _LineError(f"“{written[:LONGEST_TOLD]}” is no key{another}")
    if key == BY_NAME[action].key:
        return key
    if writes(key) and not is_for_hits:
        raise _LineError(f"{told_key(key)} could not be typed into the prompt any more{another}")
    if key in (IN_RESULTS if is_for_hits else IN_PROMPT):
        place = "moves among the products" if is_for_hits else "is needed to write in the prompt"
        raise _LineError(f"{told_key(key)} {place}{another}")
    if key in EVERYWHERE:
        raise _LineError(f"{told_key(key)} {EVERYWHERE[key]}{another}")
    return key


def _take_clashing_out(lines: dict[str, _Line]) -> list[str]:
    """Remove the lines whose key is another action's; the first line of a key keeps it.

    A line that goes gives its action the usual key back, which may be what another line took.
    """
    problems = []
    while clash := _clash(lines):
        line, other, key = clash
        del lines[line.action]
        problems.append(
            f"{line.where}: {told_key(key)} is the key of {other} already, so {line.stays}; "
            "give one of them another key."
        )
    return problems


def _clash(lines: dict[str, _Line]) -> tuple[_Line, str, str] | None:
    """A line, the action that its key belongs to, and the key."""
    owners = {
        key: action.name for action in ACTIONS if action.name not in lines for key in [action.key]
    }
    for line in lines.values():
        for key in line.keys:
            if owners.setdefault(key, line.action) != line.action:
                return line, owners[key], key
    return None


def _keys_of(bindings: Iterable[BindingType]) -> set[str]:
    """Of those that are no entries of the action table."""
    found = set()
    for binding in bindings:
        written = binding[0] if isinstance(binding, tuple) else binding.key
        if isinstance(binding, tuple) or binding.id is None:
            found |= {key_named(key) or key for key in written.split(",")}
    return found


# What a key is for where it would be pressed, so that it can be no action's.
IN_PROMPT = {
    "tab",
    "shift+tab",
    *(key for kind in Prompt.__mro__ for key in _keys_of(vars(kind).get("BINDINGS", ()))),
} - {action.key for action in ACTIONS}
IN_RESULTS = {"tab", "shift+tab", "enter", *"123456789", *_keys_of(Results.BINDINGS)}
EVERYWHERE = {
    QUIT_KEY: "always leaves Vitrine",
    "escape": "leaves every window",
    "ctrl+p": "opens the palette",
    "ctrl+g": "stops what goes on in a window",
}
