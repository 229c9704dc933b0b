"""Numbers, sizes and prices in the words that people say; not for reading them back."""

from __future__ import annotations

import random

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "last"),
)
CURRENCIES = ("dollars", "dollars", "dollars", "bucks", "euros", "pounds")
LETTER_SIZES = ("small", "medium", "large", "extra large", "extra small", "double extra large")
CHINESE_DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A whole number from 0 to 9,999, as in "two hundred and five"."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return TENS[tens] + (f" {UNITS[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{UNITS[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{in_words(thousands)} thousand" + (f" {in_words(rest)}" if rest else "")


def in_chinese(number: int) -> str:
    """A whole number from 1 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    text = f"{CHINESE_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{CHINESE_DIGITS[tens]}十"
    elif hundreds and units:
        text += "零"
    return text + (CHINESE_DIGITS[units] if units else "")


def digits(choice: random.Random) -> str:
    """One to seven single digits."""
    return " ".join(choice.choice(UNITS[:10]) for _ in range(choice.randint(1, 7)))


def size(choice: random.Random) -> str:
    """A size of clothes or shoes."""
    if choice.random() < 0.4:
        return choice.choice(LETTER_SIZES)
    return in_words(choice.choice(range(4, 53)))


def amount(choice: random.Random) -> str:
    """Money with its currency, or "forty nine ninety nine"."""
    draw = choice.random()
    if draw < 0.5:
        number = choice.choice(range(5, 100, 5))
    elif draw < 0.85:
        number = choice.randint(1, 99)
    else:
        number = choice.choice((100, 110, 120, 150, 200, 250, 300, 400, 500, 800, 1000, 1500))
    if number < 100 and choice.random() < 0.1:
        return f"{in_words(number)} {choice.choice(('ninety nine', 'fifty', 'ninety five'))}"
    if number == 1:
        return "one dollar"
    return f"{in_words(number)} {choice.choice(CURRENCIES)}"


def price(choice: random.Random) -> str:
    """A limit on the price."""
    low, high = sorted(choice.sample(range(1, 20), 2))
    currency = choice.choice(CURRENCIES)
    return choice.choice(
        (
            f"under {amount(choice)}",
            f"under {amount(choice)}",
            f"under {in_words(choice.choice(range(5, 100)))}",
            f"below {amount(choice)}",
            f"over {amount(choice)}",
            f"above {amount(choice)}",
            f"less than {amount(choice)}",
            f"more than {amount(choice)}",
            f"at most {amount(choice)}",
            f"at least {amount(choice)}",
            f"up to {amount(choice)}",
            f"no more than {amount(choice)}",
            f"not over {amount(choice)}",
            f"around {amount(choice)}",
            f"about {amount(choice)}",
            f"for {amount(choice)}",
            f"cheaper than {amount(choice)}",
            f"between {in_words(low * 5)} and {in_words(high * 5)} {currency}",
            f"from {in_words(low * 10)} to {in_words(high * 10)} {currency}",
        )
    )


def chinese_price(choice: random.Random) -> str:
    """A limit on the price in Chinese."""
    number = in_chinese(choice.choice((*range(1, 100), *range(100, 900, 50))))
    unit = choice.choice(("块", "元", "美元"))
    return choice.choice((f"{number}{unit}以下", f"{number}{unit}以内", f"不超过{number}{unit}"))
