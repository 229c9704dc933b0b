"""The path that a prompt's text ends in, and how it is written on; no file is looked at.

The forms are those that `tui.prompt_text` reads: plain with escaped spaces, or in quotes.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

_QUOTED = re.compile(r"""(?:'[^']*'|"[^"]*")(?=\s|$)""")
_PLAIN = re.compile(r"(?:\\.|\S)+")
_BEGINS = re.compile(r"/|\.\.?/|~/|[A-Za-z]:[\\/]")
_DRIVE = re.compile(r"[A-Za-z]:\\")
QUOTES = "'\""


@dataclass(frozen=True)
class UnfinishedPath:
    """before: the text in front of it. quote: that it is in, "" for none. path: without either."""

    before: str
    quote: str
    path: str

    @property
    def folder(self) -> str:
        """As far as its last separator."""
        return self.path[: len(self.path) - len(self.part)]

    @property
    def part(self) -> str:
        """The beginning of a name, after the last separator."""
        is_windows = _DRIVE.match(self.path) or os.sep == "\\"
        return re.split(r"[/\\]" if is_windows else "/", self.path)[-1]

    def text_with(self, name: str, is_whole: bool) -> str:
        """The prompt's text with another name in the place of the part.

        is_whole: it names a file, and a quote is closed.

        >>> unfinished_path("like /a/my").text_with("my photo.jpg", True)
        'like /a/my\\\\ photo.jpg'
        """
        path = self.folder + name
        fitting = [quote for quote in QUOTES if quote not in path]
        if self.quote and fitting:
            quote = self.quote if self.quote in fitting else fitting[0]
        elif _DRIVE.match(path):  # there a backslash escapes nothing
            quote = '"' if re.search(r"\s", path) else ""
        else:
            quote, path = "", re.sub(r"([\s\\])", r"\\\1", path)
        return f"{self.before}{quote}{path}{quote if is_whole else ''}"


def unfinished_path(text: str) -> UnfinishedPath | None:
    """What the text ends in; None when that is no path, or one with its quote closed.

    >>> unfinished_path("like '/a/my ph")
    UnfinishedPath(before='like ', quote="'", path='/a/my ph')
    """
    at, quoted = 0, None
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif match := _QUOTED.match(text, at):
            at = match.end()
        elif text[at] in QUOTES and _BEGINS.match(text, at + 1):
            return UnfinishedPath(text[:at], text[at], text[at + 1 :])
        else:
            if text[at] in QUOTES and quoted is None:  # or an apostrophe: "'tis"
                quoted = UnfinishedPath(text[:at], text[at], text[at + 1 :])
            match = _PLAIN.match(text, at)
            end = match.end() if match else len(text)
            if end == len(text) and _BEGINS.match(text, at):
                return UnfinishedPath(text[:at], "", _unescaped(text[at:]))
            at = end
    return quoted if quoted is not None and quoted.path and "@" not in quoted.path else None


def _unescaped(token: str) -> str:
    if _DRIVE.match(token):
        return token
    return re.sub(r"\\(.?)", r"\1", token)
