"""Reciprocal-rank fusion, as the paper has it."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search.rank_fusion import RRF_K, fuse_ranks


def test_scores_are_sums_of_reciprocal_ranks_and_agreement_wins() -> None:
    keys, scores = fuse_ranks([np.asarray([1, 2, 3]), np.asarray([3, 4])], [1.0, 1.0])
    assert keys.tolist() == [3, 1, 2, 4]
    assert RRF_K == 60
    assert scores[0] == pytest.approx(1 / 63 + 1 / 61)


def test_weights_scale_a_list_and_ties_go_to_the_smaller_key() -> None:
    keys, _ = fuse_ranks([np.asarray([9, 1]), np.asarray([2, 1])], [1.0, 1.0])
    assert keys.tolist() == [1, 2, 9]
    keys, _ = fuse_ranks([np.asarray([9]), np.asarray([2])], [2.0, 1.0])
    assert keys.tolist() == [9, 2]


def test_no_lists_and_empty_lists_give_nothing() -> None:
    assert len(fuse_ranks([], [])[0]) == 0
    assert len(fuse_ranks([np.empty(0, np.int64)], [1.0])[0]) == 0
