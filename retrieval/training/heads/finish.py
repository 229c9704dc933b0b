"""From trained heads to a measured heads file with its fusion and calibration; not for training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.encoders.encoder import Encoder
from retrieval.heads.headed_encoder import fitted_folder, wear_heads
from retrieval.heads.heads import Heads
from retrieval.heads.heads_file import save_heads
from retrieval.training.calibrate import calibrate
from retrieval.training.fusion_choice import choose_fusion
from retrieval.training.heads.measure import measure_answers
from retrieval.training.held_out_pairs import fitting_shops
from retrieval.training.sample_renderings import SampleProducts


def finish_heads(
    heads: Heads,
    encoder: Encoder,
    file: Path,
    data: Path | None,
    samples: SampleProducts | None,
    queries: Path | None,
    held_out_share: float,
) -> dict[str, Any]:
    """Writes the file and, beside it, the folder with its fusion and calibration.

    Returns and puts into the file what was measured, {"plain": ..., "heads": ...}, see
    `measure_answers`.
    """
    save_heads(heads, file)
    folder = fitted_folder(file.expanduser().resolve())
    folder.mkdir(exist_ok=True)
    headed = wear_heads(encoder, file)
    shops = fitting_shops(headed, data, samples, queries, held_out_share)
    choose_fusion(headed, shops, folder)
    calibrate(headed, shops, folder)
    measured = {
        "plain": measure_answers(encoder, data, samples, queries),
        "heads": measure_answers(headed, data, samples, queries),
    }
    save_heads(replace(heads, about={**heads.about, "measured": measured}), file)
    return measured


def mean_gain(measured: dict[str, Any]) -> float:
    """Recall@1 that the heads add on average over what was asked, 0.01 being a point."""
    gains = [
        row["recall@1"] - measured["plain"][name]["recall@1"]
        for name, row in measured["heads"].items()
        if "recall@1" in row
    ]
    return sum(gains) / max(len(gains), 1)
