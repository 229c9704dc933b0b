"""Word and character error rates after Whisper's own normalisers; not for what is compared."""

from __future__ import annotations

from collections.abc import Sequence


def word_error_rate(wanted: Sequence[str], heard: Sequence[str]) -> float:
    """Wrong, missing and added words per word wanted; 0.0 when no words are wanted at all."""
    import jiwer
    from whisper.normalizers import EnglishTextNormalizer

    normalise = EnglishTextNormalizer()
    pairs = [(normalise(a), normalise(b)) for a, b in zip(wanted, heard, strict=True)]
    pairs = [(a, b) for a, b in pairs if a]
    if not pairs:
        return 0.0
    return round(float(jiwer.wer([a for a, _ in pairs], [b for _, b in pairs])), 4)


def character_error_rate(wanted: Sequence[str], heard: Sequence[str]) -> float:
    """Wrong, missing and added characters per character wanted, spaces and punctuation left out."""
    import jiwer
    from whisper.normalizers import BasicTextNormalizer

    normalise = BasicTextNormalizer()
    pairs = [
        (normalise(a).replace(" ", ""), normalise(b).replace(" ", ""))
        for a, b in zip(wanted, heard, strict=True)
    ]
    pairs = [(a, b) for a, b in pairs if a]
    if not pairs:
        return 0.0
    return round(float(jiwer.cer([a for a, _ in pairs], [b for _, b in pairs])), 4)
