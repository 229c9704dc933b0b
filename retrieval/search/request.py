"""What is asked of a search, as frozen data; not for understanding text or running anything."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from retrieval.errors import InputError
from retrieval.search.filters import Filter

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

PartKind = Literal["text", "image", "product", "vector"]
Mode = Literal["hybrid", "vector", "lexical"]

PART_KINDS: tuple[PartKind, ...] = ("text", "image", "product", "vector")
MODES: tuple[Mode, ...] = ("hybrid", "vector", "lexical")
K_MAX = 10_000


@dataclass(frozen=True, slots=True)
class QueryPart:
    """One signed ingredient of a query.

    kind "text": value is a str. "image": a path, encoded bytes or a PIL image. "product": the id of
    a product of the store, whose stored vector is used. "vector": a (n_dims,) array of the store's
    own encoder, unit length or not.
    weight: how much it counts beside the other parts; negative means "without". Never 0.
    label: how a person is told of it; by default the text, the file name or the product id.
    is_hidden: whether a product of the query is left out of its own hits.
    """

    kind: PartKind
    value: str | Path | bytes | Image.Image | np.ndarray[Any, Any]
    weight: float = 1.0
    label: str = ""
    is_hidden: bool = True

    def __post_init__(self) -> None:
        if self.kind not in PART_KINDS:
            raise InputError(f"A query part is one of {', '.join(PART_KINDS)}, not {self.kind!r}.")
        if not math.isfinite(self.weight) or self.weight == 0:
            raise InputError(f"A query part needs a weight other than 0, not {self.weight}.")
        if self.kind in ("text", "product") and not isinstance(self.value, str):
            raise InputError(f"A {self.kind} part needs a string, not {type(self.value).__name__}.")

    @property
    def name(self) -> str:
        """The label, or what the part is called without one."""
        if self.label:
            return self.label
        if isinstance(self.value, Path):
            return self.value.name
        if isinstance(self.value, str):
            return Path(self.value).name if self.kind == "image" else self.value
        return self.kind


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Everything one search depends on besides the store.

    parts: at least one, or none with filters, which lists what the filters leave, by product id.
    filters: all of them must hold, exactly. k: hits wanted, fewer come only when fewer exist.
    mode: "hybrid" joins vectors and words; "vector" and "lexical" use one of them.
    exclude_ids: products never shown; hidden products of `parts` are excluded already.
    """

    parts: tuple[QueryPart, ...] = ()
    filters: tuple[Filter, ...] = ()
    k: int = 10
    mode: Mode = "hybrid"
    exclude_ids: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise InputError(f"A search mode is one of {', '.join(MODES)}, not {self.mode!r}.")
        if not 1 <= self.k <= K_MAX:
            raise InputError(f"k must be between 1 and {K_MAX}, not {self.k}.")
