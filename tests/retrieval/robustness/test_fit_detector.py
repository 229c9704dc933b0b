"""Fitting a detector: its promise of false alarms, and the file that answers read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.robustness.fit_detector import FALSE_ALARMS, fit, main


@given(st.integers(0, 1000), st.floats(0.1, 3.0))
def test_at_most_one_clean_picture_in_a_hundred_is_flagged(seed: int, apart: float) -> None:
    rng = np.random.default_rng(seed)
    clean = rng.normal([-4, -2], 0.5, size=(300, 2))
    attacked = rng.normal([-4 + apart, -2], 0.5, size=(100, 2))
    detector, quality = fit(clean, attacked)
    flagged = detector.suspicion(clean) >= detector.threshold
    assert flagged.mean() <= FALSE_ALARMS and quality["false_alarms"] <= FALSE_ALARMS
    assert 0.5 <= quality["auc"] <= 1 and 0 < detector.threshold < 1


def test_detail_explains_part_of_a_change() -> None:
    """Textured pictures change under a blur as attacked ones do; their texture tells them apart."""
    rng = np.random.default_rng(0)
    detail = rng.normal(-2, 1, 400)
    clean = np.stack([detail - 2 + rng.normal(0, 0.3, 400), detail], 1)
    attacked = np.stack([detail - 1 + rng.normal(0, 0.3, 400), detail], 1)
    detector, quality = fit(clean, attacked)
    assert detector.detail < 0 < detector.scale
    assert quality["auc"] > quality["auc_distance_alone"] + 0.1


def test_missing_data_is_told_in_one_sentence(
    tmp_path: Path, vitrine_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pocket", "--data", str(tmp_path)]) == 2
    assert "products.csv" in capsys.readouterr().err
