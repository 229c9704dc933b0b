"""Fusion: one unit vector a product, whatever parts it has."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import InputError, ModelError
from retrieval.fusion import (
    Fusion,
    FusionKind,
    as_query,
    fuse_product,
    fuse_products,
    fuse_query,
    load_fusion,
    unit,
)

N_DIMS = 8
RNG = np.random.default_rng(3)
GATE = Fusion(
    "gate",
    gate_weight=RNG.normal(size=(N_DIMS, 2 * N_DIMS)).astype(np.float32),
    gate_bias=RNG.normal(size=N_DIMS).astype(np.float32),
)
FUSIONS = [Fusion("add"), Fusion("concat"), Fusion("max"), GATE]


def vectors(n: int) -> np.ndarray:
    return unit(RNG.normal(size=(n, N_DIMS)))


@pytest.mark.parametrize("fusion", FUSIONS, ids=lambda fusion: fusion.kind)
def test_a_product_with_any_parts_becomes_one_unit_vector(fusion: Fusion) -> None:
    text, pictures = vectors(1)[0], vectors(3)
    for has_text, n_pictures in [(True, 3), (True, 1), (True, 0), (False, 1), (False, 3)]:
        fused = fuse_product(text if has_text else None, pictures[:n_pictures], fusion)
        assert fused.shape == (fusion.n_dims(N_DIMS),)
        assert np.linalg.norm(fused) == pytest.approx(1, abs=1e-5)
    with pytest.raises(InputError):
        fuse_product(None, None, fusion)


@pytest.mark.parametrize("fusion", FUSIONS, ids=lambda fusion: fusion.kind)
def test_a_product_with_text_only_is_its_text(fusion: Fusion) -> None:
    text = vectors(1)[0]
    assert fuse_product(text, None, fusion) @ as_query(text, fusion, N_DIMS) == pytest.approx(1)


@pytest.mark.parametrize("fusion", FUSIONS, ids=lambda fusion: fusion.kind)
def test_many_products_at_once_are_as_one_by_one(fusion: Fusion) -> None:
    texts, pictures = vectors(4), vectors(5)
    texts[2] = 0
    owners = np.asarray([0, 0, 2, 3, 3])
    many = fuse_products(texts, pictures, owners, fusion)
    for i in range(4):
        text = None if i == 2 else texts[i]
        assert np.allclose(many[i], fuse_product(text, pictures[owners == i], fusion), atol=1e-6)


def test_each_fusion_is_what_its_name_says() -> None:
    text, picture = vectors(2)
    assert np.allclose(fuse_product(text, picture[None], Fusion("add")), unit(text + picture))
    assert np.allclose(
        fuse_product(text, picture[None], Fusion("max")), unit(np.maximum(text, picture))
    )
    concat = fuse_product(text, picture[None], Fusion("concat"))
    query = vectors(1)[0]
    both = as_query(query, Fusion("concat"), N_DIMS)
    assert both @ concat == pytest.approx((query @ text + query @ picture) / 2, abs=1e-5)
    open_gate = Fusion(
        "gate", gate_weight=np.zeros((1, 16), np.float32), gate_bias=np.float32([50])
    )
    assert np.allclose(fuse_product(text, picture[None], open_gate), text, atol=1e-5)


def test_query_parts_are_added_and_taken_off_by_weight() -> None:
    dog, pool, fruit = np.eye(N_DIMS, dtype=np.float32)[:3]
    query = fuse_query([dog, pool, fruit], [2, 1, -1], Fusion("add"), N_DIMS)
    assert np.allclose(query, unit(2 * dog + pool - fruit))
    with pytest.raises(InputError, match="cancel"):
        fuse_query([dog, dog], [1, -1], Fusion("add"), N_DIMS)
    with pytest.raises(InputError, match="dimensions"):
        fuse_query([np.ones(5)], [1], Fusion("add"), N_DIMS)


@pytest.mark.parametrize("kind", ["add", "concat", "max", "gate"])
def test_the_encoders_folder_says_which_fusion_and_its_parameters(
    tmp_path: Path, kind: FusionKind
) -> None:
    gate = {"weight": np.zeros((1, 16)).tolist(), "bias": [0.5]}
    (tmp_path / "fusion.json").write_text(json.dumps({"schema": 1, "default": kind, "gate": gate}))
    assert load_fusion(tmp_path).kind == kind
    assert load_fusion(tmp_path, "max").kind == "max"
    assert load_fusion(tmp_path, "gate").id.startswith("gate-")


def test_no_file_means_add_and_a_damaged_one_or_a_missing_gate_is_told(tmp_path: Path) -> None:
    assert load_fusion(None).id == "add"
    assert load_fusion(tmp_path).id == "add"
    with pytest.raises(ModelError, match="gate"):
        load_fusion(tmp_path, "gate")
    with pytest.raises(InputError, match="fusion"):
        load_fusion(tmp_path, "median")
    (tmp_path / "fusion.json").write_text('{"gate": {"weight": "x"}}')
    with pytest.raises(ModelError, match="damaged"):
        load_fusion(tmp_path)
