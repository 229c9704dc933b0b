"""What a listener tells while it listens; plain facts, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass

from speech.audio.waveform import Waveform
from speech.spacing import joined
from speech.transcript import Transcript


@dataclass(frozen=True)
class Level:
    """For a meter, ten times a second. dbfs: root mean square of the last tenth, -120 to 0."""

    dbfs: float
    is_speaking: bool


@dataclass(frozen=True)
class Partial:
    """Words of the utterance under way: those that stay, and those that may still change."""

    committed: tuple[str, ...]
    tentative: tuple[str, ...]

    @property
    def text(self) -> str:
        """All words as one text, committed_text and tentative_text on end."""
        return joined((*self.committed, *self.tentative))

    @property
    def committed_text(self) -> str:
        """The beginning that stays."""
        return joined(self.committed)

    @property
    def tentative_text(self) -> str:
        """The rest, the space before it included where there is one."""
        return self.text[len(self.committed_text) :]


@dataclass(frozen=True, eq=False)
class Final:
    """One whole utterance. transcript: its text may be ""; waveform: its sound at 16 kHz.

    start_s: in the stream. committed: the words settled while it was spoken.
    """

    transcript: Transcript
    waveform: Waveform
    start_s: float
    committed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """One sentence for the person: sound was lost, a microphone lied."""

    text: str


ListenerEvent = Level | Partial | Final | Notice
