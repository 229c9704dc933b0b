"""The index: right neighbours, in any dtype, from memory or a mapped file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import InputError, InternalError
from retrieval.fusion import unit
from retrieval.index.allowed import nearest_allowed
from retrieval.index.live_index import LiveIndex
from retrieval.index.usearch_index import EXACT_BELOW, UsearchIndex
from retrieval.index.vector_index import Dtype, IndexSpec, Metric

N_DIMS = 48
RNG = np.random.default_rng(7)


CENTRES = unit(RNG.normal(size=(100, N_DIMS)))


def clustered(n: int) -> np.ndarray:
    """Vectors about a hundred centres, as products are about kinds of things."""
    spread = RNG.normal(size=(n, N_DIMS)) * 0.8 / np.sqrt(N_DIMS)
    return unit(CENTRES[RNG.integers(len(CENTRES), size=n)] + spread)


def made(
    n: int, metric: Metric = "cosine", dtype: Dtype = "f16"
) -> tuple[UsearchIndex, np.ndarray]:
    vectors = clustered(n)
    index = UsearchIndex(IndexSpec(N_DIMS, metric, dtype))
    index.add(np.arange(1, n + 1), vectors)
    return index, vectors


def recall(found: np.ndarray, queries: np.ndarray, vectors: np.ndarray, k: int = 10) -> float:
    true = np.argsort(-(queries @ vectors.T), axis=1)[:, :k] + 1
    return float(
        np.mean([len(set(a) & set(b)) / k for a, b in zip(found[:, :k], true, strict=True)])
    )


@pytest.mark.parametrize("dtype", ["f16", "f32", "i8"])
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_neighbours_are_right_and_survive_saving_and_mapping(
    tmp_path: Path, metric: Metric, dtype: Dtype
) -> None:
    index, vectors = made(EXACT_BELOW + 500, metric, dtype)
    index.save(tmp_path / "a.usearch")
    mapped = UsearchIndex.open(tmp_path / "a.usearch", index.spec)
    assert mapped.is_mapped
    queries = clustered(40)
    keys, distances, counts = mapped.search(queries, 10)
    assert (counts == 10).all()
    assert recall(keys, queries, vectors) >= 0.97
    cosines = np.take_along_axis(queries @ vectors.T, keys - 1, axis=1)
    expected = 2 - 2 * cosines if metric == "euclidean" else 1 - cosines
    assert np.allclose(distances, expected, atol=5e-3)
    assert mapped.self_recall() == 1.0


def test_a_small_index_misses_nothing() -> None:
    index, vectors = made(EXACT_BELOW - 500)
    queries = clustered(40)
    assert recall(index.search(queries, 10)[0], queries, vectors) >= 0.995  # f16 rounds near ties


def test_fewer_vectors_than_asked_for_leave_no_sentinels() -> None:
    index, _ = made(3)
    keys, distances, counts = index.search(clustered(2), 10)
    assert counts.tolist() == [3, 3]
    assert (keys[:, 3:] == -1).all()
    assert np.isinf(distances[:, 3:]).all()
    empty = UsearchIndex(IndexSpec(N_DIMS))
    assert empty.search(clustered(1), 5)[2].tolist() == [0]
    assert empty.search_subset(clustered(1), 5, [1, 2])[2].tolist() == [0]


def test_changing_a_mapped_index_leaves_its_file_alone(tmp_path: Path) -> None:
    index, vectors = made(300)
    path = tmp_path / "a.usearch"
    index.save(path)
    before = path.read_bytes()
    mapped = UsearchIndex.open(path, index.spec)
    path.unlink()  # another process put a newer file in its place
    extra = clustered(1)
    mapped.add([999], extra)
    assert mapped.remove([5, 6, 12345]) == 2
    assert not mapped.is_mapped
    assert mapped.search(extra, 1)[0][0, 0] == 999
    assert 5 not in mapped.search(vectors[4:5], 20)[0]
    index.save(path)
    assert path.read_bytes() == before


def test_a_key_added_again_gets_the_new_vector() -> None:
    index, vectors = made(100)
    replacement = clustered(1)
    index.add([7], replacement)
    assert len(index) == 100
    assert index.search(replacement, 1)[0][0, 0] == 7
    assert index.search(vectors[6:7], 1)[1][0, 0] > 0.01


@pytest.mark.parametrize("dtype", ["f16", "i8"])
def test_a_subset_is_searched_exactly_and_unknown_keys_are_skipped(dtype: Dtype) -> None:
    index, vectors = made(EXACT_BELOW + 500, dtype=dtype)
    query = clustered(1)
    keys = np.arange(1, 2_000, 17)
    found = index.search_subset(query, 5, [*keys, 10**6])[0][0]
    true = keys[np.argsort(-(vectors[keys - 1] @ query[0]))][:5]
    assert found.tolist() == true.tolist()


def test_large_subsets_are_the_same_from_a_matrix_and_after_changes() -> None:
    index, _ = made(EXACT_BELOW)
    query, keys = clustered(1), np.arange(1, 1_900)
    first = index.search_subset(query, 20, keys)
    for _ in range(3):
        again = index.search_subset(query, 20, keys)
        assert (again[0] == first[0]).all()
        assert np.allclose(again[1], first[1], atol=1e-6)
    index.add([7], query)
    assert index.search_subset(query, 1, keys)[0].tolist() == [[7]]
    index.remove([7])
    assert 7 not in index.search_subset(query, 20, keys)[0]


def test_equal_vectors_are_ordered_by_key() -> None:
    index = UsearchIndex(IndexSpec(N_DIMS))
    vector = clustered(1)
    index.add([5, 3, 9, 1], np.repeat(vector, 4, axis=0))
    assert index.search(vector, 4)[0].tolist() == [[1, 3, 5, 9]]


@pytest.mark.parametrize(
    "bad", [np.zeros((1, N_DIMS + 1)), np.full((1, N_DIMS), np.nan), np.zeros((2, N_DIMS))]
)
def test_vectors_that_do_not_fit_are_refused(bad: np.ndarray) -> None:
    with pytest.raises(InputError):
        UsearchIndex(IndexSpec(N_DIMS)).add([1], bad)


def test_a_file_of_other_dimensions_or_of_something_else_is_refused(tmp_path: Path) -> None:
    index, _ = made(10)
    index.save(tmp_path / "a.usearch")
    with pytest.raises(InternalError, match="dimensions"):
        UsearchIndex.open(tmp_path / "a.usearch", IndexSpec(N_DIMS + 1))
    (tmp_path / "b.usearch").write_bytes(b"no index at all" * 100)
    with pytest.raises(InternalError):
        UsearchIndex.open(tmp_path / "b.usearch", IndexSpec(N_DIMS))


def test_fresh_vectors_are_found_before_and_after_they_enter_the_graph() -> None:
    graph, vectors = made(EXACT_BELOW + 100)
    index = LiveIndex(graph)
    extra = clustered(50)
    index.add(np.arange(10_001, 10_051), extra)
    index.add([3], extra[:1] * -1)
    assert index.remove([4, 10_050]) == 2
    assert len(index) == EXACT_BELOW + 100 + 50 - 2

    def check() -> None:
        keys = index.search(extra[:49], 1)[0][:, 0]
        assert keys.tolist() == list(range(10_001, 10_050))
        assert index.search(-extra[0], 1)[0][0, 0] == 3
        assert 4 not in index.search(vectors[3:4], 10)[0]
        assert index.search_subset(extra[:1], 2, [10_001, 3])[0].tolist() == [[10_001, 3]]
        assert sorted(index.vectors([10_002, 1])[0].tolist()) == [1, 10_002]

    check()
    assert index.absorb(20) == 20
    assert index.n_fresh == 30
    check()
    index.absorb()
    assert index.n_fresh == 0
    check()


@pytest.mark.parametrize("n_allowed", [1, 7, 500, 4_500, 5_500])
def test_filtered_neighbours_are_all_allowed_and_as_many_as_exist(
    n_allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.allowed.SUBSET_MAX", 4_000)
    index, vectors = FILTERED
    allowed = np.sort(np.random.default_rng(n_allowed).permutation(6_000)[:n_allowed] + 1)
    for query in clustered(10):
        keys, _ = nearest_allowed(index, query, 20, allowed)
        assert len(keys) == min(20, n_allowed)
        assert set(keys.tolist()) <= set(allowed.tolist())
        true = allowed[np.argsort(-(vectors[allowed - 1] @ query))][:20]
        assert len(set(keys.tolist()) & set(true.tolist())) >= 0.9 * len(true)


def test_allowed_products_that_are_all_far_away_are_still_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("retrieval.index.allowed.SUBSET_MAX", 4_000)
    index, vectors = FILTERED
    query = vectors[0]
    allowed = np.sort(np.argsort(vectors @ query)[:4_200] + 1)
    keys, _ = nearest_allowed(index, query, 50, allowed)
    true = allowed[np.argsort(-(vectors[allowed - 1] @ query))][:50]
    assert len(keys) == 50
    assert len(set(keys.tolist()) & set(true.tolist())) >= 45


FILTERED = made(6_000)
