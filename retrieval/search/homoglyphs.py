"""Letters of other scripts that look like Latin ones, put back before anything reads them; pure."""

from __future__ import annotations

from collections.abc import Callable

# Letters of other scripts that most fonts draw as the Latin one (Unicode TR39, confusables).
HOMOGLYPHS: dict[str, str] = {
    "a": "\u0430\u0251",
    "c": "\u0441\u03f2",
    "d": "\u0501",
    "e": "\u0435",
    "h": "\u04bb",
    "i": "\u0456",
    "j": "\u0458\u03f3",
    "k": "\u03ba",
    "l": "\u04cf",
    "n": "\u0578",
    "o": "\u043e\u03bf\u0585",
    "p": "\u0440\u03c1",
    "q": "\u051b",
    "s": "\u0455",
    "u": "\u057d",
    "v": "\u03bd\u0475",
    "w": "\u051d",
    "x": "\u0445",
    "y": "\u0443",
}
_LATIN_OF = {
    ord(cased): latin_cased
    for latin, looks in HOMOGLYPHS.items()
    for look in looks
    for cased, latin_cased in ((look, latin), (look.upper(), latin.upper()))
}


def without_homoglyphs(text: str, is_known: Callable[[str], bool] = lambda word: False) -> str:
    """In words that mix scripts, or are all look-alikes, the Latin letters they look like.

    A word with any letter of another script that looks like no Latin one is left as it is, and so
    is one that is_known: a shop's own Russian or Greek.
    """
    if text.isascii():
        return text
    return " ".join(word if is_known(word) else _latin_word(word) for word in text.split(" "))


def _latin_word(word: str) -> str:
    plain = word.translate(_LATIN_OF)
    return plain if plain.isascii() else word
