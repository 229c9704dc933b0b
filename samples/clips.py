"""The sample sounds as their manifest lists them; not how they are made (see `samples.speak`)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from samples import SAMPLES_DIR

AUDIO_DIR: Path = SAMPLES_DIR / "audio"
MANIFEST_CSV: Path = AUDIO_DIR / "manifest.csv"
COLUMNS = ("file", "text", "language", "voice", "noise", "expected_ids")


@dataclass(frozen=True)
class Clip:
    """One sound. text: what is said, "" for nothing; voice, language: "" then.

    noise: `clean`, `pink 10 dB`, `room` and the like. expected_ids: the products it may mean.
    """

    file: str
    text: str
    language: str
    voice: str
    noise: str
    expected_ids: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the sound lies."""
        return AUDIO_DIR / self.file

    def row(self) -> list[str]:
        """The cells, in the order of `COLUMNS`."""
        ids = ";".join(self.expected_ids)
        return [self.file, self.text, self.language, self.voice, self.noise, ids]


def clips(manifest: Path = MANIFEST_CSV) -> tuple[Clip, ...]:
    """Every sample sound, in the order of the manifest."""
    with manifest.open(encoding="utf-8", newline="") as file:
        return tuple(
            Clip(
                file=row["file"],
                text=row["text"],
                language=row["language"],
                voice=row["voice"],
                noise=row["noise"],
                expected_ids=tuple(row["expected_ids"].split(";")) if row["expected_ids"] else (),
            )
            for row in csv.DictReader(file)
        )
