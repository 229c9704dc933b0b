"""The products that a shop's own file names as bought with one; nothing is recommended here."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from retrieval.catalogue.product import BOUGHT_TOGETHER, Product
from retrieval.catalogue.rows import PRODUCT_COLUMNS, product_from_row
from retrieval.catalogue.store import Store
from retrieval.search.text import fold

NAMES_A_QUERY = 50
_APART = re.compile(r"[;,|\n]")
# "id:7" in WooCommerce exports, "accessory:id:7" in Merchant feeds, whose relations that are not
# here ("substitute") say what is bought instead.
_TOLD_TO_BE_AN_ID = re.compile(
    r"(?:(?:often_bought_with|accessory|part_of_set|required_part):)?id:(.+)"
)


def named_ids(text: str) -> list[str]:
    """The ids in an attribute's text, each once: apart by ';', ',', '|' or line ends, or JSON.

    >>> named_ids("m-2; m-1 | m-2, id:7")
    ['m-2', 'm-1', '7']
    """
    listed = None
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            listed = None
    parts = map(str, listed) if isinstance(listed, list) else _APART.split(text)
    names = (part.strip() for part in parts)
    told = ((_TOLD_TO_BE_AN_ID.fullmatch(name), name) for name in names if name)
    return list(dict.fromkeys(found[1].strip() if found else name for found, name in told))


def bought_with(store: Store, product: Product, at_most: int) -> tuple[Product, ...]:
    """The products that this one names and the store has, in its order; never itself.

    A name is an id, or the `sku` of a product whose id is something else.
    """
    names = named_ids(product.attributes.get(BOUGHT_TOGETHER, ""))
    found: dict[str, Product] = {}
    for start in range(0, len(names), NAMES_A_QUERY):
        some = names[start : start + NAMES_A_QUERY]
        known = _by_id(store, some)
        known |= _by_sku(store, [name for name in some if name not in known])
        for other in (known[name] for name in some if name in known):
            if other.id != product.id:
                found[other.id] = other
        if len(found) >= at_most:
            break
    return tuple(found.values())[:at_most]


def _by_id(store: Store, names: Sequence[str]) -> dict[str, Product]:
    rows = store.rows(
        f"SELECT {PRODUCT_COLUMNS} FROM product WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(names),),
    )
    return {str(row[0]): product_from_row(row, store.path) for row in rows}


def _by_sku(store: Store, names: Sequence[str]) -> dict[str, Product]:
    """By the name; of products with the same number the one added first."""
    rows = store.rows(
        f"SELECT attribute.value_folded, {PRODUCT_COLUMNS}"
        " FROM attribute JOIN product ON product.key = attribute.product_key"
        " WHERE attribute.name = 'sku'"
        " AND attribute.value_folded IN (SELECT value FROM json_each(?)) ORDER BY product.key",
        (json.dumps([fold(name) for name in names]),),
    )
    found: dict[str, Product] = {}
    for folded, *row in rows:
        found.setdefault(folded, product_from_row(row, store.path))
    return {name: found[fold(name)] for name in names if fold(name) in found}
