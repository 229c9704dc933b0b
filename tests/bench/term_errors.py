"""Whether a term was heard, and the errors in the words around it; not hearing or synthesising."""

from __future__ import annotations

from functools import cache
from typing import Any

from speech.training.word_errors import load_jiwer


@cache
def plain(text: str) -> tuple[str, ...]:
    """The words after Whisper's English normaliser."""
    return tuple(_normaliser()(text).split())


@cache
def _normaliser() -> Any:
    from whisper.normalizers import EnglishTextNormalizer

    return EnglishTextNormalizer()


def holds_term(text: str, term: str) -> bool:
    """Whether the term's words stand on end in a text; "stride well" is not "Stridewell"."""
    words, wanted = plain(text), plain(term)
    return any(
        words[start : start + len(wanted)] == wanted
        for start in range(len(words) - len(wanted) + 1)
    )


def other_word_errors(wanted: str, heard: str, term: str) -> tuple[int, int]:
    """Errors in the words that are not the term's, and how many such words are wanted.

    The texts are aligned with the fewest errors. Words added beside the term count as its own: a
    brand that is not known is heard as several words.
    """
    reference, hypothesis, named = plain(wanted), plain(heard), plain(term)
    first = _find(reference, named)
    own = range(first, first + len(named)) if named else range(0)
    n_others = len(reference) - len(own)
    if not hypothesis:
        return n_others, n_others
    aligned = load_jiwer().process_words(" ".join(reference), " ".join(hypothesis))
    n_wrong = 0
    for chunk in aligned.alignments[0]:
        if chunk.type == "insert":
            is_beside = bool(own) and own.start <= chunk.ref_start_idx <= own.stop
            n_wrong += 0 if is_beside else chunk.hyp_end_idx - chunk.hyp_start_idx
        elif chunk.type != "equal":
            places = range(chunk.ref_start_idx, chunk.ref_end_idx)
            n_wrong += sum(place not in own for place in places)
    return n_wrong, n_others


def _find(words: tuple[str, ...], named: tuple[str, ...]) -> int:
    """Where a term stands. Raises ValueError when a text that must hold it does not."""
    for start in range(len(words) - len(named) + 1):
        if words[start : start + len(named)] == named:
            return start
    raise ValueError(f"{' '.join(named)!r} does not stand in {' '.join(words)!r}.")
