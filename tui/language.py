"""The words of the interface in the person's language; not what is asked or what a shop sells.

A sentence stands in the code in English, with its values in braces; another language has a file of
the same sentences in `wording`. What a language lacks stays English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

WORDING = Path(__file__).parent / "wording"
LANGUAGES = ("en", "zh")
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides

_in_use = LANGUAGES[0]


def use_language(language: str) -> None:
    """Word everything in a language from now on. language: one of LANGUAGES."""
    global _in_use
    _in_use = language


def language_in_use() -> str:
    """One of LANGUAGES."""
    return _in_use


def language_of(setting: str, environment: Mapping[str, str]) -> str:
    """The language a setting names, for "auto" the locale's when there is wording for it.

    >>> language_of("auto", {"LANG": "zh_CN.UTF-8"})
    'zh'
    """
    if setting != "auto":
        return setting
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    spoken = locale.partition("_")[0].partition(".")[0].lower()
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def worded(english: str, /, **values: object) -> str:
    """A sentence in the language in use, its values filled in as `str.format` does."""
    sentence = wording(_in_use).get(english, english)
    return sentence.format(**values) if values else sentence


@cache
def wording(language: str) -> Mapping[str, str]:
    """The sentences of a language by the English ones; none for English itself."""
    if language == LANGUAGES[0]:
        return {}
    return tomllib.loads((WORDING / f"{language}.toml").read_text(encoding="utf-8"))
