"""Vectors that are all alike are told from those that spread."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.training.robust.collapse import Spread, spread_of
from retrieval.training.robust.config import RobustConfig
from retrieval.training.robust.loop import why_collapsed


def unit_rows(n: int, d: int, seed: int, offset: float = 0.0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, d)) + offset
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_equal_vectors_have_cosine_one_and_no_rank() -> None:
    spread = spread_of(np.tile(unit_rows(1, 8, 0), (5, 1)))
    assert spread.mean_cosine == pytest.approx(1.0, abs=1e-3)
    assert spread.effective_rank == pytest.approx(1.0)


def test_orthogonal_vectors_have_cosine_zero_and_full_rank() -> None:
    spread = spread_of(np.eye(6, dtype=np.float32))
    assert spread.mean_cosine == pytest.approx(0.0, abs=1e-6)
    assert spread.effective_rank == pytest.approx(5.0, abs=0.01)  # centred: one is lost


@given(st.integers(0, 10_000), st.integers(3, 30), st.integers(2, 12))
def test_the_mean_cosine_is_that_of_all_pairs(seed: int, n: int, d: int) -> None:
    rows = unit_rows(n, d, seed, 0.5)
    cosines = rows @ rows.T
    expected = (cosines.sum() - np.trace(cosines)) / (n * (n - 1))
    spread = spread_of(rows)
    assert spread.mean_cosine == pytest.approx(expected, abs=2e-3)
    assert 1.0 <= spread.effective_rank <= min(n, d) + 1e-3


def test_a_run_is_stopped_for_alike_vectors_and_for_few_directions_but_not_for_a_little_loss() -> (
    None
):
    config, clean = RobustConfig(), Spread(0.2, 50.0)
    assert why_collapsed(Spread(0.3, 40.0), clean, config) == ""
    assert "mean cosine" in why_collapsed(Spread(0.95, 40.0), clean, config)
    assert "effective rank" in why_collapsed(Spread(0.3, 3.0), clean, config)
    # An encoder whose vectors were narrow before is not blamed for that.
    assert why_collapsed(Spread(0.85, 40.0), Spread(0.9, 50.0), config) == ""
