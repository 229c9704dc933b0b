"""Everything there is to train on, and the texts a tokenizer learns from; not for batches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from retrieval.errors import InputError
from retrieval.training.captions import write_caption
from retrieval.training.clothing_photos import read_clothing
from retrieval.training.config import TrainingConfig
from retrieval.training.grocery_photos import read_groceries
from retrieval.training.pictures import Pictures
from retrieval.training.sample_renderings import SampleProducts, read_samples

N_CORPUS_CAPTIONS = 40  # a subject, for the tokenizer to learn from


def read_sources(
    config: TrainingConfig, data: Path | None, samples: SampleProducts | None, cache: Path | None
) -> list[Pictures]:
    """Everything there is to train on; InputError when there is nothing."""
    sources: list[Pictures] = []
    share = config.held_out_share
    if data is not None:
        if (data / "grocery" / "train.csv").is_file():
            sources.append(read_groceries(data, "train", config.stored_px, share))
        if (data / "clothing" / "train.csv").is_file():
            sources.append(read_clothing(data, "train", config.stored_px, share))
    if samples is not None:
        views = range(1, config.sample_views + 1)
        sources.append(read_samples(samples, views, config.stored_px, cache=cache))
    if not sources:
        raise InputError(
            f"There is nothing to train on in {data}: it should hold grocery/ or clothing/."
        )
    return sources


def caption_corpus(sources: Sequence[Pictures], seed: int) -> list[str]:
    """Texts for the tokenizer to learn from: captions of every subject."""
    rng = random.Random(seed)
    texts = []
    for source in sources:
        for subject in source.subjects:
            texts += [c.text for c in (*subject.catalogue_texts, *subject.fixed)]
            texts += [write_caption(subject, rng, 0.0).text for _ in range(N_CORPUS_CAPTIONS)]
    return texts
