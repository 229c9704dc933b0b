"""All training pictures and texts as vectors of the frozen encoder, made once; not for steps."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.training.captions import write_caption, write_nonsense
from retrieval.training.heads.recipe import EmbeddingRecipe
from retrieval.training.pictures import Pictures
from retrieval.training.subjects import Caption, FactTable, Subject

Vectors = NDArray[np.float32]
Tell = Callable[[str, int, int | None], None]
CHUNK = 256  # pictures decoded, cropped and encoded at a time
_CAPTION_CHUNK = 4096  # captions compared with all subjects at a time


@dataclass(frozen=True)
class EmbeddedData:
    """What the heads learn from; no picture or text is needed any more.

    pictures: (n, d) unit length. picture_subject: (n,) int64. texts: (m, d). text_subject: (m,)
    int64, -1 for nonsense. is_catalogue: (m,) bool, a product's text as a catalogue holds it.
    relation: (n_subjects, m) int8: 1 the text is true of the subject, -1 it is not, 0 nobody knows;
    only -1 is ever a negative. held: (n_subjects, n_facts) int8, likewise, of the facts in `facts`.
    price_band: (n_subjects,) int64, -1 where there is no price.
    """

    encoder_id: str
    subjects: tuple[Subject, ...]
    pictures: Vectors
    picture_subject: NDArray[np.int64]
    texts: Vectors
    text_subject: NDArray[np.int64]
    is_catalogue: NDArray[np.bool_]
    relation: NDArray[np.int8]
    facts: tuple[str, ...]
    held: NDArray[np.int8]
    price_band: NDArray[np.int64]

    @property
    def n_dims(self) -> int:
        return int(self.pictures.shape[1])


def embed_sources(
    encoder: Encoder,
    sources: Sequence[Pictures],
    recipe: EmbeddingRecipe,
    *,
    prices: dict[str, float] | None = None,
    cache: Path | None = None,
    tell: Tell | None = None,
) -> EmbeddedData:
    """Embed every train picture in several views and captions of every subject.

    Pictures that are held out are left out. prices: subject key -> price. cache: a folder in which
    the vectors are kept for the next run of the same encoder, data and recipe.
    """
    if not sources:
        raise InputError("There is nothing to train heads on.")
    subjects = tuple(subject for source in sources for subject in source.subjects)
    captions, text_subject, is_catalogue = written_captions(subjects, recipe)
    rows = picture_subjects(sources)
    picture_subject = np.tile(rows, recipe.n_views)
    vectors = _recalled(cache, encoder, sources, captions, recipe)
    if vectors is None:
        pictures = _embedded_pictures(encoder, sources, recipe, tell or _silent)
        texts = _embedded_texts(encoder, captions, tell or _silent)
        vectors = pictures, texts
        _remember(cache, encoder, sources, captions, recipe, vectors)
    table = FactTable(subjects)
    names = sorted(table.number, key=table.number.__getitem__)
    return EmbeddedData(
        encoder.id,
        subjects,
        vectors[0],
        picture_subject,
        vectors[1],
        text_subject,
        is_catalogue,
        _relation(table, captions),
        tuple(names),
        table.states[:-1],
        price_bands([(prices or {}).get(subject.key) for subject in subjects]),
    )


def price_bands(prices: Sequence[float | None], n_bands: int = 5) -> NDArray[np.int64]:
    """(n,) int64 quantile of each price among all of them, -1 where there is none."""
    known = np.array([price for price in prices if price is not None], np.float64)
    bands = np.full(len(prices), -1, np.int64)
    if len(known):
        edges = np.quantile(known, np.linspace(0, 1, n_bands + 1)[1:-1])
        for row, price in enumerate(prices):
            if price is not None:
                bands[row] = int(np.searchsorted(edges, price, side="right"))
    return bands


def written_captions(
    subjects: Sequence[Subject], recipe: EmbeddingRecipe
) -> tuple[list[Caption], NDArray[np.int64], NDArray[np.bool_]]:
    """The m texts that are embedded, their subjects and whether they are a catalogue's."""
    rng = random.Random(recipe.seed)
    captions: list[Caption] = []
    owner: list[int] = []
    catalogue: list[bool] = []
    for row, subject in enumerate(subjects):
        written = [write_caption(subject, rng) for _ in range(recipe.n_captions)]
        texts = [*subject.catalogue_texts[:1], *dict.fromkeys(written)]
        captions += texts
        owner += [row] * len(texts)
        n_catalogue = len(subject.catalogue_texts[:1])
        catalogue += [True] * n_catalogue + [False] * (len(texts) - n_catalogue)
    captions += [write_nonsense(rng) for _ in range(recipe.n_nonsense)]
    owner += [-1] * recipe.n_nonsense
    catalogue += [False] * recipe.n_nonsense
    return captions, np.array(owner, np.int64), np.array(catalogue, bool)


def picture_subjects(sources: Sequence[Pictures]) -> NDArray[np.int64]:
    """(n,) the subject of every picture that may be trained on, source after source.

    In the order of the first n vectors of `EmbeddedData.pictures`; further views follow.
    """
    rows, first = [], 0
    for source in sources:
        rows.append(source.subject[~source.held_out] + first)
        first += len(source.subjects)
    return np.concatenate(rows)


def _relation(table: FactTable, captions: Sequence[Caption]) -> NDArray[np.int8]:
    n_subjects = len(table.states) - 1
    everyone = np.arange(n_subjects)
    relation = np.zeros((n_subjects, len(captions)), np.int8)
    for start in range(0, len(captions), _CAPTION_CHUNK):
        asserted = table.asserted(captions[start : start + _CAPTION_CHUNK])
        held, denied = table.matches(everyone, asserted)
        relation[:, start : start + len(asserted)] = held.astype(np.int8) - denied.astype(np.int8)
    return relation


def _embedded_texts(encoder: Encoder, captions: Sequence[Caption], tell: Tell) -> Vectors:
    vectors = []
    for start in range(0, len(captions), CHUNK):
        tell("Embedding texts", start, len(captions))
        texts = [caption.text for caption in captions[start : start + CHUNK]]
        vectors.append(encoder.encode_texts(texts))
    return np.concatenate(vectors)


def _embedded_pictures(
    encoder: Encoder, sources: Sequence[Pictures], recipe: EmbeddingRecipe, tell: Tell
) -> Vectors:
    n_pictures = sum(int((~source.held_out).sum()) for source in sources) * recipe.n_views
    vectors: list[Vectors] = []
    n_done = 0
    for view in range(recipe.n_views):
        for source in sources:
            for squares in _views(source, view, recipe):
                tell("Embedding pictures", n_done, n_pictures)
                vectors.append(encoder.encode_images(squares))
                n_done += len(squares)
    return np.concatenate(vectors)


def _views(source: Pictures, view: int, recipe: EmbeddingRecipe) -> Iterator[list[Any]]:
    """Chunks of PIL pictures: view 0 as they are, the others cropped and with other light."""
    import torch
    from PIL import Image

    from retrieval.training import augmentation

    chosen = np.flatnonzero(~source.held_out)
    side_px, strength = source.pixels.shape[1], recipe.augmentation_strength
    for start in range(0, len(chosen), CHUNK):
        squares = source.pixels[chosen[start : start + CHUNK]]
        if view:
            seed = f"{recipe.seed} {source.source} {view} {start}".encode()
            number = int.from_bytes(hashlib.blake2b(seed, digest_size=6).digest())
            generator = torch.Generator().manual_seed(number)
            pixels = torch.from_numpy(squares).permute(0, 3, 1, 2).float() / 255
            least = torch.full((len(pixels),), 0.5)
            pixels = augmentation.crops(pixels, side_px, least, strength, generator)
            pixels = augmentation.jitter(pixels, strength, generator)
            pixels = (pixels.clamp(0, 1) * 255).round().to(torch.uint8)
            squares = pixels.permute(0, 2, 3, 1).numpy()
        yield [Image.fromarray(square) for square in squares]


def _cache_file(
    cache: Path,
    encoder: Encoder,
    sources: Sequence[Pictures],
    captions: Sequence[Caption],
    recipe: EmbeddingRecipe,
) -> Path:
    """Named by everything that the vectors depend on."""
    whole = hashlib.sha256(json.dumps([encoder.id, asdict(recipe)]).encode())
    for source in sources:
        whole.update(np.ascontiguousarray(source.pixels[::7, ::5, ::5]).tobytes())
        whole.update(source.held_out.tobytes())
    whole.update("\n".join(caption.text for caption in captions).encode())
    return cache / f"vectors-{whole.hexdigest()[:16]}.safetensors"


def _recalled(
    cache: Path | None,
    encoder: Encoder,
    sources: Sequence[Pictures],
    captions: Sequence[Caption],
    recipe: EmbeddingRecipe,
) -> tuple[Vectors, Vectors] | None:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    if cache is None:
        return None
    file = _cache_file(cache, encoder, sources, captions, recipe)
    try:
        kept = load_file(file)
        return kept["pictures"], kept["texts"]
    except (OSError, SafetensorError, KeyError):
        return None


def _remember(
    cache: Path | None,
    encoder: Encoder,
    sources: Sequence[Pictures],
    captions: Sequence[Caption],
    recipe: EmbeddingRecipe,
    vectors: tuple[Vectors, Vectors],
) -> None:
    from safetensors.numpy import save_file

    if cache is None:
        return
    file = _cache_file(cache, encoder, sources, captions, recipe)
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(".new")
    save_file({"pictures": vectors[0], "texts": vectors[1]}, aside)
    aside.replace(file)


def _silent(what: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
