"""The one place that first imports Flower: its telemetry off, its log quiet; not for training."""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.errors import InputError

NO_REPORTS = {
    "FLWR_TELEMETRY_ENABLED": "0",  # read when Flower is imported
    "FLWR_DISABLE_UPDATE_CHECK": "1",
}
EXTRA = "pip install 'vitrine[federated]'"


def require_flower() -> None:
    """Turns off what Flower would report home; InputError when it is not installed."""
    os.environ.update(NO_REPORTS)
    if importlib.util.find_spec("flwr") is None:
        raise InputError(f"Heads are trained together through Flower, which is missing: {EXTRA}.")


def require_accountant() -> None:
    """InputError when the library that computes epsilon is not installed."""
    if importlib.util.find_spec("dp_accounting") is None:
        raise InputError(f"What the noise hides is computed by dp-accounting: {EXTRA}.")


@contextmanager
def quiet_flower() -> Iterator[None]:
    """Flower says every round on standard error; errors alone while this lasts."""
    log = logging.getLogger("flwr")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
