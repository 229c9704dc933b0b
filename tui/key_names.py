"""A key's name as a person writes it, as Textual knows it and as it is told; not what it does."""

from __future__ import annotations

from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")  # in the order of Textual's names
NAMED_KEYS = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
    *("backspace", "tab", "enter", "escape", "space"),
    *(f"f{number}" for number in range(1, 25)),
}
OTHER_SPELLINGS = {
    "control": "ctrl",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
}
# A terminal sends the same bytes for both.
SAME_IN_TERMINALS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
TOLD_NAMES = {"pageup": "Page Up", "pagedown": "Page Down"}


def key_named(written: str) -> str | None:
    """Textual's name of a key; None when there is no such key.

    >>> key_named("Ctrl+Page Down"), key_named("?"), key_named("shift+a"), key_named("f99")
    ('ctrl+pagedown', 'question_mark', 'A', None)
    """
    text = written.strip()
    *modifiers, base = [text] if len(text) == 1 else text.replace(" ", "").split("+")
    name = _base_named(base)
    known = {OTHER_SPELLINGS.get(modifier.lower(), modifier.lower()) for modifier in modifiers}
    if name is None or not known <= set(MODIFIERS):
        return None
    if known == {"shift"} and writes(name):
        return name.upper() if len(name) == 1 and name.isalpha() else None
    if known and len(name) == 1:
        name = name.lower()
    key = "+".join((*sorted(known), name))
    return SAME_IN_TERMINALS.get(key, key)


def writes(key: str) -> bool:
    """Whether a key of Textual's name puts a character where one is typed."""
    return key == "space" or (key not in NAMED_KEYS and _character_of(key) is not None)


def told_key(key: str) -> str:
    """A key of Textual's name to a person.

    >>> told_key("ctrl+pagedown"), told_key("f2"), told_key("question_mark")
    ('Ctrl+Page Down', 'F2', '?')
    """
    *modifiers, base = key.split("+")
    character = _character_of(base) if base not in NAMED_KEYS else None
    if character is None:
        shown = TOLD_NAMES.get(base, base.capitalize())
    else:
        shown = character.upper() if modifiers else character
    return "+".join((*(modifier.capitalize() for modifier in modifiers), shown))


def _character_of(key: str) -> str | None:
    return key_to_character(REPLACED_KEYS.get(key, key))


def _base_named(written: str) -> str | None:
    if len(written) == 1:
        return _character_to_key(written) if written.isprintable() else None
    name = OTHER_SPELLINGS.get(written.lower(), written.lower())
    if name in NAMED_KEYS:
        return name
    character = _character_of(name)  # by its Unicode name, which emoji have too
    is_punctuation = character is not None and character.isascii() and character.isprintable()
    return _character_to_key(character) if is_punctuation and character is not None else None
