"""A photo and words become one query as the file beside the encoder says, else as their sum."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from retrieval import Encoder, Product, Searcher, SearchRequest, Store, load_encoder
from retrieval.catalogue.ingest import add
from retrieval.errors import ModelError
from retrieval.fusion import Fusion, unit
from retrieval.heads.mixing import MIXING_FILE, Mixing, MixingKind, load_mixing, save_mixing
from retrieval.search.request import QueryPart
from retrieval.search.understanding import embed_parts
from retrieval.training.heads.mixing_fit import MixingRecipe, build_mixing, mixed_by


def random_mixing(kind: MixingKind, n_dims: int) -> Mixing:
    """Of random parameters, small ones."""
    import torch

    torch.manual_seed(1)
    if kind in ("add", "max"):
        return Mixing(kind, {"picture_weight": np.full(1, 0.5, np.float32)})
    network = build_mixing(kind, n_dims, MixingRecipe(n_tokens=2, width=4))
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return Mixing(kind, {n: v.detach().numpy() for n, v in network.state_dict().items()})


def unit_rows(seed: int, n_dims: int = 6) -> np.ndarray:
    return unit(np.random.default_rng(seed).standard_normal((3, n_dims)))


@pytest.mark.parametrize("kind", ["concat", "gate", "attention"])
def test_answering_computes_what_training_computed(kind: MixingKind) -> None:
    import torch

    mixing = random_mixing(kind, 6)
    texts, pictures = unit_rows(1), unit_rows(2)
    network = build_mixing(kind, 6, MixingRecipe(n_tokens=2, width=4)).eval()
    network.load_state_dict({n: torch.from_numpy(v) for n, v in mixing.tensors.items()})
    torch_texts, torch_pictures = torch.from_numpy(texts), torch.from_numpy(pictures)
    expected = mixed_by(network, kind, torch_texts, torch_pictures, 0.5).detach().numpy()
    assert np.allclose(mixing.mix(texts, pictures), unit(expected), atol=1e-5)


@pytest.mark.parametrize("kind", get_args(MixingKind))
def test_a_file_gives_back_its_mixing(kind: MixingKind, tmp_path: Path) -> None:
    mixing = random_mixing(kind, 6)
    save_mixing(mixing, tmp_path)
    again = load_mixing(tmp_path, 6)
    assert again is not None
    assert again.kind == kind
    texts, pictures = unit_rows(3), unit_rows(4)
    assert np.array_equal(again.mix(texts, pictures), mixing.mix(texts, pictures))


def test_damaged_files_and_those_of_other_dimensions_are_refused(tmp_path: Path) -> None:
    assert load_mixing(None, 6) is None
    assert load_mixing(tmp_path, 6) is None
    save_mixing(random_mixing("gate", 6), tmp_path)
    with pytest.raises(ModelError, match="make it again"):
        load_mixing(tmp_path, 7)
    whole = (tmp_path / MIXING_FILE).read_bytes()
    for length in (0, 8, len(whole) // 2):
        (tmp_path / MIXING_FILE).write_bytes(whole[:length])
        with pytest.raises(ModelError, match="make it again"):
            load_mixing(tmp_path, 6)


def test_only_one_text_with_one_picture_of_the_same_weight_is_mixed(pocket: Encoder) -> None:
    photo = Image.new("RGB", (40, 40), "red")
    mixing = Mixing("add", {"picture_weight": np.full(1, 3.0, np.float32)})
    text, picture = QueryPart("text", "dress"), QueryPart("image", photo)

    def query(*parts: QueryPart, mixed: bool = True) -> np.ndarray:
        texts = [str(part.value) for part in parts if part.kind == "text"]
        chosen = mixing if mixed else None
        return embed_parts(parts, texts, pocket, Fusion(), {}, chosen).query

    words, looks = pocket.encode_texts(["dress"])[0], pocket.encode_images([photo])[0]
    assert np.allclose(query(text, picture), unit(words + 3 * looks), atol=1e-4)
    assert np.allclose(query(text, picture, mixed=False), unit(words + looks), atol=1e-4)
    heavier = QueryPart("image", photo, 2.0)
    assert np.allclose(query(text, heavier), unit(words + 2 * looks), atol=1e-4)
    assert np.array_equal(query(text), query(text, mixed=False))
    more = QueryPart("text", "long")
    assert np.array_equal(query(text, more, picture), query(text, more, picture, mixed=False))
    unwanted = QueryPart("text", "hat", -1.0)
    refused = query(text, picture, unwanted)
    hat = pocket.encode_texts(["hat"])[0]
    mixed = unit(words + 3 * looks) * np.linalg.norm(words + looks)
    assert np.allclose(refused, unit(mixed - hat), atol=1e-4)


def test_a_search_uses_the_mixing_that_lies_beside_the_heads(
    tmp_path: Path, heads_file: Callable[..., Path]
) -> None:
    file = heads_file(n_mixed_dims=None)
    red, blue = Image.new("RGB", (40, 40), "red"), tmp_path / "blue.png"
    Image.new("RGB", (40, 40), "blue").save(blue)
    folder = file.with_suffix("")
    folder.mkdir()
    products = [Product(id="picture", images=(str(blue),)), Product(id="text", title="mug")]
    request = SearchRequest((QueryPart("text", "mug"), QueryPart("image", red)), mode="vector")

    def first(picture_weight: float) -> str:
        tensors = {"picture_weight": np.full(1, picture_weight, np.float32)}
        save_mixing(Mixing("add", tensors), folder)
        encoder = load_encoder(f"pocket+heads:{file}", device="cpu")
        with Store.open(tmp_path / "shop", create=True) as store:
            add(store, products, encoder)
            with Searcher(store, encoder) as searcher:
                return searcher.search(request).hits[0].product.id

    assert first(0.0) == "text"
    assert first(50.0) == "picture"
