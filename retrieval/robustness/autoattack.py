"""AutoAttack's own code against a ranking, as a peer of this package's attacks; not an attack here.

F. Croce, M. Hein, Reliable evaluation of adversarial robustness with an ensemble of diverse
parameter-free attacks, ICML 2020. The package pyautoattack is the authors' repository
(github.com/fra31/auto-attack, MIT): its APGD, FAB and Square differ from it in imports alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retrieval.errors import InputError
from retrieval.robustness.balls import Ball
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.worst_case import BATCH, Attacked

TOLERANCE = 1.001  # of the radius: float32 rounding


@dataclass(frozen=True, slots=True)
class Standard:
    """The efforts of the version "standard", as the authors fix them."""

    n_steps: int = 100
    n_targets: int = 9
    n_asks: int = 5000
    seed: int = 0


def autoattack(asked: RankedPictures, ball: Ball, effort: Standard) -> Attacked:
    """APGD-CE, targeted APGD-DLR, targeted FAB and Square, each on what still stands at k = 1.

    AutoAttack fools classifiers: the classes are the products, the logits the scaled cosines with
    the whole gallery. InputError where a picture has several right products, and where the package
    is not there.
    """
    import torch

    if (asked.relevant.sum(1) != 1).any():
        raise InputError("AutoAttack's code needs exactly one right product a picture.")
    label = asked.relevant.int().argmax(1)
    clean = asked.pixels
    with torch.random.fork_rng():  # it seeds torch's own generator
        pixels, _ = _attack(asked, ball, effort).run_standard_evaluation(
            clean, label, batch_size=BATCH
        )
    far = float(ball.distance(pixels, clean).max()) if len(clean) else 0.0
    if far > ball.radius * TOLERANCE:
        raise InputError(f"AutoAttack left the ball: {far} is beyond {ball.radius}.")
    ranks = asked.worse_ranks(pixels)
    return Attacked(ranks, pixels, {"AutoAttack": ranks})


def _attack(asked: RankedPictures, ball: Ball, effort: Standard) -> Any:
    try:
        from pyautoattack import AutoAttack
    except ModuleNotFoundError as error:
        raise InputError(
            "AutoAttack's own code is not installed: pip install 'vitrine[bench]'."
        ) from error
    norm = "Linf" if ball.norm == "linf" else "L2"
    attack = AutoAttack(
        asked.logits,
        eps=ball.radius,
        norm=norm,
        seed=effort.seed,
        device=asked.pixels.device,
        version="standard",
    )
    attack.apgd.n_iter = attack.apgd_targeted.n_iter = attack.fab.n_iter = effort.n_steps
    n_targets = min(effort.n_targets, asked.relevant.shape[1] - 1)
    attack.apgd_targeted.n_target_classes = attack.fab.n_target_classes = n_targets
    attack.square.n_queries = effort.n_asks
    return attack
