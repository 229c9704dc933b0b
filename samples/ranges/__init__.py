"""What the shop sells, one module a department; not how it looks or is worded."""

from __future__ import annotations

from samples.ranges import (
    accessories,
    apparel,
    bags,
    electronics,
    groceries,
    home,
    kitchen,
    larder,
    shoes,
    toys,
)
from samples.ranges.kind import Kind

KINDS: tuple[Kind, ...] = (
    *apparel.KINDS,
    *accessories.KINDS,
    *shoes.KINDS,
    *bags.KINDS,
    *kitchen.KINDS,
    *home.KINDS,
    *electronics.KINDS,
    *toys.KINDS,
    *groceries.KINDS,
    *larder.KINDS,
)
