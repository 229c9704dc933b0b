"""Products as rows of the store: cleaned, hashed, turned back; not for the SQL that writes them."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from retrieval.catalogue.product import Product
from retrieval.errors import InputError, StoreError

PRODUCT_COLUMNS = (
    "id, title, description, category, brand, price, currency, stock, rating, url, images,"
    " attributes"
)

MAX_CELL_CHARS = 100_000
MAX_ID_CHARS = 200
MAX_ATTRIBUTE_NAME_CHARS = 100
MAX_ATTRIBUTES = 500
MAX_PRICE = Decimal(10) ** 12
PRICE_DECIMALS = 6
MAX_STOCK = 2**53

HASH_BYTES = 16

_to_json = json.JSONEncoder(ensure_ascii=False).encode
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TEXT_FIELDS = ("title", "description", "category", "brand", "url")


def clean_text(text: str) -> str:
    """The text without NULs, lone surrogates and outer blanks: what SQLite can keep exactly.

    Other control characters stay: whoever shows a text makes it safe to show.
    """
    if not text.isascii() or "\x00" in text:
        text = _UNSTORABLE.sub(lambda found: "" if found[0] == "\x00" else "\ufffd", text)
    return text.strip()


@lru_cache(maxsize=4096)
def attribute_name(name: str) -> str:
    """The one spelling of an attribute's name: 'Fabric Type' and 'fabric_type' are the same."""
    folded = unicodedata.normalize("NFKC", clean_text(name)).casefold()
    folded = re.sub(r"[\W_]+", "_", folded).strip("_")
    return re.sub(r"(?<![^\W_])color(?![^\W_])", "colour", folded)


def clean_product(product: Product) -> Product:
    """The product as the store keeps it; InputError with the reason when it cannot be kept."""
    texts: dict[str, Any] = {}
    for name in _TEXT_FIELDS:
        texts[name] = _checked(name, getattr(product, name))
    product_id = clean_text(product.id)
    if not product_id:
        raise InputError("the id is empty")
    if len(product_id) > MAX_ID_CHARS:
        raise InputError(f"the id is longer than {MAX_ID_CHARS} characters")
    if any(unicodedata.category(char) == "Cc" for char in product_id):
        raise InputError("the id has control characters")
    attributes: dict[str, str] = {}
    for given, value in product.attributes.items():
        name, value = attribute_name(given), _checked(given, value)
        if name and value:
            attributes[name] = value
        if len(name) > MAX_ATTRIBUTE_NAME_CHARS:
            raise InputError(
                f"an attribute's name is longer than {MAX_ATTRIBUTE_NAME_CHARS} characters"
            )
    if len(attributes) > MAX_ATTRIBUTES:
        raise InputError(f"more than {MAX_ATTRIBUTES} attributes")
    _check_numbers(product)
    images = tuple(clean for image in product.images if (clean := _checked("images", image)))
    currency = clean_text(product.currency).upper()
    # Not dataclasses.replace, which takes five times as long: this runs for every row.
    return Product(
        id=product_id,
        price=product.price,
        currency=currency,
        stock=product.stock,
        rating=product.rating,
        images=images,
        attributes=dict(sorted(attributes.items())),
        **texts,
    )


def _checked(name: str, value: str) -> str:
    if len(value) > MAX_CELL_CHARS:
        raise InputError(f"{name} has {len(value):,} characters, more than {MAX_CELL_CHARS:,}")
    return clean_text(value)


def _check_numbers(product: Product) -> None:
    price, stock, rating = product.price, product.stock, product.rating
    if price is not None:
        if not price.is_finite() or price < 0:
            raise InputError(f"the price {price} is not a positive amount")
        if price >= MAX_PRICE:
            raise InputError(f"the price {price:.3E} is larger than {MAX_PRICE:,}")
        if -int(price.normalize().as_tuple().exponent) > PRICE_DECIMALS:
            raise InputError(f"the price {price} has more than {PRICE_DECIMALS} decimals")
    if stock is not None and not 0 <= stock <= MAX_STOCK:
        raise InputError(f"the stock {stock} is not between 0 and {MAX_STOCK:,}")
    if rating is not None and not 0 <= rating <= 100:
        raise InputError(f"the rating {rating} is not between 0 and 100")


def hash_of(data: str | bytes) -> str:
    """A 128-bit BLAKE2b hash, 32 hex digits."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return blake2b(raw, digest_size=HASH_BYTES).hexdigest()


def row_hash(product: Product) -> str:
    """The hash of every field: two equal rows need no write."""
    price = None if product.price is None else price_text(product.price)
    fields = (
        *(product.id, product.title, product.description, product.category, product.brand),
        *(price, product.currency, product.stock, product.rating, product.url),
        *(list(product.images), sorted(product.attributes.items())),
    )
    return hash_of(json.dumps(fields, ensure_ascii=True))


def content_hash(text: str, pictures: Sequence[str]) -> str:
    """The hash of what the encoder sees: the caption and, for each picture, its bytes' hash."""
    return hash_of("\n".join((hash_of(text), *pictures)))


def price_text(price: Decimal) -> str:
    """The shortest exact plain spelling with at least as many decimals as money usually has."""
    plain = format(price.normalize(), "f")
    whole, dot, decimals = plain.partition(".")
    return f"{whole}.{decimals:0<2}" if dot else whole


def product_values(product: Product, store_folder: Path) -> tuple[Any, ...]:
    """The values for PRODUCT_COLUMNS plus price_micros (last); pictures in the store relative."""
    price = product.price
    return (
        product.id,
        product.title,
        product.description,
        product.category,
        product.brand,
        None if price is None else price_text(price),
        product.currency,
        product.stock,
        product.rating,
        product.url,
        json.dumps([_stored_path(image, store_folder) for image in product.images]),
        _to_json(dict(product.attributes)),
        None if price is None else int(price.scaleb(PRICE_DECIMALS)),
    )


def product_from_row(row: Sequence[Any], store_folder: Path) -> Product:
    """The product in a row of PRODUCT_COLUMNS; pictures become absolute paths.

    StoreError when something else wrote into the row.
    """
    try:
        images: list[str] = json.loads(row[10])
        attributes: Mapping[str, str] = json.loads(row[11])
        price = None if row[5] is None else Decimal(row[5])
    except (ValueError, TypeError, InvalidOperation) as error:
        raise StoreError(
            f"The product {row[0]!r} is damaged in the store {store_folder}; "
            f"see: vitrine catalogue verify --store {store_folder}"
        ) from error
    return Product(
        id=row[0],
        title=row[1],
        description=row[2],
        category=row[3],
        brand=row[4],
        price=price,
        currency=row[6],
        stock=row[7],
        rating=row[8],
        url=row[9],
        images=tuple(str(store_folder / image) for image in images),
        attributes=attributes,
    )


def _stored_path(image: str, store_folder: Path) -> str:
    prefix = f"{store_folder}{os.sep}"
    return image[len(prefix) :] if image.startswith(prefix) else image
