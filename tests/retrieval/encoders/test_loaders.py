"""Every kind of checkpoint loads through its library's own API and gives that library's vectors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.encoders.encoder import Encoder
from retrieval.encoders.load import load_encoder
from retrieval.encoders.torch_encoder import TorchEncoder
from retrieval.errors import InputError
from tests.checkpoints import N_DIMS
from tests.retrieval.encoders.conftest import MAKERS, TEXTS

Checkpoint = Callable[[str], Path]


def load(folder: Path, cache: Path) -> TorchEncoder:
    encoder = load_encoder(folder, backend="torch", compiled_cache=cache)
    assert isinstance(encoder, TorchEncoder)
    return encoder


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_checkpoint_gives_unit_vectors(
    kind: str, checkpoint: Checkpoint, shared_cache: Path, pictures: list[Image.Image]
) -> None:
    encoder = load(checkpoint(kind), shared_cache)
    assert isinstance(encoder, Encoder)
    for vectors, n in (
        (encoder.encode_texts(TEXTS), len(TEXTS)),
        (encoder.encode_images(pictures), len(pictures)),
    ):
        assert vectors.shape == (n, N_DIMS) == (n, encoder.n_dims)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.logit_scale > 0
    assert encoder.backend == "torch"
    assert encoder.device == "cpu"
    assert encoder.folder == checkpoint(kind)
    assert encoder.name == str(checkpoint(kind))
    assert encoder.id.startswith(f"{checkpoint(kind).name}@")


@pytest.mark.parametrize("kind", ["open_clip", "open_clip_bpe", "open_clip_timm"])
def test_open_clip_models_give_what_open_clip_gives(
    kind: str, checkpoint: Checkpoint, shared_cache: Path, pictures: list[Image.Image]
) -> None:
    import open_clip
    import torch

    name = f"local-dir:{checkpoint(kind)}"
    model, _, transform = open_clip.create_model_and_transforms(name)
    tokenizer = open_clip.get_tokenizer(name)
    with torch.inference_mode():
        texts = model.eval().encode_text(tokenizer(TEXTS), normalize=True).numpy()
        batch = torch.stack([transform(picture) for picture in pictures])
        images = model.encode_image(batch, normalize=True).numpy()
    encoder = load(checkpoint(kind), shared_cache)
    np.testing.assert_allclose(encoder.encode_texts(TEXTS), texts, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_images(pictures), images, atol=1e-5)


@pytest.mark.parametrize("kind", ["siglip2", "siglip2_naflex", "chinese_clip", "clip"])
def test_transformers_models_give_what_transformers_gives(
    kind: str, checkpoint: Checkpoint, shared_cache: Path, pictures: list[Image.Image]
) -> None:
    import torch
    from transformers import AutoImageProcessor, AutoModel, AutoTokenizer

    folder = checkpoint(kind)
    model = AutoModel.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    processor = AutoImageProcessor.from_pretrained(folder)
    siglip = kind.startswith("siglip")
    inputs = tokenizer(
        TEXTS,
        padding="max_length" if siglip else True,
        max_length=16 if kind != "chinese_clip" else 52,
        truncation=True,
        return_tensors="pt",
    )
    if siglip:
        inputs = {"input_ids": inputs["input_ids"]}
    with torch.inference_mode():
        texts = model.get_text_features(**inputs).pooler_output
        images = model.get_image_features(**processor(images=pictures, return_tensors="pt"))
        images = images.pooler_output
    encoder = load(folder, shared_cache)
    for ours, theirs in (
        (encoder.encode_texts(TEXTS), texts),
        (encoder.encode_images(pictures), images),
    ):
        unit = torch.nn.functional.normalize(theirs, dim=-1).numpy()
        assert (ours * unit).sum(1).min() > 0.999


def test_a_text_has_the_same_vector_whatever_stands_beside_it(
    checkpoint: Checkpoint, shared_cache: Path
) -> None:
    encoder = load(checkpoint("chinese_clip"), shared_cache)
    alone = encoder.encode_texts(["红色长裙"])[0]
    beside = encoder.encode_texts(["红色长裙", "long red dress for summer with sleeves " * 3])[0]
    np.testing.assert_allclose(alone, beside, atol=1e-5)


def test_the_same_weights_have_the_same_id_and_other_weights_another(
    checkpoint: Checkpoint, shared_cache: Path, tmp_path: Path
) -> None:
    import shutil

    from tests.checkpoints import make_open_clip_folder

    first = load(checkpoint("open_clip"), shared_cache)
    copy = tmp_path / "elsewhere" / "open_clip"
    shutil.copytree(checkpoint("open_clip"), copy)
    assert load(copy, tmp_path).id == first.id
    other = make_open_clip_folder(tmp_path / "open_clip", seed=1)
    assert load(other, tmp_path).id != first.id


def test_its_name_loads_an_encoder_again_from_any_folder(
    checkpoint: Checkpoint, shared_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkpoint("open_clip").parent)
    for backend in ("torch", "onnx"):
        first = load_encoder("open_clip", compiled_cache=shared_cache, backend=backend)  # type: ignore[arg-type]
        with monkeypatch.context() as elsewhere:
            elsewhere.chdir(tmp_path)
            assert load_encoder(first.name, compiled_cache=shared_cache).id == first.id


def test_a_twin_found_from_another_folder_has_that_folders_name(
    checkpoint: Checkpoint, shared_cache: Path, tmp_path: Path
) -> None:
    import shutil

    first = load_encoder(checkpoint("open_clip"), compiled_cache=shared_cache)
    copy = tmp_path / "open_clip"
    shutil.copytree(checkpoint("open_clip"), copy)
    second = load_encoder(copy, compiled_cache=shared_cache)
    assert second.id == first.id
    assert second.name == str(copy)
    assert second.folder == copy


def test_nothing_to_encode_gives_no_rows(checkpoint: Checkpoint, shared_cache: Path) -> None:
    encoder = load(checkpoint("open_clip"), shared_cache)
    assert encoder.encode_texts([]).shape == (0, N_DIMS)
    assert encoder.encode_images([]).shape == (0, N_DIMS)


@pytest.mark.parametrize("kind", ["open_clip", "open_clip_bpe", "clip"])
def test_any_string_can_be_encoded(kind: str, checkpoint: Checkpoint, shared_cache: Path) -> None:
    encoder = load(checkpoint(kind), shared_cache)
    odd = ["\x00", "\ud800 half a pair", "x" * 200_000, "👗" * 500, "\x1b[31m[bold]", "&amp;" * 99]
    assert np.isfinite(encoder.encode_texts(odd)).all()


def test_what_is_not_a_list_of_texts_is_refused(checkpoint: Checkpoint, shared_cache: Path) -> None:
    encoder = load(checkpoint("open_clip"), shared_cache)
    with pytest.raises(InputError, match="list"):
        encoder.encode_texts("red dress")
    with pytest.raises(InputError, match="string"):
        encoder.encode_texts([None])  # type: ignore[list-item]


def test_pictures_may_be_paths_and_a_broken_one_is_named(
    checkpoint: Checkpoint, shared_cache: Path, pictures: list[Image.Image], tmp_path: Path
) -> None:
    encoder = load(checkpoint("open_clip"), shared_cache)
    path = tmp_path / "a.png"
    pictures[0].save(path)
    np.testing.assert_array_equal(
        encoder.encode_images([path, str(path)]), encoder.encode_images([pictures[0]] * 2)
    )
    (tmp_path / "broken.png").write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match=r"broken\.png"):
        encoder.encode_images([path, tmp_path / "broken.png"])


@pytest.mark.parametrize("backend", ["torch", "onnx"])
def test_several_threads_may_encode_at_once(
    backend: str, checkpoint: Checkpoint, shared_cache: Path, pictures: list[Image.Image]
) -> None:
    encoder = load_encoder(
        checkpoint("open_clip"),
        backend=backend,
        compiled_cache=shared_cache,  # type: ignore[arg-type]
    )
    texts, images = encoder.encode_texts(TEXTS), encoder.encode_images(pictures)
    with ThreadPoolExecutor(8) as pool:
        text_runs = [pool.submit(encoder.encode_texts, TEXTS) for _ in range(20)]
        image_runs = [pool.submit(encoder.encode_images, pictures) for _ in range(20)]
        for run in text_runs:
            np.testing.assert_allclose(run.result(), texts, atol=1e-6)
        for run in image_runs:
            np.testing.assert_allclose(run.result(), images, atol=1e-6)


def test_loading_tells_what_it_does(checkpoint: Checkpoint, shared_cache: Path) -> None:
    told: list[str] = []
    load_encoder(
        checkpoint("open_clip"),
        backend="torch",
        compiled_cache=shared_cache,
        progress=lambda what, done, total: told.append(what),
    )
    assert any("Reading" in what for what in told)


def test_a_device_or_precision_that_does_not_exist_is_refused(
    checkpoint: Checkpoint, shared_cache: Path
) -> None:
    folder = checkpoint("open_clip")
    with pytest.raises(InputError, match="unknown"):
        load_encoder(folder, device="toaster", compiled_cache=shared_cache)
    with pytest.raises(InputError, match="not on this machine"):
        load_encoder(folder, device="cuda:99", compiled_cache=shared_cache)
    with pytest.raises(InputError, match="float16"):
        load_encoder(folder, precision="int3", compiled_cache=shared_cache)
    with pytest.raises(InputError, match="onnx"):
        load_encoder(folder, backend="magic", compiled_cache=shared_cache)  # type: ignore[arg-type]
