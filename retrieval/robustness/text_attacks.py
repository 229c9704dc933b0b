"""The worst edits of a text for a ranking, searched with scores alone; not accidental changes.

Two-phase search after Charmer (Abad Rocamora et al. 2024, arXiv:2405.04346) and LEAF (Abad Rocamora
et al. 2025, arXiv:2506.03355): first which place of the text matters most, seen by blanking each,
then which edit there is worst; repeated for each edit. Edits are not held to leave the meaning:
"red" may become "bed", which no encoder could undo, so a figure under attack is a lower bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.text_edits import LATIN, single_edits

N_PLACES = 2  # tried in full of each text
Vectors = NDArray[np.float32]


def ranks_of(vectors: Vectors, gallery: Vectors, relevant: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n,) rank, from 1, of the best relevant product; equals count as nearer, as for pictures."""
    return ranks_of_scores(vectors @ gallery.T, relevant)


def ranks_of_scores(scores: Vectors, relevant: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n,) the same of any scores (n, m), larger for nearer."""
    best = np.where(relevant, scores, -np.inf).max(1, keepdims=True)
    return np.asarray(1 + ((scores >= best) & ~relevant).sum(1), np.int64)


def worst_edits(
    encode: Callable[[Sequence[str]], Vectors],
    texts: Sequence[str],
    gallery: Vectors,
    relevant: NDArray[np.bool_],
    n_edits: int,
    *,
    k: int = 1,
) -> list[tuple[str, int]]:
    """Each text with the worst rank that up to `n_edits` character edits give it, and that rank.

    encode: texts to (n, n_dims) unit vectors. k: the search stops once no relevant product is among
    the first k.
    """
    letters = alphabet(texts)
    found = []
    for text, right in zip(texts, relevant, strict=True):
        now, rank = text, int(_ranks(encode([text]), gallery, right)[0])
        worst = (now, rank)
        for _ in range(n_edits):
            if worst[1] > k:
                break
            now, rank = _worst_edit(encode, now, gallery, right, letters, k)
            worst = max(worst, (now, rank), key=lambda pair: pair[1])
        found.append(worst)
    return found


def alphabet(texts: Sequence[str]) -> dict[str, str]:
    """Letters to insert by script: Latin ones with the blank, and the ideographs of the texts."""
    ideographs = sorted({letter for text in texts for letter in text if ord(letter) > 0x2E80})
    return {"latin": LATIN + " ", "other": "".join(ideographs[:64])}


def _worst_edit(
    encode: Callable[[Sequence[str]], Vectors],
    text: str,
    gallery: Vectors,
    right: NDArray[np.bool_],
    letters: dict[str, str],
    k: int,
) -> tuple[str, int]:
    blanked = [f"{text[:at]} {text[at + 1 :]}" for at in range(len(text))]
    order = np.argsort(_lead(encode(blanked), gallery, right, k), kind="stable")
    script = "other" if any(ord(letter) > 0x2E80 for letter in text) else "latin"
    edits = single_edits(text, [int(at) for at in order[:N_PLACES]], letters[script])
    if not edits:
        return text, int(_ranks(encode([text]), gallery, right)[0])
    vectors = encode(edits)
    ranks, lead = _ranks(vectors, gallery, right), _lead(vectors, gallery, right, k)
    chosen = int(np.lexsort((lead, -ranks))[0]) if (ranks > k).any() else int(lead.argmin())
    return edits[chosen], int(ranks[chosen])


def _ranks(vectors: Vectors, gallery: Vectors, right: NDArray[np.bool_]) -> NDArray[np.int64]:
    cosines = vectors @ gallery.T
    best = cosines[:, right].max(1)
    return 1 + (cosines[:, ~right] >= best[:, None]).sum(1)


def _lead(vectors: Vectors, gallery: Vectors, right: NDArray[np.bool_], k: int) -> Any:
    """(n,) best relevant cosine minus the k-th best irrelevant one."""
    cosines = vectors @ gallery.T
    wrong = np.sort(cosines[:, ~right], axis=1)
    return cosines[:, right].max(1) - wrong[:, -min(k, wrong.shape[1])]
