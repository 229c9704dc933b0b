"""Reciprocal-rank fusion, as the paper has it, and what each list gives."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search.lexical import LexicalHits
from retrieval.search.rank_fusion import RRF_K, fuse_ranks, reciprocal_rank
from retrieval.search.ranking import LEXICAL_WEIGHT, ranked_by_words


def ranked(*keys: int, weight: float = 1.0) -> dict[int, float]:
    return {key: reciprocal_rank(rank, weight) for rank, key in enumerate(keys, 1)}


def test_scores_are_sums_of_reciprocal_ranks_and_agreement_wins() -> None:
    found = fuse_ranks([ranked(1, 2, 3), ranked(3, 4)])
    assert [key for key, _ in found] == [3, 1, 2, 4]
    assert RRF_K == 60
    assert found[0][1] == pytest.approx(1 / 63 + 1 / 61)


def test_weights_scale_a_list_and_ties_go_to_the_smaller_key() -> None:
    assert [key for key, _ in fuse_ranks([ranked(9, 1), ranked(2, 1)])] == [1, 2, 9]
    assert [key for key, _ in fuse_ranks([ranked(9, weight=2.0), ranked(2)])] == [9, 2]


def test_no_lists_and_empty_lists_give_nothing() -> None:
    assert fuse_ranks([]) == []
    assert fuse_ranks([{}, {}]) == []


def test_words_give_in_proportion_to_coverage_and_equal_scores_share_a_rank() -> None:
    hits = LexicalHits(
        np.asarray([4, 2, 9, 7]),
        np.asarray([5.0, 3.0, 3.0, 2.0]),
        np.asarray([1.0, 0.5, 0.5, 0.5]),
    )
    by_words = ranked_by_words(hits, text_share=0.5)
    assert by_words.ranks == {4: 1, 2: 2, 9: 2, 7: 4}
    assert by_words.given[4] == pytest.approx(LEXICAL_WEIGHT * 0.5 / 61)
    assert by_words.given[7] == pytest.approx(LEXICAL_WEIGHT * 0.5 * 0.5 / 64)
