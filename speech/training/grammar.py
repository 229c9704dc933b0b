"""Sentences of the shopping domain and beyond, drawn at random; not their sound."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from speech.training import spoken_numbers
from speech.training.coined_names import coined_name
from speech.training.word_lists import wording

HELD_OUT_PERCENT = 4
# What a sentence is, and how often.
KINDS = (
    ("queries", 0.40),
    ("refinements", 0.20),
    ("titles", 0.08),
    ("general", 0.20),
    ("words", 0.05),
    ("digits", 0.07),
)
SHOP_BRANDS, COINED_BRANDS = 0.4, 0.3  # shares of all brands
SLOT = re.compile(r"\{(\w+)\}")
VOWELS = "aeiou"


@dataclass(frozen=True)
class Sentence:
    """spoken: with the commas that synthesizers breathe at. text: what is to be written."""

    spoken: str
    text: str
    language: str = "en"


@dataclass(frozen=True)
class Shop:
    """What a caller adds to the grammar: its own names, titles, and sentences never to be said.

    brands: said after "from", "by". titles: in English, chinese_titles: in Chinese.
    never: sentences kept for a test of the caller's.
    """

    brands: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    chinese_titles: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def written(spoken: str) -> str:
    """The text of a sentence: no punctuation, small letters, but "I" as it is written.

    >>> written("Um, I'm looking for a T-shirt by Nordvane.")
    "um I'm looking for a t-shirt by nordvane"
    """
    text = re.sub(r"[^\w'\- ]+", " ", spoken.lower())
    text = re.sub(r"\bi(?=$|'| )", "I", text)
    return " ".join(text.split())


def is_held_out(text: str) -> bool:
    """Whether a sentence is for validation only: by its text, so for ever and everywhere."""
    return zlib.crc32(text.lower().encode()) % 100 < HELD_OUT_PERCENT


class Grammar:
    """Draws sentences; the same ones from the same random generator."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._never = {written(sentence) for sentence in shop.never}
        self._slots: dict[str, Callable[[random.Random], str]] = {
            "item": self._item,
            "brand": self._brand,
            "title": lambda choice: choice.choice(shop.chinese_titles),
            "price": spoken_numbers.price,
            "amount": spoken_numbers.amount,
            "size": spoken_numbers.size,
            "digits": spoken_numbers.digits,
            "number": lambda choice: spoken_numbers.in_words(choice.randint(2, 99)),
            "ordinal": lambda choice: choice.choice(spoken_numbers.ORDINALS),
        }
        lists = {
            "colour": "colours",
            "material": "materials",
            "pattern": "patterns",
            "adjective": "adjectives",
            "noun": "nouns",
            "context": "contexts",
            "filler": "fillers",
            "place": "places",
            "person": "people",
            "name": "names",
            "when": "times",
            "went": "movements",
            "word": "words",
        }
        for slot, name in lists.items():
            self._slots[slot] = _one_of(wording(name))
        chinese = {
            "colour": _one_of(wording("chinese_colours")),
            "noun": _one_of(wording("chinese_nouns")),
            "pattern": _one_of(wording("chinese_patterns")),
            "price": spoken_numbers.chinese_price,
            "ordinal": lambda choice: spoken_numbers.in_chinese(choice.randint(1, 9)),
        }
        self._chinese_slots = {**self._slots, **chinese}

    def draw(self, choice: random.Random) -> Sentence:
        """An English sentence."""
        while True:
            spoken = self._english(choice)
            if written(spoken) not in self._never:
                return Sentence(spoken, written(spoken))

    def draw_chinese(self, choice: random.Random) -> Sentence:
        """A Chinese sentence; the caller's titles must hold some."""
        while True:
            template = choice.choice(wording("chinese"))
            spoken = _filled(template, self._chinese_slots, choice)
            if written(spoken) not in self._never:
                return Sentence(spoken, re.sub(r"[^\w]+", "", spoken), "zh")

    def _english(self, choice: random.Random) -> str:
        kinds, weights = zip(*KINDS, strict=True)
        kind = choice.choices(kinds, weights)[0]
        if kind == "titles" and self._shop.titles:
            return choice.choice(self._shop.titles)
        if kind == "words":
            template = choice.choice(("{word}", "{noun}", "{brand}", "{number}", "{colour}"))
        elif kind == "digits":
            template = "{digits}"
        else:
            template = choice.choice(wording("queries" if kind == "titles" else kind))
        return with_articles(_filled(template, self._slots, choice))

    def _item(self, choice: random.Random) -> str:
        """A product as shoppers name it: up to three of its properties and a noun."""
        parts = [
            choice.choice(wording(name)) if choice.random() < share else ""
            for name, share in (
                ("adjectives", 0.25),
                ("colours", 0.55),
                ("patterns", 0.12),
                ("materials", 0.25),
            )
        ]
        parts.append(choice.choice(wording("nouns")))
        return " ".join(part for part in parts if part)

    def _brand(self, choice: random.Random) -> str:
        """One of the shop's, one made up of the same kind of parts, or of syllables."""
        kind = choice.random()
        if self._shop.brands and kind < SHOP_BRANDS:
            return choice.choice(self._shop.brands)
        if kind > 1 - COINED_BRANDS:
            return coined_name(choice)
        first = choice.choice(wording("brand_parts")).split()[0]
        last = choice.choice(wording("brand_parts")).split()[-1]
        return (first + last).capitalize()


def with_articles(text: str) -> str:
    """ "a" becomes "an" before a vowel.

    >>> with_articles("a orange kettle")
    'an orange kettle'
    """
    return re.sub(rf"\ba (?=[{VOWELS}])", "an ", text)


def _one_of(lines: Sequence[str]) -> Callable[[random.Random], str]:
    return lambda choice: choice.choice(lines)


def _filled(
    template: str, slots: dict[str, Callable[[random.Random], str]], choice: random.Random
) -> str:
    return SLOT.sub(lambda slot: slots[slot.group(1)](choice), template)
