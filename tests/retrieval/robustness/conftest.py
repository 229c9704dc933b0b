"""Pocket with torch towers and a small shop of sample pictures, for the tests of attacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval import load_encoder
from retrieval.robustness.questions import Questions, Shop
from retrieval.robustness.subject import Subject
from samples import SAMPLES_DIR

KINDS = ("dress", "mug", "umbrella", "sofa", "headphones", "backpack")


@pytest.fixture(scope="session")
def torch_pocket(vitrine_home: Path) -> Any:
    return load_encoder("pocket", device="cpu", backend="torch")


@pytest.fixture(scope="session")
def pocket_subject(torch_pocket: Any) -> Subject:
    return Subject("pocket", torch_pocket)


@pytest.fixture(scope="session")
def small_shop() -> Shop:
    """Six products by name and one picture."""
    pictures = tuple(SAMPLES_DIR / "pictures" / f"{kind}-001-1.jpg" for kind in KINDS)
    return Shop("six things", KINDS, pictures, np.arange(len(KINDS)), KINDS)


@pytest.fixture(scope="session")
def photos(small_shop: Shop) -> Questions:
    """Another product of each kind."""
    asked = tuple(SAMPLES_DIR / "pictures" / f"{kind}-002-1.jpg" for kind in KINDS)
    return Questions(small_shop, np.eye(len(KINDS), dtype=bool), pictures=asked)


@pytest.fixture(scope="session")
def words(small_shop: Shop) -> Questions:
    texts = tuple(f"a {kind} for my sister" for kind in KINDS)
    return Questions(small_shop, np.eye(len(KINDS), dtype=bool), texts=texts)
