"""Where writing has spaces between words and where not, to part and to join text; not languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# First and last characters, by Unicode's blocks.
_UNSPACED_SCRIPTS = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3005", "\u3007"),  # Han: iteration mark, closing mark, zero
    ("\u3040", "\u30ff"),  # kana
    ("\u31f0", "\u31ff"),  # kana for Ainu
    ("\u3400", "\u9fff"),  # Han
    ("\ua9e0", "\ua9ff"),  # Burmese, extended
    ("\uaa60", "\uaa7f"),  # Burmese, extended
    ("\uf900", "\ufaff"),  # Han, compatibility
    ("\uff66", "\uff9f"),  # kana, half width
    ("\U00020000", "\U0003ffff"),  # Han, supplementary
)
# Of these Whisper gives words token by token, their spaces lost. Khmer is not among them: it is
# parted at the spaces between its phrases, which belong there.
_UNSPACED_LANGUAGES = frozenset({"zh", "yue", "ja", "th", "lo", "my"})
_VIRAMA = 9  # Unicode's class of signs that draw the next letter under the one before


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script written without spaces between words.

    Han, kana, Thai, Lao, Burmese, Khmer; False for "".
    """
    return any(first <= character <= last for first, last in _UNSPACED_SCRIPTS)


def word_gap(language: str) -> str:
    """What stands between two words of a transcript in a language (an ISO code): " " or ""."""
    return "" if language in _UNSPACED_LANGUAGES else " "


def words_of(text: str) -> tuple[str, ...]:
    """A text's words, with their punctuation; in scripts without spaces each letter is one.

    A letter keeps its vowel signs and tone marks, and what is joined to it without a space: "T恤".
    """
    words: list[str] = []
    for part in text.split():
        current = last_letter = ""
        for character in part:
            is_letter = character.isalnum()
            is_parted = is_unspaced(character) and is_unspaced(last_letter)
            if is_letter and is_parted and unicodedata.combining(current[-1]) != _VIRAMA:
                words.append(current)
                current = ""
            current += character
            last_letter = character if is_letter else last_letter
        words.append(current)
    return tuple(words)


def joined(words: Iterable[str]) -> str:
    """Words as one text, without spaces where the script has none."""
    text = ""
    for word in words:
        text += word if not text or _is_tight(text, word) else f" {word}"
    return text


def _is_tight(text: str, word: str) -> bool:
    """Whether a word follows a text without a space, as a mark alone does, too."""
    first = _first_letter(word)
    return is_unspaced(_first_letter(reversed(text))) and (not first or is_unspaced(first))


def _first_letter(characters: Iterable[str]) -> str:
    return next((character for character in characters if character.isalnum()), "")
