"""Fixtures of the whole suite: a home of its own, and the sample store made once with pocket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from retrieval.encoders.encoder import Encoder


# As the command line does, before torch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@pytest.fixture(scope="session", autouse=True)
def vitrine_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for stores, settings and compiled encoders that no other program uses."""
    home = tmp_path_factory.mktemp("vitrine-home")
    before = os.environ.get("VITRINE_HOME")
    os.environ["VITRINE_HOME"] = str(home)
    yield home
    if before is None:
        del os.environ["VITRINE_HOME"]
    else:
        os.environ["VITRINE_HOME"] = before


@pytest.fixture(scope="session")
def pocket(vitrine_home: Path) -> Encoder:
    """The encoder that ships, loaded as a user loads it."""
    from retrieval import load_encoder

    return load_encoder("pocket", device="cpu")


@pytest.fixture(scope="session")
def sample_store(vitrine_home: Path, pocket: Encoder) -> Path:
    """The demo's store at the default place; tests only read it."""
    from assistant.cli.demo import make_sample_store
    from assistant.locations import default_store

    make_sample_store(default_store(), device="cpu", quiet=True)
    return default_store()


@pytest.fixture(scope="session")
def poisoned_store(
    sample_store: Path, pocket: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample store with two products whose pictures were optimised; tests leave it as it is."""
    from tests.poisoned import poison

    return poison(sample_store, tmp_path_factory.mktemp("poisoned"), pocket)


@pytest.fixture(scope="session")
def sample_assistant(sample_store: Path, pocket: Encoder) -> Iterator[Assistant]:
    """An assistant over the sample store."""
    from assistant import Assistant

    with Assistant.open(sample_store, encoder=pocket) as assistant:
        yield assistant
