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
from tui.language import worded
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

NO_FILE = "{path} is no file, so all keys are the usual ones."
UNREADABLE = "{path} cannot be read ({cause}); all keys are the usual ones."
TWICE = "{action} has its key in {where} already; remove one."
NO_LINE = 'a line is an action and its key, as in talk = "f10"; correct it.'
ANOTHER = "{why}; choose another such as f10 or ctrl+y."
ANOTHER_FOR_HITS = "{why}; choose another such as x or f10."
TYPED = "{key} could not be typed into the prompt any more"
MOVES = "{key} moves among the products"
WRITES = "{key} is needed to write in the prompt"
CLASH = "{key} is the key of {other} already, so {stays}; give one of them another key."


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
        kept = told_key(BY_NAME[self.action].key)
        return worded("{action} keeps {key}", action=self.action, key=kept)


class _LineError(Exception):
    """Why a line cannot be used and what to do, without the place."""


def read_own_keys(path: Path) -> OwnKeys:
    """What the file says, nothing when there is none; what is wrong in it is left out and told."""
    try:
        if not path.exists():
            return OwnKeys({})
        if not path.is_file():
            return OwnKeys({}, (worded(NO_FILE, path=path),))
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return own_keys(file.read(LONGEST_FILE), str(path))
    except OSError as error:
        return OwnKeys({}, (worded(UNREADABLE, path=path, cause=error.strerror or error),))


def own_keys(text: str, name: str = FILE_NAME) -> OwnKeys:
    """What a file's text says. name: of the file, to a person.

    >>> own_keys('talk = "f10"').keymap
    {'talk': 'f10'}
    """
    lines: dict[str, _Line] = {}
    problems: list[str] = []
    for number, written in enumerate(text.splitlines(), 1):
        where = worded("{file}, line {number}", file=name, number=number)
        try:
            line = _read_line(written, where)
            if line is not None and line.action in lines:
                before = lines[line.action].where
                raise _LineError(worded(TWICE, action=line.action, where=before))
        except _LineError as error:
            problems.append(harmless(worded("{where}: {problem}", where=where, problem=error)))
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
        raise _LineError(worded(NO_LINE))
    keys = [_checked_key(name, one) for one in value.split(",")]
    if name == QUIT:
        keys.insert(0, QUIT_KEY)
    return _Line(name, tuple(dict.fromkeys(keys)), where)


def _unknown(name: str) -> str:
    near = get_close_matches(name, BY_NAME, n=1)
    known = (
        worded("Did you mean {text}?", text=near[0])
        if near
        else worded("The actions are {names}.", names=", ".join(BY_NAME))
    )
    unknown = worded("there is no action {name}.", name=name[:LONGEST_TOLD])
    return f"{unknown} {known}"


def _checked_key(action: str, written: str) -> str:
    key = key_named(written)
    is_for_hits = BY_NAME[action].is_for_hits

    def refused(why: str) -> _LineError:
        another = ANOTHER_FOR_HITS if is_for_hits else ANOTHER
        return _LineError(worded(another, why=why))

    if key is None:
        raise refused(worded("“{written}” is no key", written=written[:LONGEST_TOLD]))
    if key == BY_NAME[action].key:
        return key
    if writes(key) and not is_for_hits:
        raise refused(worded(TYPED, key=told_key(key)))
    if key in (IN_RESULTS if is_for_hits else IN_PROMPT):
        place = MOVES if is_for_hits else WRITES
        raise refused(worded(place, key=told_key(key)))
    if key in EVERYWHERE:
        raise refused(worded(EVERYWHERE[key], key=told_key(key)))
    return key


def _take_clashing_out(lines: dict[str, _Line]) -> list[str]:
    """Remove the lines whose key is another action's; the first line of a key keeps it.

    A line that goes gives its action the usual key back, which may be what another line took.
    """
    problems = []
    while clash := _clash(lines):
        line, other, key = clash
        del lines[line.action]
        clash_told = worded(CLASH, key=told_key(key), other=other, stays=line.stays)
        problems.append(worded("{where}: {problem}", where=line.where, problem=clash_told))
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
    QUIT_KEY: "{key} always leaves Vitrine",
    "escape": "{key} leaves every window",
    "ctrl+p": "{key} opens the palette",
    "ctrl+g": "{key} stops what goes on in a window",
}
