"""`python -m retrieval.robustness.fit_detector MODEL --data DATA`: writes its suspicion.json.

On photos and pictures that the encoder was trained on, clean and attacked; those of the validation
splits are for measuring. Not the detector itself.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError, RetrievalError
from retrieval.robustness.balls import Ball
from retrieval.robustness.pixel_tower import PixelTower
from retrieval.robustness.suspicion import blur_changes
from retrieval.search.calibration import area_under_curve, fit_calibration
from retrieval.training.pictures import rows
from retrieval.trust.query import SUSPICION_FILE, Detector, load_detector

if TYPE_CHECKING:
    import torch

FALSE_ALARMS = 0.01
LEVELS = (1.0, 2.0)  # of the attacked ones, in 255ths
N_STEPS = 10


def detector_pictures(data: Path, samples: Path | None, n: int, seed: int = 0) -> list[Path]:
    """n of each: shop photos and garments of the train splits, sample pictures; and packshots."""
    rng = np.random.default_rng(seed)
    found: list[Path] = [data / "grocery" / r["image"] for r in rows(data / "grocery/products.csv")]
    sources = [
        [data / name / row["image"] for row in rows(data / name / "train.csv")]
        for name in ("grocery", "clothing")
    ]
    if samples is not None:
        sources.append(sorted((samples / "pictures").glob("*.jpg")))
    for source in sources:
        chosen = rng.choice(len(source), min(n, len(source)), replace=False)
        found += [source[i] for i in np.sort(chosen)]
    return found


def moved_to_others(
    tower: PixelTower, pixels: torch.Tensor, ball: Ball, n_steps: int = N_STEPS
) -> torch.Tensor:
    """Pictures within the ball whose vectors go towards the next picture's (n, 3, h, w)."""
    import torch

    targets = tower.vectors_of(pixels).roll(len(pixels) // 2, 0)
    moved = ball.random_start(pixels, torch.Generator().manual_seed(0))
    for i in range(n_steps):
        moved = moved.detach().requires_grad_()
        with torch.enable_grad():
            (gradient,) = torch.autograd.grad((tower(moved) * targets).sum(), moved)
        step = 2 * ball.radius * (1 - i / n_steps) / 4
        moved = ball.project(moved.detach() + step * ball.direction(gradient), pixels)
    return moved.detach()


def fit(
    clean: NDArray[np.float64], attacked: NDArray[np.float64]
) -> tuple[Detector, dict[str, float]]:
    """The curve over changes (n, 2), and the threshold that at most 1 % of clean ones reach."""
    changes = np.concatenate([clean, attacked])
    is_attacked = np.repeat([False, True], [len(clean), len(attacked)])
    curve = fit_calibration(changes[:, 0], is_attacked, changes[:, 1])
    scale, detail, bias = (round(v, 5) for v in (curve.scale, curve.coverage, curve.bias))
    plain = Detector(scale, detail, bias, 1.0)
    scores = np.sort(plain.suspicion(clean))[::-1]
    allowed = int(FALSE_ALARMS * len(scores))
    threshold = min(float(np.ceil((scores[allowed] + 1e-5) * 1e5) / 1e5), 0.99999)
    detector = replace(plain, threshold=threshold)
    return detector, {
        "n_clean": len(clean),
        "n_attacked": len(attacked),
        "auc": round(area_under_curve(detector.log_odds(changes), is_attacked), 4),
        "auc_distance_alone": round(area_under_curve(changes[:, 0], is_attacked), 4),
        "false_alarms": round(float((detector.suspicion(clean) >= threshold).mean()), 4),
        "caught": round(float((detector.suspicion(attacked) >= threshold).mean()), 4),
    }


def fit_detector(encoder: Any, pictures: Sequence[Path], n_attacked: int = 120) -> dict[str, Any]:
    """What suspicion.json says of an encoder with torch towers."""
    import torch

    tower = PixelTower(encoder)
    pixels = tower.pixels_of(pictures)
    clean = blur_changes(tower, pixels)
    order = np.random.default_rng(1).permutation(len(pixels))[:n_attacked]
    halves = np.array_split(order, len(LEVELS))
    attacked = [
        blur_changes(
            tower,
            moved_to_others(tower, pixels[torch.from_numpy(half)], Ball("linf", level / 255)),
        )
        for half, level in zip(halves, LEVELS, strict=True)
    ]
    detector, quality = fit(clean, np.concatenate(attacked))
    picture = {name: getattr(detector, name) for name in ("scale", "detail", "bias", "threshold")}
    return {"schema": 1, "encoder_id": encoder.id, "picture": picture, "quality": quality}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, and writes suspicion.json beside the weights; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.robustness.fit_detector", description=main.__doc__
    )
    parser.add_argument("model", help="a model's name or folder")
    parser.add_argument("--data", type=Path, required=True, help="folder with grocery/, clothing/")
    parser.add_argument("--pictures", type=int, default=150, help="of each source")
    parser.add_argument("--no-samples", action="store_true", help="leave the samples out")
    chosen = parser.parse_args(arguments)

    from retrieval.encoders.load import load_encoder

    try:
        encoder = load_encoder(chosen.model, backend="torch", device="cpu")
        if encoder.folder is None:
            raise InputError(f"{chosen.model} has no folder that a suspicion.json could lie in.")
        from samples import SAMPLES_DIR

        samples = None if chosen.no_samples else SAMPLES_DIR
        told = fit_detector(encoder, detector_pictures(chosen.data, samples, chosen.pictures))
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    path = encoder.folder / SUSPICION_FILE
    path.write_text(json.dumps(told) + "\n", encoding="utf-8")
    load_detector(encoder)
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
