"""Reciprocal-rank fusion, as the paper has it."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search.rank_fusion import RRF_K, fuse_ranks, reciprocal_ranks


def ranked(*keys: int, weight: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(keys, np.int64), reciprocal_ranks(len(keys), weight)


def test_scores_are_sums_of_reciprocal_ranks_and_agreement_wins() -> None:
    keys, scores = fuse_ranks([ranked(1, 2, 3), ranked(3, 4)])
    assert keys.tolist() == [3, 1, 2, 4]
    assert RRF_K == 60
    assert scores[0] == pytest.approx(1 / 63 + 1 / 61)


def test_weights_scale_a_list_and_ties_go_to_the_smaller_key() -> None:
    assert fuse_ranks([ranked(9, 1), ranked(2, 1)])[0].tolist() == [1, 2, 9]
    assert fuse_ranks([ranked(9, weight=2.0), ranked(2)])[0].tolist() == [9, 2]


def test_no_lists_and_empty_lists_give_nothing() -> None:
    assert len(fuse_ranks([])[0]) == 0
    assert len(fuse_ranks([ranked()])[0]) == 0
