"""Folds text so that what is indexed and what is asked meet; not for spelling or stemming."""

from __future__ import annotations

import re
import unicodedata

# Longer runs without a blank are data (base64, URLs), not words that anyone types.
WORD_MAX_CHARS = 40

# Scripts written without blanks: Han, kana, hangul and their extensions.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CJK_RUN = re.compile(f"[{_CJK}]+")
_CJK_WORD = re.compile(f"[{_CJK}]+\\Z")
_WORD = re.compile(r"[^\W_]+")

# Accents proper: Latin, Greek, Cyrillic, Hebrew, Arabic. Kana voicing marks (U+3099, U+309A) and
# Indic vowel signs tell words apart and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670]"
)

# Letters that Unicode does not decompose, but a keyboard without them writes like this.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)

_TERMINAL_ESCAPE = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]")
_BLANKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u200b\u2028\u2029]")
# C0 and C1 controls, soft hyphen, joiners and bidirectional controls, BOM, tags, lone surrogates.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def strip_controls(text: str) -> str:
    """The text without characters that steer a terminal or hide; line ends and tabs go blank."""
    return _CONTROLS.sub("", _BLANKS.sub(" ", text))


def fold_letters(text: str) -> str:
    """Compatibility forms, case and accents taken off; the text else as it is, CJK runs whole."""
    if not text.isprintable():
        text = strip_controls(_TERMINAL_ESCAPE.sub(" ", text))
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return text if text.isprintable() else strip_controls(text)


def _cjk_grams(run: re.Match[str]) -> str:
    characters = run.group()
    bigrams = [characters[i : i + 2] for i in range(len(characters) - 1)]
    return f" {' '.join([*characters, *bigrams])} "


def fold(text: str) -> str:
    """The form in which text is indexed and asked: NFKC, no case, no accents, CJK in grams.

    "Café 红色裙" becomes "cafe  红 色 裙 红色 色裙". Both sides of a search fold exactly once: the
    bigrams of bigrams are not the bigrams.
    """
    return _CJK_RUN.sub(_cjk_grams, fold_letters(text)).strip()


def fold_words(text: str) -> list[str]:
    """The words of `fold(text)` in order, repeats and CJK grams included, overlong runs left out.

    These are the rows of the store's `word` table and the terms of a lexical query.
    """
    return [word for word in _WORD.findall(fold(text)) if len(word) <= WORD_MAX_CHARS]


def is_cjk(word: str) -> bool:
    """Whether the word is written wholly in a script without blanks between words."""
    return _CJK_WORD.match(word) is not None
