"""Cells of one row into a product; not for finding out which column is which."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from retrieval.catalogue.columns import ATTRIBUTE_PREFIX, Columns, column_key
from retrieval.catalogue.prices import parse_currency, parse_price
from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import MAX_CELL_CHARS, PRICE_DECIMALS, clean_product
from retrieval.catalogue.shopify import text_of_html
from retrieval.catalogue.source_row import SourceRow
from retrieval.errors import InputError

IN_STOCK = {"in stock", "instock", "available", "yes", "true", "y", "有货", "现货", "在庫あり"}
OUT_OF_STOCK = {
    *("out of stock", "outofstock", "outstock", "unavailable", "sold out", "soldout", "no"),
    *("false", "n", "preorder", "pre order", "backorder", "onbackorder", "on backorder"),
    *("discontinued", "无货", "缺货", "售罄", "在庫なし"),
}
_WHOLE_NUMBER = re.compile(r"[+-]?\d{1,18}(\.0+)?")
_RATING = re.compile(r"(\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)(?:\s*(?:/|out of)\s*\d+(?:\.0+)?)?")

Cell = Any  # str from delimited text; str, number, bool, list, dict or None from JSON and Parquet


def row_of(line: int, cells: Mapping[str, Cell], columns: Columns) -> SourceRow:
    """The product in one row; InputError with the reason when it is none."""
    texts: dict[str, str] = {}
    for field in ("id", "title", "description", "category", "brand", "url"):
        for column in columns.fields.get(field, ()):
            text = cell_text(field, cells.get(column))
            if field == "description" and column_key(column).endswith("html"):
                text = text_of_html(text)
            if text:
                texts.setdefault(field, text)
    attributes: dict[str, str] = {}
    several_attributes = False
    for column, name in columns.attributes.items():
        cell = cells.get(column)
        if name == "attributes" and (several := _several_attributes(cell)) is not None:
            attributes.update(several)
            several_attributes = True
        elif text := cell_text(column, cell):
            attributes.setdefault(name, text)
    price, currency = _price(cells, columns)
    product = Product(
        **texts | {"id": texts.get("id", "")},
        price=price,
        currency=currency,
        stock=_first(parse_stock, "stock", cells, columns),
        rating=_first(parse_rating, "rating", cells, columns),
        images=tuple(
            image
            for column in columns.fields.get("images", ())
            for image in split_images(cells.get(column))
        ),
        attributes=attributes,
    )
    given = columns.given
    if several_attributes:
        given = given | {ATTRIBUTE_PREFIX + name for name in attributes}
    return SourceRow(line, clean_product(product), given)


def cell_text(column: str, cell: Cell) -> str:
    """A cell as text; lists are joined by ', '. InputError above MAX_CELL_CHARS."""
    if cell is None or isinstance(cell, bytes | bytearray):
        return ""
    if isinstance(cell, str):
        text = cell
    elif isinstance(cell, bool):
        text = "yes" if cell else "no"
    elif isinstance(cell, float):
        text = format(cell, "g" if cell == int(cell) else "") if math.isfinite(cell) else ""
    elif isinstance(cell, list):
        text = ", ".join(filter(None, (cell_text(column, item) for item in cell)))
    elif isinstance(cell, dict):
        text = json.dumps(cell, ensure_ascii=False, default=str)
    else:
        text = str(cell)
    if len(text) > MAX_CELL_CHARS:
        raise InputError(
            f"the cell {column!r} has {len(text):,} characters, more than {MAX_CELL_CHARS:,}"
        )
    return text.strip()


def parse_stock(cell: Cell) -> int | None:
    """'12', 'in stock' (1: at least one), 'out of stock' (0); oversold counts as 0."""
    if isinstance(cell, bool):
        return int(cell)
    text = cell_text("stock", cell)
    if not text:
        return None
    if _WHOLE_NUMBER.fullmatch(plain := text.replace(",", "")):
        return max(0, int(plain.partition(".")[0]))
    word = re.sub(r"[\s_-]+", " ", text.casefold().rsplit("/", 1)[-1])
    if word in IN_STOCK:
        return 1
    if word in OUT_OF_STOCK:
        return 0
    raise InputError(f"the stock {text[:40]!r} is neither a whole number nor 'in stock'")


def parse_rating(cell: Cell) -> float | None:
    """'4.5', '4,5', '4.5/5' -> 4.5."""
    text = cell_text("rating", cell)
    if not text:
        return None
    if (found := _RATING.fullmatch(text)) is None:
        raise InputError(f"the rating {text[:40]!r} is not a number")
    return float(found[1].replace(",", "."))


def split_images(cell: Cell) -> list[str]:
    """The pictures in one cell: a JSON list, or texts apart by '|', ';', ',' or line ends."""
    if isinstance(cell, list):
        return [text for item in cell if (text := cell_text("images", item))]
    text = cell_text("images", cell)
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except ValueError:
            listed = None
        if isinstance(listed, list):
            return [item.strip() for item in listed if isinstance(item, str) and item.strip()]
    if not text:
        return []
    # A comma parts URLs and names with a suffix before it; "red, long.jpg" stays one name.
    parts = re.split(r"[|;\n]|(?<=\.\w{3}),|(?<=\.\w{4}),|,\s*(?=https?://)", text)
    return [part.strip() for part in parts if part.strip()]


def _price(cells: Mapping[str, Cell], columns: Columns) -> tuple[Decimal | None, str]:
    currency = ""
    for column in columns.fields.get("currency", ()):
        currency = currency or cell_text(column, cells.get(column))
    for column in columns.fields.get("price", ()):
        cell = cells.get(column)
        if isinstance(cell, bool) or cell is None:
            continue
        if isinstance(cell, int | float | Decimal):
            return _number_price(cell), parse_currency(currency)
        price, code = parse_price(cell_text(column, cell), currency)
        if price is not None:
            return price, code
    return None, parse_currency(currency)


def _number_price(number: int | float | Decimal) -> Decimal | None:
    """A price that the source already holds as a number; binary noise is rounded off."""
    if isinstance(number, float):
        if math.isnan(number):
            return None
        if not math.isfinite(number):
            raise InputError(f"the price {number} is not an amount")
        return Decimal(repr(round(number, PRICE_DECIMALS)))
    if number < 0:
        raise InputError(f"the price {number} is negative")
    return Decimal(number)


def _first(parse: Any, field: str, cells: Mapping[str, Cell], columns: Columns) -> Any:
    for column in columns.fields.get(field, ()):
        if (value := parse(cells.get(column))) is not None:
            return value
    return None


def _several_attributes(cell: Cell) -> dict[str, str] | None:
    """A JSON object in a column called 'attributes', None when it is something else."""
    if isinstance(cell, str) and cell.lstrip().startswith("{"):
        try:
            cell = json.loads(cell)
        except ValueError:
            return None
    if not isinstance(cell, dict):
        return None
    return {str(name): cell_text(str(name), value) for name, value in cell.items()}
