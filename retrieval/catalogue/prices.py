"""Amounts and currencies out of the texts that shops write; not for showing prices."""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.errors import InputError

# Longest first, so that "US$" is not read as "$".
CURRENCY_SIGNS = {
    "us$": "USD",
    "hk$": "HKD",
    "nt$": "TWD",
    "au$": "AUD",
    "ca$": "CAD",
    "nz$": "NZD",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "r$": "BRL",
    "人民币": "CNY",
    "rmb": "CNY",
    "元": "CNY",
    "圆": "CNY",
    "円": "JPY",
    "zł": "PLN",
    "kč": "CZK",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₫": "VND",
    "฿": "THB",
    "₴": "UAH",
    "₪": "ILS",
    "₱": "PHP",
}
# A sign that several countries use means the one that the currency column names.
SHARED_SIGNS = {
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"},
    "¥": {"CNY", "JPY"},
    "£": {"GBP", "EGP"},
}
KRONER = {"kr": {"SEK", "NOK", "DKK", "ISK"}, "kr.": {"SEK", "NOK", "DKK", "ISK"}}
THREE_DECIMALS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}

MAX_PRICE_CHARS = 60
_DIGITS = re.compile(r"[0-9](?:[0-9.,'\u2019 ]*[0-9])?")
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009]+")
_FULL_WIDTH = {ord("￥"): "¥", ord("＄"): "$", ord("￡"): "£", ord("．"): ".", ord("，"): ","} | {
    ord("０") + digit: str(digit) for digit in range(10)
}


def parse_price(text: str, currency: str = "") -> tuple[Decimal | None, str]:
    """'$1,299.00' -> (Decimal('1299.00'), 'USD'); an empty text has no price.

    currency: what a currency column says, '' when there is none.
    InputError with the reason: no amount, two amounts, negative, or readable in two ways.
    """
    shown = text.strip()
    currency = parse_currency(currency)
    plain = _BLANKS.sub(" ", shown.translate(_FULL_WIDTH)).strip()
    if not plain:
        return None, currency
    if len(plain) > MAX_PRICE_CHARS:
        raise InputError(f"the price {shown[:20]!r}… is not an amount")
    found = _DIGITS.findall(plain)
    if not found:
        raise InputError(f"the price {shown!r} has no amount")
    if len(found) > 1:
        raise InputError(f"the price {shown!r} has more than one amount")
    before, after = (part.strip() for part in plain.split(found[0], 1))
    if before.startswith(("-", "−", "(")) or before.endswith(("-", "−")) or after.startswith("-"):
        raise InputError(f"the price {shown!r} is negative")
    if before and after and before.casefold() != after.casefold():
        before_code, after_code = _code(before, currency, shown), _code(after, currency, shown)
        if before_code != after_code:
            raise InputError(f"the price {shown!r} names two currencies")
    sign = before or after
    code = _code(sign, currency, shown) if sign else currency
    return parse_amount(found[0], code, shown), code


def parse_currency(text: str) -> str:
    """An ISO 4217 code from a code or a sign, '' from nothing; InputError when unknown."""
    plain = text.strip().translate(_FULL_WIDTH)
    if not plain:
        return ""
    if re.fullmatch(r"[A-Za-z]{3}", plain) and plain.casefold() not in CURRENCY_SIGNS:
        return plain.upper()
    if (code := CURRENCY_SIGNS.get(plain.casefold())) is None:
        raise InputError(f"the currency {text!r} is not known; use a code such as USD")
    return code


def parse_amount(digits: str, currency: str, shown: str) -> Decimal:
    """'1.299,00' -> Decimal('1299.00'); `shown` is the cell, for the error's sentence."""
    digits = re.sub(r"[ '\u2019]", "", digits)
    marks = [char for char in digits if char in ".,"]
    if not marks:
        return Decimal(digits)
    decimal_mark = _decimal_mark(digits, marks, currency, shown)
    if decimal_mark is None:
        whole, decimals = digits, ""
    else:
        whole, _, decimals = digits.rpartition(decimal_mark)
    if not _is_grouped(whole):
        raise InputError(f"the price {shown!r} is not an amount")
    return Decimal(re.sub("[.,]", "", whole) + (f".{decimals}" if decimals else ""))


def _decimal_mark(digits: str, marks: list[str], currency: str, shown: str) -> str | None:
    """Which of '.' and ',' starts the decimals, None when neither does."""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return None
    whole, _, decimals = digits.partition(last)
    could_group = len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if not could_group:
        return last
    # "1,299" is a thousand wherever money has two decimals; "1.299" is read both ways.
    if last == "," and currency not in THREE_DECIMALS:
        return None
    raise InputError(
        f"the price {shown!r} can be read in two ways; write it with two decimals and no "
        "thousands mark"
    )


def _is_grouped(whole: str) -> bool:
    """Thousands (1,234,567), the Indian way (12,34,567), or no grouping at all."""
    marks = set(whole) & {".", ","}
    if not marks:
        return whole.isdigit()
    if len(marks) > 1:
        return False
    mark = re.escape(marks.pop())
    return re.fullmatch(rf"\d{{1,3}}({mark}\d{{2,3}})*{mark}\d{{3}}", whole) is not None


def _code(sign: str, currency: str, shown: str) -> str:
    folded = sign.casefold().replace(" ", "")
    if folded in KRONER:
        if currency in KRONER[folded]:
            return currency
        raise InputError(f"the price {shown!r} is in SEK, NOK or DKK; add a currency column")
    code = CURRENCY_SIGNS.get(folded)
    if code is None and re.fullmatch("[a-z]{3}", folded):
        code = folded.upper()
    if code is None:
        raise InputError(f"the price {shown!r} is not an amount")
    if currency and currency != code:
        if currency in SHARED_SIGNS.get(folded, ()):
            return currency
        raise InputError(f"the price {shown!r} is not in {currency}, the row's currency")
    return code
