"""A transcript as SubRip or WebVTT captions; not for writing files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speech.spacing import word_gap
from speech.transcript import Transcript, Word

# Two lines of 42 characters and 7 seconds are what caption guidelines of broadcasters agree on.
MAX_CHARACTERS = 84
MAX_CUE_S = 7.0
PAUSE_S = 0.8
_SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")


@dataclass(frozen=True)
class Cue:
    """One caption: when it shows, in seconds, and what it says."""

    start_s: float
    end_s: float
    text: str


def cues(transcript: Transcript) -> tuple[Cue, ...]:
    """Captions broken at sentence ends, pauses, and where they grow too long to read."""
    if not transcript.text:
        return ()
    if not transcript.words:
        return (Cue(0.0, transcript.duration_s, transcript.text),)
    gap = word_gap(transcript.language)
    return tuple(
        Cue(words[0].start_s, words[-1].end_s, gap.join(word.text for word in words))
        for words in _groups(transcript.words, len(gap))
    )


def _groups(words: tuple[Word, ...], gap: int) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group:
            n_characters = sum(len(w.text) + gap for w in group) + len(word.text)
            is_new = (
                group[-1].text.endswith(_SENTENCE_ENDS)
                or word.start_s - group[-1].end_s > PAUSE_S
                or word.end_s - group[0].start_s > MAX_CUE_S
                or n_characters > MAX_CHARACTERS
            )
            if is_new:
                yield group
                group = []
        group.append(word)
    yield group


def to_srt(transcript: Transcript) -> str:
    """SubRip: numbered cues, a comma before the milliseconds."""
    blocks = (
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues(transcript), start=1)
    )
    return "\n".join(blocks)


def to_vtt(transcript: Transcript) -> str:
    """WebVTT (W3C): a header, cues, marks of its markup escaped."""
    blocks = (
        f"{_clock(cue.start_s, '.')} --> {_clock(cue.end_s, '.')}\n{_escaped(cue.text)}\n"
        for cue in cues(transcript)
    )
    return "\n".join(("WEBVTT\n", *blocks))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(time_s: float, mark: str) -> str:
    total_ms = round(time_s * 1000)
    total_s, ms = divmod(total_ms, 1000)
    return f"{total_s // 3600:02}:{total_s // 60 % 60:02}:{total_s % 60:02}{mark}{ms:03}"
