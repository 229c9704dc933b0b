"""English stems and words that carry no meaning, as FTS5 sees them; not for spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import apsw

from retrieval.search.text import is_cjk

# Words of questions, not of products: they neither match nor miss, and are never corrected.
_STOP_WORDS = """
a about all also am an and any are as at be been but by can could did do does for from get give got
had has have he her hers him his how i if in into is it its just like looking me mine my need of on
or our ours please s she should show so some something such that the their them then there these
they this those to us want was we were what when where which who will with would you your yours
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """The store's own tokenizer: the one that made the terms in its full-text index."""
    connection = apsw.Connection(":memory:")
    return connection.fts5_tokenizer("porter", ["unicode61", "remove_diacritics", "2"])


@lru_cache(maxsize=65_536)
def terms_of(word: str) -> tuple[str, ...]:
    """The terms that full-text search makes of a folded word: one, unless it splits the word."""
    return tuple(
        _tokenizer()(
            word.encode(),
            apsw.FTS5_TOKENIZE_QUERY,
            None,
            include_offsets=False,
            include_colocated=False,
        )
    )


def stem(word: str) -> str:
    """The term under which full-text search knows a folded word ("dresses" -> "dress")."""
    terms = terms_of(word)
    return terms[0] if len(terms) == 1 else word


def content_words(words: Sequence[str]) -> list[str]:
    """The words that a match should have: no repeats, no stop words unless there are no others.

    A run of Chinese, Japanese or Korean counts by its bigrams: single characters match too easily.
    """
    distinct = list(dict.fromkeys(words))
    in_bigrams = {c for word in distinct if is_cjk(word) and len(word) == 2 for c in word}
    distinct = [word for word in distinct if word not in in_bigrams]
    return [word for word in distinct if word not in STOP_WORDS] or distinct
