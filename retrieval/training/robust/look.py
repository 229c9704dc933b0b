"""How a half-trained encoder does on pictures kept out of training, attacked a little.

Not the final measure: the attack is short, and chosen to be cheap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.training.pictures import Pictures
from retrieval.training.robust.collapse import Spread, spread_of
from retrieval.training.robust.config import RobustConfig
from retrieval.training.robust.losses import class_loss
from retrieval.training.robust.picture_attack import attack_pixels
from retrieval.training.robust.towers import Towers

if TYPE_CHECKING:
    import torch


def look_at(
    towers: Towers,
    sources: Sequence[Pictures],
    class_vectors: Mapping[str, torch.Tensor],
    config: RobustConfig,
) -> tuple[dict[str, float], Spread]:
    """Shares of held-out pictures whose class comes first, clean and attacked, and their spread.

    Keys "grocery", "grocery attacked", … of the sources that hold pictures out.
    """
    import torch
    import torch.nn.functional as F

    found: dict[str, float] = {}
    seen: list[Any] = []
    towers.clip.requires_grad_(False)
    for source in sources:
        rows = np.flatnonzero(source.held_out)
        if not len(rows):
            continue
        rng = np.random.default_rng(config.seed)
        rows = rng.permutation(rows)[: config.look_pictures]
        label = np.array([dict(s.labels)[source.source] for s in source.subjects])
        labels = torch.from_numpy(label[source.subject[rows]]).to(towers.device)
        stored = torch.from_numpy(source.pixels[rows]).permute(0, 3, 1, 2).float() / 255
        pixels = (
            F.interpolate(stored, size=towers.side_px, mode="bicubic", antialias=True)
            .clamp(0, 1)
            .to(towers.device)
        )
        classes = class_vectors[source.source]

        def loss_of(
            attacked: torch.Tensor,
            classes: torch.Tensor = classes,
            labels: torch.Tensor = labels,
        ) -> torch.Tensor:
            vectors = towers.encode_pixels(attacked)
            return class_loss(vectors, classes, labels, config.class_scale).sum()

        attacked = attack_pixels(
            loss_of,
            pixels,
            torch.full((len(rows), 1, 1, 1), config.look_epsilon, device=towers.device),
            config.look_attack_steps,
            config.attack_step_share,
            torch.Generator().manual_seed(config.seed),
        )
        for name, shown in (("", pixels), (" attacked", attacked)):
            with torch.no_grad():
                vectors = towers.encode_pixels(shown)
            first = (vectors @ classes.T).argmax(1)
            found[source.source + name] = round(float((first == labels).float().mean()), 4)
            if not name:
                seen.append(vectors.cpu().numpy())
    return found, spread_of(np.concatenate(seen)) if seen else Spread(0.0, 0.0)
