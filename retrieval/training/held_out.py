"""Looks at a half-trained network through pictures kept out of training; not the final measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.training.network import encode_pictures, encode_tokens, normalised
from retrieval.training.pictures import Pictures


def embed_pixels(
    clip: Any, pixels: NDArray[np.uint8], side_px: int, batch: int = 64
) -> NDArray[np.float32]:
    """Unit vectors (n, n_dims) of stored squares (n, side, side, 3) uint8."""
    import torch
    import torch.nn.functional as F

    vectors = []
    clip.eval()
    with torch.inference_mode():
        for start in range(0, len(pixels), batch):
            part = torch.from_numpy(pixels[start : start + batch]).permute(0, 3, 1, 2).float() / 255
            part = F.interpolate(part, size=(side_px, side_px), mode="bilinear", antialias=True)
            vectors.append(encode_pictures(clip, normalised(part))[0].numpy())
    return np.concatenate(vectors)


def embed_strings(clip: Any, tokenizer: Any, texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors (n, n_dims) of texts."""
    import torch

    clip.eval()
    vectors = []
    with torch.inference_mode():
        for start in range(0, len(texts), 64):
            encoded = tokenizer.encode_batch(list(texts[start : start + 64]))
            vectors.append(encode_tokens(clip, [e.ids for e in encoded]).numpy())
    return np.concatenate(vectors)


def held_out_accuracy(
    clip: Any, tokenizer: Any, sources: Sequence[Pictures], side_px: int
) -> dict[str, float]:
    """Source -> share of its held-out pictures whose own text comes first.

    Groceries are matched with the catalogue's texts, garments with their category's name.
    """
    found: dict[str, float] = {}
    for source in sources:
        rows = np.flatnonzero(source.held_out)
        if not len(rows):
            continue
        label = np.array([dict(s.labels)[source.source] for s in source.subjects])
        texts: dict[int, list[str]] = {}
        for subject in source.subjects:
            captions = subject.catalogue_texts[:2]
            texts[dict(subject.labels)[source.source]] = (
                [c.text for c in captions] if captions else [subject.slots["kind"][0][0]]
            )
        classes = sorted(texts)
        words = np.stack([embed_strings(clip, tokenizer, texts[c]).mean(0) for c in classes])
        pictures = embed_pixels(clip, source.pixels[rows], side_px)
        first = np.array(classes)[(pictures @ words.T).argmax(1)]
        found[source.source] = float((first == label[source.subject[rows]]).mean())
    return found
