"""From trained heads to a measured heads file with its fusion and calibration; not for training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.encoders.encoder import Encoder
from retrieval.fusion import load_fusion
from retrieval.heads.headed_encoder import fitted_folder, wear_heads
from retrieval.heads.heads import Heads
from retrieval.heads.heads_file import save_heads
from retrieval.training.calibrate import calibrate
from retrieval.training.fusion_choice import choose_fusion
from retrieval.training.heads.measure import measure_heads
from retrieval.training.heads.validation import with_heads
from retrieval.training.held_out_pairs import Shop

if TYPE_CHECKING:
    from retrieval.robustness.questions import Questions


def finish_heads(
    heads: Heads,
    encoder: Encoder,
    file: Path,
    shops: Sequence[Shop],
    reported: Sequence[Shop],
    *,
    attackable: Encoder | None = None,
    attacked: Sequence[Questions] = (),
) -> dict[str, Any]:
    """Writes the file and, beside it, the folder with its fusion and calibration.

    shops: held-out, to fit on; reported: to measure on; both in the plain encoder's vectors.
    attacked: photos that are attacked through the heads and `attackable`, the encoder with torch
    towers. Returns and puts into the file {"plain": ..., "heads": ...}, see `measure_heads`, each
    with the fusion of its own folder, and {"attacked": ...}, see `attacked_recall`.
    """
    save_heads(heads, file)
    folder = fitted_folder(file.expanduser().resolve())
    folder.mkdir(exist_ok=True)
    headed = wear_heads(encoder, file)
    fitting = [with_heads(shop, heads) for shop in shops if shop.products]
    if fitting:
        choose_fusion(headed, fitting, folder)
        calibrate(headed, fitting, folder)
    measured = {
        "plain": measure_heads(reported, None, load_fusion(encoder.folder)),
        "heads": measure_heads(reported, heads, load_fusion(folder)),
    }
    if attacked and attackable is not None:
        from retrieval.training.heads.attacked import attacked_recall

        measured["attacked"] = attacked_recall(wear_heads(attackable, file), attacked)
    save_heads(replace(heads, about={**heads.about, "measured": measured}), file)
    return measured


def mean_gain(measured: dict[str, Any]) -> float:
    """Recall@1 that the heads add on average over what was asked, 0.01 being a point."""
    gains = [
        row["recall@1"] - measured["plain"][name]["recall@1"]
        for name, row in measured["heads"].items()
    ]
    return sum(gains) / max(len(gains), 1)
