"""Where the sample catalogue lies; not how it is made (see `samples.build`)."""

from __future__ import annotations

from pathlib import Path

SAMPLES_DIR: Path = Path(__file__).resolve().parent
CATALOGUE_CSV: Path = SAMPLES_DIR / "catalogue.csv"
QUERIES_CSV: Path = SAMPLES_DIR / "queries.csv"

__all__ = ["CATALOGUE_CSV", "QUERIES_CSV", "SAMPLES_DIR"]
