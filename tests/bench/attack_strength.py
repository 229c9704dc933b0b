"""Our APGD and Square beside AutoAttack's own code, on the same pictures of the same encoder.

    pip install pyautoattack
    python -m tests.bench.attack_strength --data DATA

AutoAttack classifies, so each picture has one relevant product and k is 1. Where its figure is
below ours by more than chance, ours is weak.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from retrieval import load_encoder
from retrieval.robustness.balls import Ball
from retrieval.robustness.questions import grocery_questions
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.subject import Subject
from retrieval.robustness.worst_case import Effort, black_box, white_box
from tests.bench.report import arguments, write


def main() -> None:
    """Attack the first pictures of the grocery val split with both."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="pocket")
    parser.add_argument("--pictures", type=int, default=48)
    parser.add_argument("--level", type=float, default=0.5, help="radius in 255ths")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--asks", type=int, default=300)
    options = parser.parse_args()
    questions = grocery_questions(options.data)[0].split(options.pictures, 0)[0]
    asked = Subject(
        options.model, load_encoder(options.model, device="cpu", backend="torch")
    ).ranked(questions)
    ball = Ball("linf", options.level / 255)
    effort = Effort(options.steps, n_targets=3, n_asks=options.asks)
    ours = white_box(asked, ball, effort)
    clean = asked.ranks()
    figures = {"clean": float((clean <= 1).mean())}
    for name, ranks in ours.after.items():
        figures[f"ours, up to {name}"] = float((ranks <= 1).mean())
    figures["ours, square"] = float((black_box(asked, ball, effort).ranks <= 1).mean())
    for name in ("apgd-ce", "apgd-dlr", "apgd-t", "square"):
        figures[f"AutoAttack, {name} alone"] = theirs(asked, ball, effort, name)
    write("attack_strength", {"radius": ball.shown, "recall@1": figures}, options.out)


def theirs(asked: RankedPictures, ball: Ball, effort: Effort, name: str) -> float:
    """Recall@1 that one attack of AutoAttack's leaves; only pictures found when clean are tried."""
    import torch
    from pyautoattack.autopgd_base import APGDAttack, APGDAttack_targeted
    from pyautoattack.square import SquareAttack

    label = asked.relevant.int().argmax(1)
    common: dict[str, Any] = {"norm": "Linf", "eps": ball.radius, "device": "cpu", "seed": 0}
    if name == "square":
        attack: Any = SquareAttack(
            asked.logits, n_queries=effort.n_asks, resc_schedule=True, **common
        )
    elif name == "apgd-t":
        attack = APGDAttack_targeted(
            asked.logits,
            n_iter=effort.n_steps,
            n_target_classes=effort.n_targets,
            logger=logging.getLogger("auto-attack"),
            **common,
        )
    else:
        attack = APGDAttack(
            asked.logits,
            n_iter=effort.n_steps,
            loss=name.removeprefix("apgd-"),
            logger=logging.getLogger("auto-attack"),
            **common,
        )
    pixels = attack.perturb(asked.pixels, label)
    moved = ball.distance(pixels, asked.pixels)
    assert float(moved.max()) <= ball.radius * 1.001
    with torch.no_grad():
        return float((asked.logits(pixels).argmax(1) == label).float().mean())


if __name__ == "__main__":
    main()
