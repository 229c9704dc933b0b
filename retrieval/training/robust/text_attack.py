"""The inner maximisation over spellings: the worst of some random edits; not the edits themselves.

LEAF (Rocamora et al. 2025) searches positions first and characters then; here both are drawn at
random together, which for texts of a few words costs the same and needs one pass an edit.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from retrieval.training.robust.text_edits import edit_once

if TYPE_CHECKING:
    import torch


def attack_texts(
    encode: Callable[[Sequence[str]], torch.Tensor],
    texts: Sequence[str],
    anchors: torch.Tensor,
    n_edits: Sequence[int],
    n_candidates: int,
    homoglyph_share: float,
    rng: random.Random,
) -> list[str]:
    """Each text after n_edits[i] edits, each the candidate that moves it furthest from its anchor.

    encode: texts -> (n, n_dims) unit vectors. anchors: (n, n_dims), of the texts as they were.
    """
    import torch

    worst = list(texts)
    for round_ in range(max(n_edits, default=0)):
        rows = [i for i, n in enumerate(n_edits) if n > round_]
        candidates = [
            edit_once(worst[i], rng, homoglyph_share) for i in rows for _ in range(n_candidates)
        ]
        with torch.no_grad():
            vectors = encode(candidates).view(len(rows), n_candidates, -1)
            nearness = (vectors * anchors[rows][:, None]).sum(-1)
        for place, best in enumerate(nearness.argmin(1).tolist()):
            worst[rows[place]] = candidates[place * n_candidates + best]
    return worst
