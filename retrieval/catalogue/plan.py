"""Decides what a source row changes in the store and what must be embedded; writes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from retrieval.catalogue.columns import ATTRIBUTE_PREFIX
from retrieval.catalogue.product import Product
from retrieval.catalogue.product_pictures import (
    FoundPicture,
    LostPicture,
    PicturePlace,
    find_pictures,
)
from retrieval.catalogue.rows import (
    PRODUCT_COLUMNS,
    clean_product,
    content_hash,
    hash_of,
    product_from_row,
    row_hash,
)
from retrieval.catalogue.source_row import SourceRow
from retrieval.catalogue.store import Store
from retrieval.catalogue.vectors import TEXT_PART, image_part, stored_vectors
from retrieval.errors import InputError

Mode = Literal["add", "update"]
Outcome = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class PlannedProduct:
    """A product on its way into the store.

    pictures: those that are there, best first; vectors: input_hash -> blob, filled while the
    encoder works; unreadable: reasons by picture, filled likewise.
    """

    row: SourceRow
    product: Product
    outcome: Outcome
    row_hash: str
    content_hash: str
    text: str
    pictures: tuple[FoundPicture, ...]
    lost: tuple[LostPicture, ...]
    vectors: dict[str, bytes] = field(default_factory=dict)
    unreadable: dict[FoundPicture, str] = field(default_factory=dict)

    def pictures_to_embed(self) -> list[FoundPicture]:
        """Those without a vector, each content once."""
        wanted = {p.input_hash: p for p in self.pictures if p.input_hash not in self.vectors}
        return list(wanted.values())

    def readable(self) -> tuple[FoundPicture, ...]:
        """The pictures that could be decoded."""
        if not self.unreadable:
            return self.pictures
        lost = {picture.input_hash for picture in self.unreadable}
        return tuple(picture for picture in self.pictures if picture.input_hash not in lost)

    def stored_product(self) -> Product:
        """The product with the pictures that could be had, as absolute paths."""
        images = tuple(str(picture.path) for picture in self.readable())
        return (
            self.product if images == self.product.images else replace(self.product, images=images)
        )

    def input_hashes(self) -> dict[str, str]:
        """part -> hash of what it embeds."""
        hashes = {TEXT_PART: hash_of(self.text)} if self.text else {}
        for position, picture in enumerate(self.readable()):
            hashes[image_part(position)] = picture.input_hash
        return hashes


class Planner:
    """Compares the rows of one source with the store."""

    def __init__(
        self, store: Store, mode: Mode, place: PicturePlace, encoder_id: str | None
    ) -> None:
        self.store = store
        self.mode = mode
        self.place = place
        self.encoder_id = encoder_id

    def plan(self, row: SourceRow) -> PlannedProduct | None:
        """What the row changes, None for nothing; InputError when it cannot be applied."""
        connection = self.store.connection
        old = connection.execute(
            f"SELECT key, row_hash, content_hash, json_array_length(images), {PRODUCT_COLUMNS}"
            " FROM product WHERE id = ?",
            (row.product.id,),
        ).fetchone()
        product = row.product
        if self.mode == "update":
            if old is None:
                raise InputError(f"there is no product {product.id!r} to update; add it first")
            before = product_from_row(old[4:], self.store.path)
            product = clean_product(merged(before, product, row.given))
        text = product.text()
        found, lost = find_pictures(product.images, self.place)
        row_hashed = row_hash(product)
        pictures = [picture.input_hash for picture in found] + [f"lost:{p.image}" for p in lost]
        content = content_hash(text, pictures)
        outcome: Outcome = "added"
        if old is not None:
            is_same = old[1] == row_hashed and old[2] == content
            if is_same and self._is_embedded(old, bool(text)):
                return None
            outcome = "unchanged" if is_same else "updated"
        reusable: dict[str, bytes] = {}
        if old is not None and self.encoder_id is not None:
            reusable = stored_vectors(connection, old[0], self.encoder_id)
        return PlannedProduct(
            row=row,
            product=product,
            outcome=outcome,
            row_hash=row_hashed,
            content_hash=content,
            text=text,
            pictures=tuple(found),
            lost=tuple(lost),
            vectors=reusable,
        )

    def _is_embedded(self, old: tuple[Any, ...], has_text: bool) -> bool:
        if self.encoder_id is None:
            return True
        n_parts = self.store.connection.execute(
            "SELECT count(*) FROM embedding WHERE product_key = ? AND encoder_id = ?",
            (old[0], self.encoder_id),
        ).get
        return int(n_parts) == int(has_text) + int(old[3])


def merged(before: Product, after: Product, given: Collection[str]) -> Product:
    """`before` with the fields that a source speaks of taken from `after`."""
    fields = {
        name: getattr(after, name)
        for name in Product.__dataclass_fields__
        if name in given and name not in ("id", "attributes")
    }
    if "price" in given and after.currency:
        fields["currency"] = after.currency
    if "attributes" in given:
        attributes = dict(after.attributes)
    else:
        spoken_of = {
            name.removeprefix(ATTRIBUTE_PREFIX)
            for name in given
            if name.startswith(ATTRIBUTE_PREFIX)
        }
        kept = {name: value for name, value in before.attributes.items() if name not in spoken_of}
        attributes = kept | dict(after.attributes)
    return replace(before, **fields, attributes=attributes)
