"""Runs the encoder over a stream of pictures and over captions; not for storing vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.catalogue.vectors import to_blob
from retrieval.encoders.encoder import Encoder
from retrieval.encoders.pipeline import encode_pictures
from retrieval.errors import InputError


def picture_blobs(encoder: Encoder, pictures: Iterable[Path]) -> Iterator[bytes | InputError]:
    """The stored vector of each picture, in order, or why it could not be read."""
    for _, outcome in encode_pictures(encoder, pictures):
        if isinstance(outcome, InputError):
            yield outcome
        else:
            yield to_blob(outcome, encoder.n_dims, encoder.name)


def text_blobs(encoder: Encoder, texts: Sequence[str]) -> list[bytes]:
    """The stored vector of each caption, in order."""
    if not texts:
        return []
    vectors = encoder.encode_texts(texts)
    return [to_blob(vector, encoder.n_dims, encoder.name) for vector in vectors]
