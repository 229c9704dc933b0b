"""The poisoned store, made once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.poisoned import poison

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder


@pytest.fixture(scope="session")
def poisoned_store(
    sample_store: Path, pocket: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return poison(sample_store, tmp_path_factory.mktemp("poisoned"), pocket)
