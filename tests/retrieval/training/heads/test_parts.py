"""The parts of heads training: embedding, graph, hard negatives, batches, prices, search, board."""

from __future__ import annotations

import dataclasses
import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.training.config import TrainingConfig
from retrieval.training.heads.batches import HeadsBatchMaker
from retrieval.training.heads.board import Board
from retrieval.training.heads.embedded import EmbeddedData, embed_sources, price_bands
from retrieval.training.heads.graph import attribute_graph, laplacian_loss
from retrieval.training.heads.hard_negatives import hardest, mine
from retrieval.training.heads.loop import HeadsProgress
from retrieval.training.heads.objective import prior_bias
from retrieval.training.heads.recipe import HeadsRecipe
from retrieval.training.heads.search import search_recipe
from retrieval.training.held_out_pairs import Shop
from retrieval.training.sources import read_sources
from tests.retrieval.heads.conftest import random_heads
from tests.retrieval.training.conftest import TinySamples
from tests.retrieval.training.heads.conftest import TINY_EMBEDDING, TINY_HEADS


def test_held_out_photos_are_not_embedded_and_the_first_view_is_the_photo_itself(
    embedded: EmbeddedData, pocket: Encoder, tiny_data: Path
) -> None:
    config = TrainingConfig(held_out_share=0.34, stored_px=40, sample_views=2)
    sources = read_sources(config, tiny_data, TinySamples(), None)
    n_kept = sum(int((~source.held_out).sum()) for source in sources)
    assert any(source.held_out.any() for source in sources)
    assert len(embedded.pictures) == 2 * n_kept
    from PIL import Image

    first = sources[0].pixels[~sources[0].held_out][0]
    plain = pocket.encode_images([Image.fromarray(first)])[0]
    assert float(embedded.pictures[0] @ plain) > 0.9999
    assert float(embedded.pictures[n_kept] @ plain) < 0.9999  # the second view is another crop


def test_vectors_are_kept_for_the_next_run_of_the_same_encoder_and_data(
    pocket: Encoder, tiny_data: Path, tmp_path: Path
) -> None:
    config = TrainingConfig(held_out_share=0.34, stored_px=40, sample_views=2)
    sources = read_sources(config, tiny_data, TinySamples(), None)
    told: list[str] = []

    def embed(seed: int) -> EmbeddedData:
        told.clear()
        recipe = dataclasses.replace(TINY_EMBEDDING, seed=seed)
        tell = lambda what, done, total: told.append(what)  # noqa: E731
        return embed_sources(pocket, sources, recipe, cache=tmp_path, tell=tell)

    first = embed(1)
    assert told
    assert np.array_equal(embed(1).pictures, first.pictures)
    assert not told
    embed(2)
    assert told


def test_things_that_share_rare_attributes_are_nearer_in_the_graph() -> None:
    facts = ["item:a", "kind:dress", "colour:red", "material:silk"]
    held = np.array([[1, 1, 1, 1], [0, 1, 1, 1], [0, 1, 1, -1], [0, 1, -1, -1]], np.int8)
    graph = attribute_graph(facts, held)
    assert np.array_equal(graph, graph.T)
    assert graph[0, 1] == pytest.approx(1.0)  # alike but for the item, which is no attribute
    assert graph[0, 2] > graph[0, 3] == pytest.approx(0.0)  # a kind that all share says nothing


def test_the_graph_pulls_neighbours_together_and_leaves_others_alone() -> None:
    import torch

    pictures = torch.tensor([[1.0, 0.0]], requires_grad=True)
    texts = torch.tensor([[0.6, 0.8], [-1.0, 0.0]])
    loss = laplacian_loss(pictures, texts, torch.tensor([[1.0, 0.0]]))
    assert float(loss) == pytest.approx(0.8)  # |(1, 0) - (0.6, 0.8)|^2
    loss.backward()
    assert pictures.grad is not None
    assert torch.allclose(pictures.grad, -2 * texts[:1])
    assert float(laplacian_loss(pictures, texts, torch.zeros(1, 2))) == 0


@given(st.integers(1, 12), st.integers(1, 6), st.integers(0, 1000))
def test_a_hard_negative_is_always_wrong_and_never_less_near_than_one_left_out(
    n_candidates: int, n_mined: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    anchors = rng.standard_normal((4, 3)).astype(np.float32)
    candidates = rng.standard_normal((n_candidates, 3)).astype(np.float32)
    wrong = rng.random((4, n_candidates)) < 0.5
    found = hardest(anchors, candidates, wrong, n_mined)
    similar = anchors @ candidates.T
    for row, picked in enumerate(found):
        kept = picked[picked >= 0]
        assert len(kept) == min(int(wrong[row].sum()), n_mined, n_candidates)
        assert len(set(kept.tolist())) == len(kept)
        assert wrong[row, kept].all()
        left_out = np.setdiff1d(np.flatnonzero(wrong[row]), kept)
        if len(left_out) and len(kept):
            assert similar[row, left_out].max() <= similar[row, kept].min() + 1e-6


def test_mined_texts_are_denied_and_garments_of_one_class_are_no_negatives(
    embedded: EmbeddedData,
) -> None:
    heads = random_heads(TINY_HEADS.shape, embedded.n_dims)
    mined = mine(heads, embedded, 6)
    for row, texts in enumerate(mined.texts):
        assert (embedded.relation[row, texts[texts >= 0]] == -1).all()
        pictures = mined.pictures[row][mined.pictures[row] >= 0]
        others = [embedded.subjects[s] for s in embedded.picture_subject[pictures]]
        assert all(other.key != embedded.subjects[row].key for other in others)
        if embedded.subjects[row].source == "clothing":
            assert all(other.source != "clothing" for other in others)


def test_a_step_has_no_pair_that_is_both_and_every_picture_a_text_of_its_own(
    embedded: EmbeddedData,
) -> None:
    heads = random_heads(TINY_HEADS.shape, embedded.n_dims)
    maker = HeadsBatchMaker(embedded, 7, 16, 0.5)
    batch = maker.make(3, mine(heads, embedded, 4))
    again = HeadsBatchMaker(embedded, 7, 16, 0.5).make(3, mine(heads, embedded, 4))
    other = HeadsBatchMaker(embedded, 7, 16, 0.5).make(4, None)
    assert np.array_equal(batch.pictures, again.pictures)
    assert not np.array_equal(batch.pictures[:16], other.pictures)
    assert not (batch.match & batch.mismatch).any()
    assert not (batch.same & batch.other).any()
    assert batch.match[:16].any(axis=1).all()
    assert len(batch.pictures) > 16
    nonsense = embedded.text_subject[batch.texts] < 0
    assert nonsense.any()
    assert batch.mismatch[:, nonsense].all()


def test_the_bias_starts_at_the_log_odds_of_one_match_in_a_batch() -> None:
    assert prior_bias(256) == pytest.approx(-math.log(255))
    assert 1 / (1 + math.exp(-prior_bias(256))) == pytest.approx(1 / 256)


@given(st.lists(st.none() | st.floats(0.01, 1e6), max_size=40))
def test_price_bands_follow_the_prices(prices: list[float | None]) -> None:
    bands = price_bands(prices)
    assert all((price is None) == (band == -1) for price, band in zip(prices, bands, strict=True))
    known = sorted((price, band) for price, band in zip(prices, bands, strict=True) if band >= 0)
    assert [band for _, band in known] == sorted(band for _, band in known)
    assert bands.max(initial=0) <= 4


def test_a_search_is_kept_in_its_file_and_goes_on_from_there(
    embedded: EmbeddedData, shops: tuple[Shop, ...], tmp_path: Path
) -> None:
    told: list[tuple[int, float]] = []

    def search(n_trials: int, stop_at: int = 99) -> HeadsRecipe:
        asked = 0

        def should_stop() -> bool:
            nonlocal asked
            asked += 1
            return asked > stop_at

        return search_recipe(
            dataclasses.replace(TINY_HEADS, n_steps=4),
            embedded,
            shops,
            n_trials,
            tmp_path / "study.journal",
            progress=lambda n, best: told.append((n, best)),
            should_stop=should_stop,
        )

    assert search(2, stop_at=0) == search(2, stop_at=2)  # in the first trial, which counts as none
    assert told == []
    search(2)
    found = search(3)
    assert [n for n, _ in told] == [1, 2, 3]
    assert search(3) == found  # has its trials already
    assert [n for n, _ in told] == [1, 2, 3]
    assert told[-1][1] >= told[0][1] > 0
    with pytest.raises(InputError, match="held-out"):
        search_recipe(TINY_HEADS, embedded, (), 1, tmp_path / "other")


def test_the_board_gets_every_figure_and_its_absence_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Board(tmp_path) as board:
        board.show(HeadsProgress(4, 8, 0.1, {"pairs": 1.5}, {"groceries": 0.25}, 0.25))
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(str(tmp_path)).Reload()
    assert events.Scalars("loss/pairs")[0].value == 1.5
    assert events.Scalars("recall@1/groceries")[0].step == 4
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(InputError, match="pip install"):
        Board(tmp_path)
