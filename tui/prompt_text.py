"""What a prompt holds: words, and the pictures and sounds whose paths stand among them.

Terminals write a dropped file as a path: quoted, escaped, as file://…, several with spaces between.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif")
SOUND_SUFFIXES = (
    ".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".webm", ".aac", ".mp4", ".mov", ".mkv",
)  # fmt: skip
WINDOWS_PATH = re.compile(r"^[A-Za-z]:\\")


@dataclass(frozen=True)
class PromptText:
    """words: the rest of the text. missing: what looks like a file and is none on this machine."""

    words: str
    pictures: tuple[Path, ...] = ()
    sounds: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.words or self.pictures or self.sounds)


def read_prompt(text: str) -> PromptText:
    """The parts of a prompt's text.

    >>> read_prompt("like this but blue '/no/such file.jpg'").missing
    ('/no/such file.jpg',)
    """
    words: list[str] = []
    pictures: list[Path] = []
    sounds: list[Path] = []
    missing: list[str] = []
    for token in tokens(text):
        path = _path(token)
        if path is None:
            words.append(token)
        elif not path.is_file():
            missing.append(token)
        elif path.suffix.lower() in SOUND_SUFFIXES:
            sounds.append(path)
        else:
            pictures.append(path)
    return PromptText(" ".join(words), tuple(pictures), tuple(sounds), tuple(missing))


def tokens(text: str) -> list[str]:
    """The text at its spaces, quoted and escaped ones kept; an apostrophe quotes nothing.

    >>> tokens("mum's mug './my mug.jpg'")
    ["mum's", 'mug', './my mug.jpg']
    """
    found: list[str] = []
    rest = text
    pattern = re.compile(r"""\s*(?:'([^']*)'(?=\s|$)|"([^"]*)"(?=\s|$)|((?:\\.|[^\s])+))""")
    while match := pattern.match(rest):
        rest = rest[match.end() :]
        single, double, plain = match.groups()
        quoted = single if single is not None else double
        if quoted is not None:
            found += [quoted] if _looks_like_path(quoted) else _plain(match.group().strip())
        else:
            found += _plain(plain)
    return found


def _plain(token: str) -> list[str]:
    if WINDOWS_PATH.match(token) or "\\" not in token:
        return [token]
    try:
        return shlex.split(token.replace("'", r"\'").replace('"', r"\""))
    except ValueError:
        return [token]


def _path(token: str) -> Path | None:
    """The path that a token is; None when it is a word."""
    if not _looks_like_path(token):
        return None
    if token.startswith("file://"):
        token = unquote(urlsplit(token).path)
    return Path(token).expanduser()


def _looks_like_path(token: str) -> bool:
    has_suffix = token.lower().endswith((*PICTURE_SUFFIXES, *SOUND_SUFFIXES))
    starts = token.startswith(("/", "./", "../", "~/", "file://")) or WINDOWS_PATH.match(token)
    return has_suffix and (bool(starts) or "." in token[1:]) and len(token) > 4
