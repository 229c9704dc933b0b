"""Shopify's habit of one row a variant and picture, joined to one product; not other shops'."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from retrieval.catalogue.source_row import RejectedRow, SourceRow

# Columns that together tell a Shopify export, as `columns.column_key` folds them.
SIGNS = frozenset({"handle", "variant_price", "image_src"})

_TAG = re.compile(r"<[^<>]*>")


def join_variants(rows: Iterable[SourceRow | RejectedRow]) -> Iterator[SourceRow | RejectedRow]:
    """Rows that follow a product with its id and no title of their own become part of it.

    Their pictures are added and their stock is summed; the first row's price stays.
    """
    held: SourceRow | None = None
    for row in rows:
        if held is not None and isinstance(row, SourceRow) and _continues(held, row):
            held = _joined(held, row)
            continue
        if held is not None:
            yield held
        held = row if isinstance(row, SourceRow) else None
        if held is None:
            yield row
    if held is not None:
        yield held


def text_of_html(body: str) -> str:
    """'<p>Soft &amp; warm</p>' -> 'Soft & warm'."""
    return " ".join(html.unescape(_TAG.sub(" ", body)).split())


def _continues(held: SourceRow, row: SourceRow) -> bool:
    return row.product.id == held.product.id and not row.product.title


def _joined(held: SourceRow, row: SourceRow) -> SourceRow:
    stocks = [stock for stock in (held.product.stock, row.product.stock) if stock is not None]
    product = replace(
        held.product,
        images=tuple(dict.fromkeys((*held.product.images, *row.product.images))),
        stock=sum(stocks) if stocks else None,
    )
    return replace(held, product=product)
