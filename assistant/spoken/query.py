"""The parts of a spoken wish as frozen data; not for reading them out of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

LimitOperator = Literal["<", "<=", ">", ">="]


@dataclass(frozen=True)
class PriceLimit:
    """A bound on the price. currencies: the ISO 4217 codes its word may mean, none when unsaid."""

    operator: LimitOperator
    amount: Decimal
    currencies: tuple[str, ...] = ()

    def to_filter(self, shop_currencies: Collection[str] = ()) -> str:
        """The limit as a filter expression such as `price<40` or `price<=40 EUR`.

        The code is written only where the shop has several currencies, one of them the said one:
        in a shop of one currency people say what they call their own money.
        """
        code = next((code for code in self.currencies if code in shop_currencies), "")
        written = f"price{self.operator}{self.amount:f}"
        return f"{written} {code}" if code and len(shop_currencies) > 1 else written

    def differs_from(self, shop_currencies: Collection[str]) -> bool:
        """Whether a currency was named that the shop has no prices in."""
        return bool(self.currencies and shop_currencies) and not (
            set(self.currencies) & set(shop_currencies)
        )


@dataclass(frozen=True)
class SpokenQuery:
    """What a transcript asks for.

    text: the words to search, "" when nothing but manners was said. without: what it must not be.
    limits: bounds on the price.
    """

    text: str
    without: tuple[str, ...] = ()
    limits: tuple[PriceLimit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.text or self.limits)

    def filters(self, shop_currencies: Iterable[str] = ()) -> tuple[str, ...]:
        """The limits as filter expressions; shop_currencies: ISO codes of the shop's prices."""
        codes = frozenset(shop_currencies)
        return tuple(limit.to_filter(codes) for limit in self.limits)
