"""The file that says which rows and pictures did not land and why; not for judging them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from retrieval.catalogue.source_row import shortened
from retrieval.errors import StoreError


class RejectsFile:
    """rejects-<UTC time>.jsonl in the store's folder, made when the first row is rejected.

    Each line: {"line", "id", "kind": "row" | "picture", "reason", "raw"}.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path: Path | None = None
        self.n_rows = 0
        self.n_pictures = 0
        self._file: IO[str] | None = None

    def row(self, line: int, reason: str, raw: str = "", product_id: str = "") -> None:
        """Note a row that did not land."""
        self.n_rows += 1
        self._write(line, product_id, "row", reason, raw)

    def picture(self, line: int, product_id: str, image: str, reason: str) -> None:
        """Note a picture that its product landed without."""
        self.n_pictures += 1
        self._write(line, product_id, "picture", reason, image)

    def flush(self) -> None:
        """Put what was noted on disk."""
        if self._file is not None:
            try:
                self._file.flush()
                os.fsync(self._file.fileno())
            except OSError as error:
                raise self._told(error) from error

    def close(self) -> None:
        """Close the file, if one was made."""
        if self._file is not None:
            file, self._file = self._file, None
            try:
                file.close()
            except OSError as error:
                raise self._told(error) from error

    def _write(self, line: int, product_id: str, kind: str, reason: str, raw: str) -> None:
        entry = {
            "line": line,
            "id": product_id,
            "kind": kind,
            "reason": reason,
            "raw": shortened(raw),
        }
        try:
            if self._file is None:
                self.path = self._free_path()
                self._file = self.path.open("x", encoding="utf-8", errors="backslashreplace")
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError as error:
            raise self._told(error) from error

    def _free_path(self) -> Path:
        stem = datetime.now(UTC).strftime("rejects-%Y%m%dT%H%M%SZ")
        path = self.folder / f"{stem}.jsonl"
        number = 1
        while path.exists():
            number += 1
            path = self.folder / f"{stem}-{number}.jsonl"
        return path

    def _told(self, error: OSError) -> StoreError:
        return StoreError(
            f"Cannot write the rejects file {self.path}: {error.strerror or error}; what was added "
            "so far is safe, free some space and run the same command again to continue."
        )
