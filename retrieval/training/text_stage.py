"""Goes on with the text tower alone once the image tower stands still; not for pictures.

Pictures are embedded once and then cost nothing, so that each caption is set against a picture of
every product at once, and against many catalogue texts, in a fraction of a whole step's time. After
locked-image tuning (Zhai et al., LiT, CVPR 2022).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.training.augmentation import nothing_for_sale
from retrieval.training.batches import BatchMaker
from retrieval.training.captions import write_caption, write_nonsense
from retrieval.training.config import TrainingConfig
from retrieval.training.held_out import embed_pixels
from retrieval.training.loss import sigmoid_loss, softmax_loss
from retrieval.training.network import encode_tokens
from retrieval.training.subjects import Caption

if TYPE_CHECKING:
    import torch

N_NOTHING = 64
START_SCALE = 20.0


@dataclass(frozen=True)
class PictureVectors:
    """Embedded training pictures. vectors: (n, d) float32; subject: (n,) rows of the fact table.

    sources: name -> the rows of its pictures.
    """

    vectors: NDArray[np.float32]
    subject: NDArray[np.int64]
    sources: dict[str, NDArray[np.int64]]


def embed_training_pictures(clip: Any, maker: BatchMaker, config: TrainingConfig) -> PictureVectors:
    """Vectors of every picture that may be trained on, and of some that show nothing for sale."""
    import torch

    side = config.shape.picture_px
    vectors, subjects, rows, first = [], [], {}, 0
    for name, source in maker.sources.items():
        kept = np.flatnonzero(~source.held_out)
        vectors.append(embed_pixels(clip, source.pixels[kept], side))
        subjects.append(source.subject[kept] + maker.first_subject[name])
        rows[name] = np.arange(first, first + len(kept))
        first += len(kept)
    generator = torch.Generator().manual_seed(config.seed)
    some = next(iter(maker.sources.values())).pixels[:200]
    pictures = torch.from_numpy(some).permute(0, 3, 1, 2).float() / 255
    empty = nothing_for_sale(pictures, N_NOTHING, config.stored_px, generator)
    pixels = (empty.permute(0, 2, 3, 1) * 255).byte().numpy()
    vectors.append(embed_pixels(clip, pixels, side))
    subjects.append(np.full(N_NOTHING, len(maker.subjects)))
    rows["nothing"] = np.arange(first, first + N_NOTHING)
    return PictureVectors(np.concatenate(vectors), np.concatenate(subjects), rows)


def _chosen_pictures(pictures: PictureVectors, rng: np.random.Generator) -> NDArray[np.int64]:
    """One picture of every product, and as many others as a batch needs."""
    chosen = []
    for name, rows in pictures.sources.items():
        shuffled = rng.permutation(rows)
        if name == "clothing":
            chosen.append(shuffled[:160])
        elif name == "nothing":
            chosen.append(shuffled[:32])
        else:
            _, first = np.unique(pictures.subject[shuffled], return_index=True)
            chosen.append(shuffled[first])
            chosen.append(shuffled[:100])
    return np.concatenate(chosen)


def _captions(
    maker: BatchMaker, config: TrainingConfig, chosen: NDArray[np.int64], words: random.Random
) -> tuple[list[Caption], list[int]]:
    """Captions of some of the chosen pictures' subjects, and subjects to describe at length."""
    n = config.text_stage_captions
    by_source: dict[str, list[int]] = {}
    for row in chosen.tolist():
        if row < len(maker.subjects):
            by_source.setdefault(maker.subjects[row].source, []).append(row)
    shares = {"sample": 0.5, "grocery": 0.25, "clothing": 0.25}
    captions, described = [], []
    for name, rows in by_source.items():
        drawn = words.choices(rows, k=max(1, int(n * shares.get(name, 0.2))))
        captions += [write_caption(maker.subjects[row], words) for row in drawn]
        with_texts = [row for row in dict.fromkeys(drawn) if maker.subjects[row].catalogue_texts]
        described += with_texts[: max(1, int(n * shares.get(name, 0.2) / 4))]
    captions += [write_nonsense(words) for _ in range(max(2, n // 16))]
    return captions, described


def train_texts(
    clip: Any,
    maker: BatchMaker,
    config: TrainingConfig,
    progress: Callable[[int, float], None] | None = None,
) -> None:
    """Trains `clip.text` and the scale and bias of its probabilities in place.

    progress hears (step, loss). The same weights, data and config give the same outcome.
    """
    import torch

    pictures = embed_training_pictures(clip, maker, config)
    vectors = torch.from_numpy(pictures.vectors)
    scale = torch.tensor(math.log(START_SCALE), requires_grad=True)
    text = list(clip.text.parameters())
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in text if p.ndim >= 2], "weight_decay": config.weight_decay},
            {"params": [p for p in text if p.ndim < 2], "weight_decay": 0.0},
            {"params": [scale, clip.logit_scale, clip.logit_bias], "weight_decay": 0.0},
        ],
        lr=config.text_stage_rate,
        betas=(0.9, 0.98),
    )
    clip.text.train()
    for step in range(config.text_stage_steps):
        rng = np.random.default_rng([config.seed, 1, step])
        words = random.Random(config.seed * 2_000_003 + step)
        warm_up = min(1.0, (step + 1) / 20)
        cool_down = 0.5 * (1 + math.cos(math.pi * step / config.text_stage_steps))
        for group in optimiser.param_groups:
            group["lr"] = config.text_stage_rate * warm_up * (0.01 + 0.99 * cool_down)
        rows = _chosen_pictures(pictures, rng)
        captions, described = _captions(maker, config, pictures.subject[rows], words)
        loss = _loss(
            clip,
            maker,
            config,
            vectors[rows],
            pictures.subject[rows],
            captions,
            described,
            scale,
            words,
        )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(text, 5.0)
        optimiser.step()
        if progress is not None:
            progress(step + 1, float(loss.detach()))
    clip.eval()


def _loss(
    clip: Any,
    maker: BatchMaker,
    config: TrainingConfig,
    vectors: torch.Tensor,
    subjects: NDArray[np.int64],
    captions: list[Caption],
    described: list[int],
    scale: torch.Tensor,
    words: random.Random,
) -> torch.Tensor:
    import torch

    shop = [words.choice(maker.subjects[row].catalogue_texts).text for row in described]
    lists = maker.tokens([caption.text for caption in captions] + shop)
    encoded = encode_tokens(clip, lists)
    texts, shop_texts = encoded[: len(captions)], encoded[len(captions) :]
    asserted = maker.facts.asserted(captions)
    held, denied = maker.facts.matches(subjects, asserted)
    match, mismatch = torch.from_numpy(held).float(), torch.from_numpy(denied)
    cosines = vectors @ texts.T
    sharp = scale.exp().clamp(max=60.0)
    loss = softmax_loss(cosines.T, sharp, match.T, mismatch.T)
    loss = loss + 0.5 * softmax_loss(cosines, sharp, match, mismatch)
    loss = loss + config.sigmoid_weight * sigmoid_loss(
        cosines, clip.logit_scale.exp().clamp(max=60.0), clip.logit_bias, match, mismatch
    )
    if described:
        shop_held, shop_denied = maker.facts.matches(np.array(described, np.int64), asserted)
        loss = loss + softmax_loss(
            texts @ shop_texts.T,
            sharp,
            torch.from_numpy(shop_held).float().T,
            torch.from_numpy(shop_denied).T,
        )
    return loss
