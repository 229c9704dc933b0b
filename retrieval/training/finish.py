"""Adds fusion.json and calibration.json to an exported encoder folder; not for its weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from retrieval.training.calibrate import calibrate
from retrieval.training.config import TrainingConfig
from retrieval.training.fusion_choice import choose_fusion
from retrieval.training.held_out_pairs import fitting_shops
from retrieval.training.sample_renderings import SampleProducts


def finish_encoder(
    folder: Path,
    config: TrainingConfig,
    data: Path | None,
    samples: SampleProducts | None,
    queries: Path | None = None,
) -> dict[str, Any]:
    """Chooses the fusion and fits the calibration on what `config` kept out of training.

    Returns {"fusion": what was compared, "calibration": what was written}.
    """
    from retrieval.encoders.load import load_encoder

    encoder = load_encoder(str(folder), backend="torch")
    shops = fitting_shops(encoder, data, samples, queries, config.held_out_share)
    return {
        "fusion": choose_fusion(encoder, shops, folder),
        "calibration": calibrate(encoder, shops, folder),
    }
