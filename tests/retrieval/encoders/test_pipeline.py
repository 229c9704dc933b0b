"""Many pictures are encoded in order, decoded ahead on threads, and broken ones do not stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.encoders.encoder import Encoder
from retrieval.encoders.load import load_encoder
from retrieval.encoders.pipeline import encode_pictures
from retrieval.errors import InputError

N_PICTURES = 100


@pytest.fixture(scope="module", params=["torch", "onnx"])
def encoder(
    request: pytest.FixtureRequest, checkpoint: Callable[[str], Path], shared_cache: Path
) -> Encoder:
    return load_encoder(checkpoint("open_clip"), compiled_cache=shared_cache, backend=request.param)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pictures")
    random = np.random.default_rng(0)
    for number in range(N_PICTURES):
        noise = random.integers(0, 256, (40, 50, 3), np.uint8)
        Image.fromarray(noise).save(folder / f"{number:03}.png")
    (folder / "017.png").write_bytes(b"")
    (folder / "050.png").write_bytes((folder / "049.png").read_bytes()[:500])
    return sorted(folder.iterdir())


def test_every_picture_gets_its_own_vector_and_broken_ones_their_error(
    encoder: Encoder, files: list[Path]
) -> None:
    outcomes = dict(encode_pictures(encoder, files))
    assert list(outcomes) == list(range(N_PICTURES))
    for index, outcome in outcomes.items():
        if index in (17, 50):
            assert isinstance(outcome, InputError)
            assert f"{index:03}.png" in str(outcome)
        else:
            assert isinstance(outcome, np.ndarray)
    sound = [index for index in outcomes if index not in (17, 50)]
    np.testing.assert_allclose(
        np.stack([outcomes[index] for index in sound]),
        encoder.encode_images([files[index] for index in sound]),
        atol=1e-5,
    )


def test_no_pictures_give_nothing(encoder: Encoder) -> None:
    assert list(encode_pictures(encoder, [])) == []


def test_a_picture_may_be_fetched_by_a_function_on_the_threads(
    encoder: Encoder, files: list[Path]
) -> None:
    callers: set[str] = set()

    def fetched() -> bytes:
        callers.add(threading.current_thread().name)
        return files[0].read_bytes()

    def refused() -> bytes:
        raise InputError("not allowed")

    outcomes = [outcome for _, outcome in encode_pictures(encoder, [fetched, refused])]
    assert isinstance(outcomes[0], np.ndarray)
    assert isinstance(outcomes[1], InputError)
    assert all(name.startswith("decode") for name in callers)


def test_pictures_are_read_only_a_few_batches_ahead(encoder: Encoder, files: list[Path]) -> None:
    taken = 0

    def source() -> Iterator[Path]:
        nonlocal taken
        for path in files * 5:
            taken += 1
            yield path

    furthest = 0
    for index, _ in encode_pictures(encoder, source(), batches_ahead=1):
        furthest = max(furthest, taken - index)
    assert furthest <= (getattr(encoder, "n_lanes", 0) + 3) * encoder.batch_size
    assert taken == len(files) * 5


def test_leaving_early_or_being_told_to_stop_ends_the_threads(
    encoder: Encoder, files: list[Path]
) -> None:
    before = threading.active_count()
    for index, _ in encode_pictures(encoder, files):
        if index == 3:
            break
    seen = []
    stop = threading.Event()
    for index, _ in encode_pictures(encoder, files, should_stop=stop.is_set):
        seen.append(index)
        stop.set()
    assert len(seen) == encoder.batch_size
    assert threading.active_count() == before
