"""Word and character errors after Whisper's own normalisers; not for what is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from speech.training.errors import TrainingError


@dataclass(frozen=True)
class Errors:
    """Of one sentence. n_wrong: wrong, missing and added words, so it may exceed n_wanted."""

    n_wrong: int
    n_wanted: int


def word_errors(wanted: Sequence[str], heard: Sequence[str]) -> list[Errors]:
    """Of each sentence; those without a word, such as "um", are left out.

    TrainingError when jiwer, which counts them, is not installed.
    """
    from whisper.normalizers import EnglishTextNormalizer

    return _counted(wanted, heard, EnglishTextNormalizer(), load_jiwer().process_words)


def character_errors(wanted: Sequence[str], heard: Sequence[str]) -> list[Errors]:
    """The same in characters, spaces and punctuation left out: Chinese has no words to count."""
    from whisper.normalizers import BasicTextNormalizer

    basic = BasicTextNormalizer()

    def normalise(text: str) -> str:
        without_spaces: str = basic(text).replace(" ", "")
        return without_spaces

    return _counted(wanted, heard, normalise, load_jiwer().process_characters)


def error_rate(errors: Sequence[Errors]) -> float:
    """Errors per word or character wanted, of all sentences together; 0.0 of none."""
    n_wanted = sum(error.n_wanted for error in errors)
    return sum(error.n_wrong for error in errors) / n_wanted if n_wanted else 0.0


def word_error_rate(wanted: Sequence[str], heard: Sequence[str]) -> float:
    """The error rate of words, all sentences together."""
    return error_rate(word_errors(wanted, heard))


def load_jiwer() -> Any:
    """The module that counts errors; TrainingError when it is not installed."""
    try:
        import jiwer
    except ImportError as error:
        raise TrainingError(
            "Counting word errors needs jiwer; install it with: pip install 'vitrine[training]'."
        ) from error
    return jiwer


def _counted(
    wanted: Sequence[str],
    heard: Sequence[str],
    normalise: Callable[[str], str],
    process: Callable[[list[str], list[str]], Any],
) -> list[Errors]:
    pairs = [(normalise(a), normalise(b)) for a, b in zip(wanted, heard, strict=True)]
    pairs = [(a, b) for a, b in pairs if a]
    if not pairs:
        return []
    processed = process([a for a, _ in pairs], [b for _, b in pairs])
    return [
        Errors(
            sum(
                max(
                    chunk.ref_end_idx - chunk.ref_start_idx,
                    chunk.hyp_end_idx - chunk.hyp_start_idx,
                )
                for chunk in chunks
                if chunk.type != "equal"
            ),
            len(reference),
        )
        for reference, chunks in zip(processed.references, processed.alignments, strict=True)
    ]
