"""Texts to token ids from a tokenizer.json, without torch or transformers; not for training one."""

from __future__ import annotations

import html
import os
import string
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

Cleaning = Literal["none", "whitespace", "lower", "canonicalize"]
_WITHOUT_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class TokenSpec:
    """How texts become ids: cleaning as open_clip names it, then truncated and padded.

    ``pad_to_length`` pads to ``context_length``; otherwise to the longest of the batch.
    ``pad_left`` puts the padding before the text. ``zero_id`` is replaced by 0 afterwards
    (open_clip's ``strip_sep_token``).
    """

    context_length: int
    pad_id: int
    cleaning: Cleaning = "none"
    pad_to_length: bool = True
    pad_left: bool = False
    zero_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def clean(text: str, how: Cleaning) -> str:
    """open_clip's cleaning functions: mended encoding, entities resolved, blanks collapsed."""
    if how == "none":
        return text
    if not (text.isascii() and text.isprintable()) or "&" in text:  # else nothing to mend
        import ftfy

        text = html.unescape(html.unescape(ftfy.fix_text(text)))
    text = text.strip()
    if how == "canonicalize":
        text = text.replace("_", " ").translate(_WITHOUT_PUNCTUATION).lower()
    text = " ".join(text.split())
    return text.lower() if how == "lower" else text


class Tokens:
    """A callable: texts to (n, length) int64. Not thread-safe; its encoder locks."""

    def __init__(self, tokenizer_json: str, spec: TokenSpec) -> None:
        # a query is too short to share among threads, and its pool complains about forks
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        self.tokenizer_json = tokenizer_json
        self.spec = spec
        self._tokenizer = Tokenizer.from_str(tokenizer_json)
        self._tokenizer.enable_truncation(spec.context_length)
        self._tokenizer.no_padding()

    @staticmethod
    def from_file(path: Path, spec: TokenSpec) -> Tokens:
        return Tokens(path.read_text(encoding="utf-8"), spec)

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        cleaned = [clean(text, self.spec.cleaning) for text in texts]
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(cleaned)]
        length = self.spec.context_length if self.spec.pad_to_length else max(map(len, rows))
        ids = np.full((len(rows), max(length, 1)), self.spec.pad_id, np.int64)
        for row, tokens in zip(ids, rows, strict=True):
            if self.spec.pad_left:
                row[len(row) - len(tokens) :] = tokens
            else:
                row[: len(tokens)] = tokens
        if self.spec.zero_id is not None:
            ids[ids == self.spec.zero_id] = 0
        return ids


PROBE_TEXTS = (
    "long red dress",
    "",
    'A "T-shirt" & jeans, size 42; don\'t iron!  50% off...',
    "红色长裙 夏季 短袖",
    "robe d’été à manches courtes — coton",
    "ソファ、テーブル",
    "&lt;b&gt;bold&lt;/b&gt; &amp;amp; \u00e2\u20ac\u0153quoted\u00e2\u20ac\x9d it's we'll I'D",
    "emoji 👗👟 and <start_of_text> in_the_middle",
    "word " * 200,
    "x" * 300,
    "\x1b[31mred\x1b[0m\ttab\nnew line\x00nul",
)


def first_difference(ours: Tokens, theirs: Callable[[Sequence[str]], np.ndarray]) -> str | None:
    """The first probe text on which two tokenizers disagree, or None when they never do."""
    for text in PROBE_TEXTS:
        if not np.array_equal(ours([text]), theirs([text])):
            return text
    return None
