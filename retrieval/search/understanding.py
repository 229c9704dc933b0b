"""What a request means in this store: corrected words, query vectors; not for finding anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.fusion import Fusion, as_query, fuse_query, unit
from retrieval.heads.mixing import Mixing
from retrieval.search.homoglyphs import without_homoglyphs
from retrieval.search.lexical import LexicalQuery, lexical_query
from retrieval.search.request import QueryPart
from retrieval.search.spelling import Vocabulary
from retrieval.search.text import fold_words, strip_controls
from retrieval.trust.doubt import QuerySuspicion
from retrieval.trust.query import Detector, encode_with_changes, text_suspicion

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder

# Text towers read a few dozen tokens; the rest of a pasted page only costs time.
ENCODED_TEXT_MAX_CHARS = 1_000

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """The textual side of a request.

    texts: corrected text of every text part, in order of the parts. understood: all parts as a
    person would write them. corrections: (as typed, as searched). suspicions: of texts with letters
    in disguise.
    """

    texts: tuple[str, ...]
    understood: str
    corrections: tuple[tuple[str, str], ...]
    lexical: LexicalQuery
    suspicions: tuple[QuerySuspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """The vector side of a request. query: all parts joined, (n_dims,), unit length.

    parts, vectors: the parts in order and their own unit vectors, comparable with products.
    suspicions: of every picture, where the encoder has a detector.
    """

    query: Vector
    parts: tuple[QueryPart, ...]
    vectors: tuple[Vector, ...]
    suspicions: tuple[QuerySuspicion, ...] = ()


def understand_words(parts: Sequence[QueryPart], vocabulary: Vocabulary) -> Words:
    """Corrects and folds the text parts; InputError when there is nothing to look for."""
    if parts and all(part.weight < 0 for part in parts):
        raise InputError("This query only says what to leave out: say what to look for as well.")
    texts: list[str] = []
    corrections: list[tuple[str, str]] = []
    told: list[str] = []
    suspicions: list[QuerySuspicion] = []
    for part in parts:
        shown = part.name
        if part.kind == "text":
            cleaned = strip_controls(str(part.value)).strip()
            if not cleaned:
                raise InputError("A text part of this query is empty: say what to look for.")
            plain = without_homoglyphs(
                cleaned, lambda word: all(map(vocabulary.knows, fold_words(word)))
            )
            if plain != cleaned:
                share = round(text_suspicion(cleaned), 4)
                suspicions.append(QuerySuspicion(part.name, "text", share, True))
            corrected = vocabulary.correct(plain)
            corrections += corrected.changes
            texts.append(corrected.text)
            shown = part.label or corrected.text
        told.append(_signed(shown, part, first=not told))
    pairs = list(zip(texts, [part for part in parts if part.kind == "text"], strict=True))
    lexical = lexical_query(
        [text for text, part in pairs if part.weight > 0],
        [text for text, part in pairs if part.weight < 0],
    )
    return Words(tuple(texts), "".join(told), tuple(corrections), lexical, tuple(suspicions))


def _signed(shown: str, part: QueryPart, *, first: bool) -> str:
    size = abs(part.weight)
    weighted = shown if size == 1 else f"{size:g}:{shown}"
    if part.weight < 0:
        return f"{'' if first else ' '}- {weighted}"
    return weighted if first else f" + {weighted}"


def embed_parts(
    parts: Sequence[QueryPart],
    texts: Sequence[str],
    encoder: Encoder,
    fusion: Fusion,
    known: Mapping[str, Vector],
    mixing: Mixing | None = None,
    detector: Detector | None = None,
) -> QueryVectors:
    """Vectors of all parts, texts in one batch and pictures in another, and their signed sum.

    mixing: of one text and one picture that count alike, in place of their sum. known: product id
    to that product's own vector, for "product" parts. detector: looks at the pictures as well.
    InputError for a picture that cannot be read or a vector of other dimensions.
    """
    n_dims = encoder.n_dims
    encoded, suspicions = _encode(parts, texts, encoder, detector)
    vectors: list[Vector] = []
    for i, part in enumerate(parts):
        if part.kind == "product":
            vector = known[str(part.value)]
        elif part.kind == "vector":
            vector = _checked(part.value)
        else:
            vector = encoded[i]
        vectors.append(as_query(vector, fusion, n_dims))
    if len(parts) == 1 and parts[0].weight > 0:
        return QueryVectors(vectors[0], tuple(parts), tuple(vectors), suspicions)
    summed, weights = list(vectors), [part.weight for part in parts]
    pair = text_and_picture(parts) if mixing is not None else None
    if mixing is not None and pair is not None:
        words, looks = (encoded[i][None] for i in pair)
        mixed = as_query(mixing.mix(words, looks)[0], fusion, n_dims)
        # It stands for both: against what is unwanted it counts as their sum would.
        length = float(np.linalg.norm(vectors[pair[0]] + vectors[pair[1]]))
        summed, weights = [mixed], [weights[pair[0]] * length]
        rest = [i for i in range(len(parts)) if i not in pair]
        summed += [vectors[i] for i in rest]
        weights += [parts[i].weight for i in rest]
    query = fuse_query(summed, weights, fusion, n_dims)
    return QueryVectors(query, tuple(parts), tuple(vectors), suspicions)


def text_and_picture(parts: Sequence[QueryPart]) -> tuple[int, int] | None:
    """Places of the only text and the only picture wanted, where they count alike."""
    wanted = [i for i, part in enumerate(parts) if part.weight > 0]
    texts = [i for i in wanted if parts[i].kind == "text"]
    pictures = [i for i in wanted if parts[i].kind == "image"]
    if len(wanted) != 2 or len(texts) != 1 or len(pictures) != 1:
        return None
    same = parts[texts[0]].weight == parts[pictures[0]].weight
    return (texts[0], pictures[0]) if same else None


def _encode(
    parts: Sequence[QueryPart],
    texts: Sequence[str],
    encoder: Encoder,
    detector: Detector | None,
) -> tuple[dict[int, Vector], tuple[QuerySuspicion, ...]]:
    """Place in `parts` to encoder output, for text and image parts, and how pictures look."""
    encoded: dict[int, Vector] = {}
    textual = [i for i, part in enumerate(parts) if part.kind == "text"]
    pictured = [i for i, part in enumerate(parts) if part.kind == "image"]
    if textual:
        rows = encoder.encode_texts([text[:ENCODED_TEXT_MAX_CHARS] for text in texts])
        encoded.update(zip(textual, rows, strict=True))
    if pictured:
        pictures: list[Any] = [parts[i].value for i in pictured]
        if detector is None:
            encoded.update(zip(pictured, encoder.encode_images(pictures), strict=True))
            return encoded, ()
        rows, changes = encode_with_changes(encoder, pictures)
        encoded.update(zip(pictured, rows, strict=True))
        scores = detector.suspicion(changes).tolist()
        return encoded, tuple(
            QuerySuspicion(parts[i].name, "image", round(score, 4), score >= detector.threshold)
            for i, score in zip(pictured, scores, strict=True)
        )
    return encoded, ()


def _checked(value: Any) -> Vector:
    vector = np.asarray(value, np.float32).reshape(-1)
    if not np.isfinite(vector).all() or not np.any(vector):
        raise InputError("A query vector must have finite values that are not all 0.")
    return unit(vector)
