"""What was heard, as one frozen object and its JSON form; not for recognising anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Word:
    """One spoken word. start_s, end_s: seconds from the start of the sound. confidence: 0 to 1."""

    text: str
    start_s: float
    end_s: float
    confidence: float

    def to_json(self) -> dict[str, Any]:
        """The word as scripts get it."""
        return {
            "word": self.text,
            "start_s": round(self.start_s, 3),
            "end_s": round(self.end_s, 3),
            "confidence": round(self.confidence, 4),
        }


@dataclass(frozen=True)
class Alternative:
    """One thing that may have been said. confidence: 0 to 1, comparable with its siblings'."""

    text: str
    confidence: float


@dataclass(frozen=True)
class Transcript:
    """What was heard in one sound.

    text: "" when nothing was said. language: ISO 639-1, "" when nothing was said. confidence: 0 to
    1: exp of the mean token log-probability times one minus the no-speech probability.
    duration_s: of the sound. alternatives: best first, the text itself among them. model: the name
    of the recogniser. notice: one sentence for the person when the sound was not all that its file
    promised, else "".
    """

    text: str
    language: str
    confidence: float
    duration_s: float
    words: tuple[Word, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    model: str = ""
    notice: str = ""

    def to_json(self, path: str | Path | None = None) -> dict[str, Any]:
        """The transcript as one JSON-able dict; path: of the file it was heard in."""
        return {
            "path": None if path is None else str(path),
            "text": self.text,
            "language": self.language,
            "confidence": round(self.confidence, 4),
            "duration_s": round(self.duration_s, 3),
            "words": [word.to_json() for word in self.words],
            "alternatives": [
                {"text": other.text, "confidence": round(other.confidence, 4)}
                for other in self.alternatives
            ],
            "model": self.model,
            "notice": self.notice,
        }
