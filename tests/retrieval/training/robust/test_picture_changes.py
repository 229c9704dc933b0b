"""Some pictures of a step wear a sticker or are corrupted; the others stay exactly as they were."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch

from retrieval.robustness.corruptions import CORRUPTIONS
from retrieval.training.config import TrainingConfig
from retrieval.training.robust.batches import RobustBatchMaker, class_packshots
from retrieval.training.robust.class_vectors import class_vectors
from retrieval.training.robust.picture_changes import TRAINED_CORRUPTIONS, changed_pixels
from retrieval.training.robust.towers import Towers
from retrieval.training.sources import read_sources
from tests.retrieval.training.conftest import TinySamples
from tests.retrieval.training.robust.conftest import TINY_ROBUST

GREY = torch.full((60, 3, 96, 96), 0.4)


def share_changed(changed: torch.Tensor) -> float:
    return float((changed - GREY).abs().amax((1, 2, 3)).gt(0.02).float().mean())


def test_the_shares_of_stickers_and_corruptions_are_kept_and_the_rest_is_untouched() -> None:
    none = changed_pixels(GREY, ["shoe"] * 60, 0.0, 0.0, random.Random(1))
    assert torch.equal(none, GREY)
    some = changed_pixels(GREY, ["shoe"] * 60, 0.5, 0.0, random.Random(1))
    assert 0.3 < share_changed(some) < 0.7
    every = changed_pixels(GREY, ["shoe"] * 60, 1.0, 0.0, random.Random(1))
    assert share_changed(every) == 1.0
    assert bool(((every >= 0) & (every <= 1)).all())


def test_stickers_cover_a_part_and_bear_ink_where_a_word_is_given() -> None:
    worn = changed_pixels(GREY, ["banana"] * 60, 1.0, 0.0, random.Random(3))
    covered = (worn - GREY).abs().amax(1).gt(0.05).float().mean((1, 2))
    assert float(covered.min()) > 0.02 and float(covered.max()) < 0.3
    inked = worn.amin((1, 2, 3)) < 0.25
    assert 0.3 < float(inked.float().mean()) < 0.9  # the others are blank, or small
    blank = changed_pixels(GREY, [""] * 60, 1.0, 0.0, random.Random(3))
    assert float(blank.amin()) > 0.3


def test_some_corruptions_are_kept_for_measuring() -> None:
    assert set(TRAINED_CORRUPTIONS) < set(CORRUPTIONS)
    assert len(set(CORRUPTIONS) - set(TRAINED_CORRUPTIONS)) == 7


def test_a_step_is_made_the_same_twice_and_its_clean_pictures_stay_clean(tiny_data: Path) -> None:
    reading = TrainingConfig(stored_px=40, sample_views=2, held_out_share=0.3)
    sources = read_sources(reading, tiny_data, TinySamples(), None)
    batches = [RobustBatchMaker(TINY_ROBUST, sources, (32, 32)).make(2) for _ in range(2)]
    assert torch.equal(batches[0].changed, batches[1].changed)
    assert batches[0].changed.shape == batches[0].pixels.shape
    same = (batches[0].changed == batches[0].pixels).all(-1).all(-1).all(-1)
    assert 0 < int(same.sum()) < len(same)


def test_a_class_is_said_and_shown(tiny_data: Path, pocket_towers: Towers) -> None:
    reading = TrainingConfig(stored_px=40, sample_views=2, held_out_share=0.3)
    source = next(s for s in read_sources(reading, tiny_data, None, None) if s.source == "grocery")
    packshots = class_packshots(source)
    assert all(len(pictures) == 1 for pictures in packshots)
    texts = [[f"thing {number}"] for number in range(len(packshots))]
    said = class_vectors(pocket_towers, texts, packshots, 0.0)
    both = class_vectors(pocket_towers, texts, packshots, 0.6)
    bare = class_vectors(pocket_towers, texts, [pictures[:0] for pictures in packshots], 0.6)
    assert torch.allclose(said, bare)
    for vectors in (said, both):
        assert np.allclose(torch.linalg.vector_norm(vectors, dim=1), 1, atol=1e-5)
    shown = pocket_towers.encode_pixels(
        torch.nn.functional.interpolate(
            torch.from_numpy(np.concatenate(packshots)).permute(0, 3, 1, 2) / 255,
            size=pocket_towers.side_px,
            mode="bicubic",
            antialias=True,
        ).clamp(0, 1)
    )
    assert bool(((both * shown).sum(1) > (said * shown).sum(1)).all())
