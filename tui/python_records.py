"""Python's warnings and logging records into the run's log; they would print on the screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.run_log import RunLog


class _Handler(logging.Handler):
    def __init__(self, run_log: RunLog) -> None:
        super().__init__()
        self._run_log = run_log

    def emit(self, record: logging.LogRecord) -> None:
        """Add a record's words; a mistake in a log call must not stop what logs."""
        try:
            words = record.getMessage()
        except Exception:
            words = str(record.msg)
        self._run_log.add(record.name, f"{record.levelname.lower()}: {words}")


@contextmanager
def python_records_in(run_log: RunLog) -> Iterator[None]:
    """Whatever is warned or logged inside is added."""
    handler = _Handler(run_log)
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        logging.getLogger().removeHandler(handler)
