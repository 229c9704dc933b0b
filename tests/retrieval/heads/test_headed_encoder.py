"""An encoder with heads is an encoder like any other, and never mixed up with the plain one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval import Encoder, Product, Searcher, SearchRequest, Store, load_encoder
from retrieval.catalogue.embed import switch_model
from retrieval.catalogue.ingest import add
from retrieval.encoders.pipeline import encode_pictures
from retrieval.errors import InputError, ModelError, StoreError
from retrieval.heads.naming import split_name, whole_name
from retrieval.search.request import QueryPart

HeadsFile = Callable[..., Path]


def test_a_name_with_heads_loads_the_encoder_wearing_them(
    pocket: Encoder, heads_file: HeadsFile
) -> None:
    encoder = load_encoder(f"pocket+heads:{heads_file()}", device="cpu")
    assert isinstance(encoder, Encoder)
    assert (encoder.n_dims, encoder.logit_scale, encoder.logit_bias) == (64, 12.5, -3.25)
    assert encoder.id.startswith(pocket.id)
    assert encoder.id != pocket.id
    texts = encoder.encode_texts(["red dress", "红色长裙"])
    assert texts.shape == (2, 64)
    assert np.allclose(np.linalg.norm(texts, axis=1), 1, atol=1e-5)


def test_pictures_come_out_alike_by_every_way_in(heads_file: HeadsFile) -> None:
    encoder = load_encoder(f"pocket+heads:{heads_file()}", device="cpu")
    pictures = [Image.new("RGB", (50, 40), colour) for colour in ("red", "green", "blue")]
    whole = encoder.encode_images(pictures)
    piped = np.stack([vector for _, vector in encode_pictures(encoder, pictures)])  # type: ignore[misc]
    prepared = encoder.encode_preprocessed(np.stack([encoder.preprocess(p) for p in pictures]))
    assert np.allclose(whole, piped, atol=1e-4)
    assert np.allclose(whole, prepared, atol=1e-4)


def test_heads_of_another_encoder_are_refused(heads_file: HeadsFile) -> None:
    other = heads_file("other.safetensors", encoder_id="ViT-B-32/laion@0123456789ab")
    with pytest.raises(ModelError, match="belongs to the encoder ViT-B-32/laion@0123456789ab"):
        load_encoder(f"pocket+heads:{other}", device="cpu")
    with pytest.raises(ModelError, match="no heads file"):
        load_encoder("pocket+heads:nowhere.safetensors", device="cpu")


@pytest.mark.parametrize("name", ["pocket+heads:", "+heads:file"])
def test_half_a_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        split_name(name)


def test_a_name_is_the_same_from_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert whole_name("pocket+heads:h.safetensors") == f"pocket+heads:{tmp_path / 'h.safetensors'}"
    assert whole_name("pocket") == "pocket"


def test_a_store_never_compares_vectors_with_and_without_heads(
    tmp_path: Path, pocket: Encoder, heads_file: HeadsFile
) -> None:
    file = heads_file(n_mixed_dims=None)  # as many dimensions as pocket: only the id tells
    headed = load_encoder(f"pocket+heads:{file}", device="cpu")
    request = SearchRequest(parts=(QueryPart("text", "red dress"),))
    with Store.open(tmp_path / "shop", create=True) as store:
        add(store, [Product(id="1", title="red dress"), Product(id="2", title="mug")], pocket)
        with pytest.raises(StoreError, match="vitrine models use"):
            add(store, [Product(id="3", title="hat")], headed)
        with pytest.raises(StoreError):
            Searcher(store, headed).search(request)
        assert switch_model(store, headed).complete
        with Searcher(store, headed) as searcher:
            assert searcher.search(request).hits[0].product.id == "1"
        with pytest.raises(StoreError):
            Searcher(store, pocket).search(request)
        assert switch_model(store, pocket).complete
        assert store.encoder_name == "pocket"


def test_a_moved_heads_file_is_found_again_without_embedding_anew(
    tmp_path: Path, heads_file: HeadsFile
) -> None:
    first = heads_file()
    with Store.open(tmp_path / "shop", create=True) as store:
        add(store, [Product(id="1", title="hat")], load_encoder(f"pocket+heads:{first}"))
        moved = tmp_path / "elsewhere" / "heads.safetensors"
        moved.parent.mkdir()
        shutil.move(first, moved)
        report = switch_model(store, load_encoder(f"pocket+heads:{moved}"))
        assert report.n_texts == 0
        assert store.encoder_name == f"pocket+heads:{moved}"


def test_calibration_and_fusion_come_from_the_folder_beside_the_heads(
    heads_file: HeadsFile,
) -> None:
    file = heads_file()
    assert load_encoder(f"pocket+heads:{file}").folder is None
    file.with_suffix("").mkdir()
    assert load_encoder(f"pocket+heads:{file}").folder == file.with_suffix("").resolve()


def test_the_command_line_switches_heads_on_and_off_for_good(
    tmp_path: Path, heads_file: HeadsFile, pocket: Encoder
) -> None:
    heads_file()
    rows = tmp_path / "shop.csv"
    rows.write_text("id,title\n1,red dress\n2,blue mug\n", encoding="utf-8")
    model, store = "pocket+heads:heads.safetensors", str(tmp_path / "store")

    def vitrine(*arguments: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "assistant.cli.main", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    vitrine("catalogue", "add", "shop.csv", "--model", model, "--store", store)
    vitrine("catalogue", "add", "shop.csv", "--model", model, "--store", store)
    answer = json.loads(vitrine("ask", "red dress", "--store", store, "--json"))
    assert answer["hits"][0]["id"] == "1"
    whole = f"pocket+heads:{tmp_path / 'heads.safetensors'}"
    assert answer["models"]["encoder"]["name"] == whole
    vitrine("models", "use", "pocket", "--store", store)
    answer = json.loads(vitrine("ask", "red dress", "--store", store, "--json"))
    assert answer["models"]["encoder"]["name"] == "pocket"
