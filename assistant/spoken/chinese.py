"""The simple Chinese forms: limits, refusals, manners; English is `spoken.understand`'s."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from assistant.spoken.query import LimitOperator, PriceLimit

_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_NUMERALS |= {"〇": 0, "两": 2, "俩": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"(?:[零〇一二两三四五六七八九十百千万]+|\d{1,9}(?:\.\d{1,2})?)"
_CURRENCIES: dict[str, tuple[str, ...]] = {
    "美元": ("USD",), "美金": ("USD",), "欧元": ("EUR",), "英镑": ("GBP",), "日元": ("JPY",),
    "人民币": ("CNY",), "块钱": ("CNY",), "元钱": ("CNY",), "块": ("CNY",), "元": ("CNY",),
}  # fmt: skip
_UNIT = f"(?:{'|'.join(_CURRENCIES)})"
_AMOUNT = rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?"
# Nothing that makes the number a part of a longer word: 十岁以下 is an age.
_BEFORE = r"(?<![零〇一二两三四五六七八九十百千万\d.])"
_TAIL = r"(?:的(?=\S))?"

_BEHIND: dict[str, LimitOperator] = {
    "以下": "<=", "以内": "<=", "之内": "<=", "之下": "<=", "以里": "<=", "封顶": "<=",
    "以上": ">=", "之上": ">=",
}  # fmt: skip
_IN_FRONT: dict[str, LimitOperator] = {
    "不超过": "<=", "不高于": "<=", "最多": "<=", "不到": "<", "低于": "<", "少于": "<",
    "便宜于": "<", "小于": "<", "至少": ">=", "不低于": ">=", "不少于": ">=", "超过": ">",
    "高于": ">", "多于": ">",
}  # fmt: skip
_LONGEST_FIRST = "|".join(sorted(_IN_FRONT, key=len, reverse=True))
_RANGE = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})\s*(?P<low_unit>{_UNIT})?\s*(?:到|至|-|~|～)\s*"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})(?:之间|左右)?{_TAIL}"
)
_LIMIT_IN_FRONT = re.compile(
    rf"(?:价格|价钱)?(?P<word>{_LONGEST_FIRST})\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT}){_TAIL}"
)
_LIMIT_BEHIND = re.compile(
    rf"(?:价格|价钱)?(?:在)?{_BEFORE}{_AMOUNT}\s*(?P<word>{'|'.join(_BEHIND)}){_TAIL}"
)
_NOT_WANTED = re.compile(
    r"(?:但是?|可是)?(?:不要|别要|不想要|不带|不含)(?P<what>[^\s，。；！？、,.;!?]{1,8})"
)
_HAVE_YOU = re.compile(r"有没有(?=\S)")
_MANNERS = re.compile(
    r"我想要?买(?:一?[个件条双款只把台])?|我想要|我要买|我在找|我想找|(?<!不)我要|帮我找(?:一下)?|"
    r"给我(?:看看|找找|找|看)|请问|请(?=帮|给|我)|麻烦(?:你|您)?|谢谢(?:你|您)?|你好|您好|"
    r"嗯+|呃+|额(?=[，,\s])|有吗|(?<=\S)吗(?=$|[？?。\s])"
)


@dataclass(frozen=True)
class ChineseParts:
    """text: what is left of the transcript. without, limits: as in SpokenQuery."""

    text: str
    without: tuple[str, ...]
    limits: tuple[PriceLimit, ...]


def understand_chinese(text: str) -> ChineseParts:
    """Takes the Chinese forms out of a transcript; other text is left as it is."""
    if not re.search("[一-鿿]", text):
        return ChineseParts(text, (), ())
    limits: list[PriceLimit] = []
    without: list[str] = []
    text = _HAVE_YOU.sub(" ", text)

    def take(read: Callable[[re.Match[str]], tuple[PriceLimit, ...]]) -> Callable[..., str]:
        def replace(match: re.Match[str]) -> str:
            limits.extend(read(match))
            return " "

        return replace

    text = _RANGE.sub(take(_range), text)
    text = _LIMIT_IN_FRONT.sub(take(lambda m: (_limit(m, _IN_FRONT[m["word"]]),)), text)
    text = _LIMIT_BEHIND.sub(take(lambda m: (_limit(m, _BEHIND[m["word"]]),)), text)

    def refuse(match: re.Match[str]) -> str:
        what = match["what"]
        unwanted, of, rest = what.partition("的")
        if not unwanted:
            return match.group()
        without.append(unwanted)
        return f" {rest}" if of else " "

    text = _NOT_WANTED.sub(refuse, text)
    text = _MANNERS.sub(" ", text)
    return ChineseParts(text, tuple(without), tuple(limits))


def chinese_number(text: str) -> Decimal:
    """四十 is 40, 一百二 120, 两千零五 2005, 三万 30,000; digits as they are.

    Raises ValueError for other text.
    """
    if text[:1].isascii():
        return Decimal(text)
    total = section = digit = last_place = 0
    if all(numeral in _NUMERALS for numeral in text):
        return Decimal("".join(str(_NUMERALS[numeral]) for numeral in text))
    for numeral in text:
        if numeral in _NUMERALS:
            digit = _NUMERALS[numeral]
            last_place = 1 if digit == 0 else last_place
        elif numeral in _PLACES:
            last_place = _PLACES[numeral]
            section += (digit or 1) * last_place
            digit = 0
        elif numeral == "万":
            total += (section + digit or 1) * 10_000
            section, digit, last_place = 0, 0, 10_000
        else:
            raise ValueError(f"{text!r} is no Chinese number")
    # 一百二 is short for 一百二十, 一百零二 is not.
    return Decimal(total + section + digit * (last_place // 10 if last_place > 10 else 1))


def _limit(match: re.Match[str], operator: LimitOperator) -> PriceLimit:
    return PriceLimit(operator, chinese_number(match["number"]), _CURRENCIES.get(match["unit"], ()))


def _range(match: re.Match[str]) -> tuple[PriceLimit, ...]:
    currencies = _CURRENCIES[match["unit"]]
    low, high = sorted((chinese_number(match["low"]), chinese_number(match["number"])))
    return PriceLimit(">=", low, currencies), PriceLimit("<=", high, currencies)
