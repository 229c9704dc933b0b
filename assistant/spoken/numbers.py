"""Spoken and written English numbers and amounts of money; not what they limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.spoken.words import SpokenWord

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_SMALL.split())}
TENS = {word: 20 + 10 * index for index, word in enumerate(_TENS.split())} | {"fourty": 40}
SCALES = {"hundred": 100, "thousand": 1000}

# Words to the ISO codes that they may mean, the likeliest first.
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
CURRENCIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("dollar", "dollars", "buck", "bucks", "$"), _DOLLARS),
    **dict.fromkeys(("euro", "euros", "€"), ("EUR",)),
    **dict.fromkeys(("pound", "pounds", "quid", "£"), ("GBP",)),
    **dict.fromkeys(("yuan", "rmb", "renminbi"), ("CNY",)),
    **dict.fromkeys(("yen",), ("JPY",)),
    "¥": ("CNY", "JPY"),
    **{code.lower(): (code,) for code in ("USD", "EUR", "GBP", "CNY", "JPY", "CAD", "AUD", "CHF")},
}
PLAIN_NAMES = {"buck": "dollars", "bucks": "dollars", "quid": "pounds", "$": "dollars"}
PLAIN_NAMES |= {"€": "euros", "£": "pounds", "¥": "yuan", "dollar": "dollars"}
PLAIN_NAMES |= {"euro": "euros", "pound": "pounds", "rmb": "yuan", "renminbi": "yuan"}
_CENTS = ("cent", "cents", "pence", "p")

_DIGITS = re.compile(r"([$£€¥]?)([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(\.[0-9]{1,2})?([$£€¥]?)")


@dataclass(frozen=True)
class Amount:
    """A number at a place. n_words: taken by it. currency: its word or sign, "" when unsaid."""

    value: Decimal
    n_words: int
    currency: str = ""

    @property
    def text(self) -> str:
        """`40 dollars`, `9.99 euros`, `40`."""
        name = PLAIN_NAMES.get(self.currency, self.currency)
        is_whole = self.value == self.value.to_integral_value()
        return f"{self.value:{'.0f' if is_whole else '.2f'}} {name}".strip()


def amount_at(words: list[SpokenWord], at: int) -> Amount | None:
    """The number that starts at a word, with the currency after it, None where there is none."""
    if at >= len(words):
        return None
    written = _DIGITS.fullmatch(words[at].key)
    if written is not None:
        value = Decimal((written[2] + (written[3] or "")).replace(",", ""))
        found = Amount(value, 1, written[1] or written[4])
    else:
        spoken = _spoken(words, at)
        if spoken is None:
            return None
        found = Amount(*spoken)
    return _with_currency(words, at, found)


def _with_currency(words: list[SpokenWord], at: int, found: Amount) -> Amount:
    """The amount with `dollars`, and `fifty` or `and fifty cents` behind it."""
    after = at + found.n_words
    broken = words[after - 1].pause_after
    if found.currency or after >= len(words) or broken or words[after].key not in CURRENCIES:
        return found
    currency, end = words[after].key, after + 1
    value = found.value
    if value == value.to_integral_value() and not words[after].pause_after:
        start = end + 1 if end < len(words) and words[end].key == "and" else end
        cents = _spoken(words, start) if start < len(words) else None
        if cents is None and start < len(words) and re.fullmatch("[0-9]{2}", words[start].key):
            cents = Decimal(words[start].key), 1
        if cents is not None and 0 < cents[0] < 100:
            past = start + cents[1]
            named = past < len(words) and words[past].key in _CENTS
            if named or (start == end and cents[0] >= 10 and past == len(words)):
                value += cents[0] / 100
                end = past + 1 if named else past
    return Amount(value, end - at, currency)


def _spoken(words: list[SpokenWord], at: int) -> tuple[Decimal, int] | None:
    """A number in words and how many it takes: `a hundred and twenty`, `nine point nine nine`.

    Said as prices are, `nine ninety nine` is 9.99 and `twelve fifty` 12.50, but `one fifty` 150.
    """
    groups: list[int] = []
    total, place = 0, at
    if words[at].key in ("a", "an"):
        if at + 1 >= len(words) or words[at + 1].key not in SCALES:
            return None
        groups, place = [1], at + 1
    end = place
    while place < len(words):
        key = words[place].key
        if key in SCALES:
            if not groups or (key == "hundred" and groups[-1] >= 100):
                break
            if key == "hundred":
                groups[-1] *= 100
            else:
                total += _joined(groups) * 1000
                groups = [0]
            place += 1
            end = place
        elif key == "and":
            if (
                end == at
                or words[end - 1].key not in SCALES
                or _below_hundred(words, place + 1) is None
            ):
                break
            place += 1
        else:
            below = _below_hundred(words, place)
            if below is None:
                break
            value, n_words = below
            if groups and groups[-1] % 100 == 0 and (groups[-1] or total):
                groups[-1] += value
            elif len(groups) == 1 and 0 < groups[0] < 100 and not total and value >= 10:
                groups.append(value)
            elif groups:
                break
            else:
                groups = [value]
            place += n_words
            end = place
        if words[place - 1].pause_after:
            break
    if end == at or not (groups or total):
        return None
    fraction = _fraction(words, end)
    if fraction is not None and len(groups) == 1:
        digits, n_words = fraction
        return Decimal(f"{total + groups[0]}.{digits}"), end + n_words - at
    if len(groups) == 2:
        return _as_price(groups, total), end - at
    return Decimal(total + _joined(groups)), end - at


def _joined(groups: list[int]) -> int:
    return groups[0] if len(groups) == 1 else groups[0] * 100 + groups[1]


def _as_price(groups: list[int], total: int) -> Decimal:
    whole, part = groups
    if total or (whole < 10 and part % 10 == 0):
        return Decimal(total + whole * 100 + part)
    return Decimal(whole) + Decimal(part) / 100


def _below_hundred(words: list[SpokenWord], at: int) -> tuple[int, int] | None:
    """`seven`, `forty`, `forty two` or `forty-two` and how many words it takes."""
    if at >= len(words):
        return None
    first, _, second = words[at].key.partition("-")
    if second:
        if first in TENS and 0 < UNITS.get(second, 0) < 10:
            return TENS[first] + UNITS[second], 1
        return None
    if first in UNITS:
        return UNITS[first], 1
    if first not in TENS:
        return None
    following = words[at + 1].key if at + 1 < len(words) and not words[at].pause_after else ""
    if 0 < UNITS.get(following, 0) < 10:
        return TENS[first] + UNITS[following], 2
    return TENS[first], 1


def _fraction(words: list[SpokenWord], at: int) -> tuple[str, int] | None:
    """`point nine nine` or `point ninety nine` as digits, and how many words it takes."""
    if at >= len(words) or words[at].key != "point":
        return None
    digits, place = "", at + 1
    while place < len(words) and len(digits) < 2:
        below = _below_hundred(words, place)
        if below is None:
            break
        digits += str(below[0])
        place += below[1]
    return (digits, place - at) if digits else None
