"""Names for a model to learn spelling from: many, sayable, and none that a bench asks for."""

from __future__ import annotations

import random
import re

from speech.training.coined_names import coined_name
from speech.training.grammar import Grammar, Shop
from speech.training.word_lists import WORDING, wording
from tests.bench.rare_brands import RARE, UNLISTED_FAR, UNLISTED_NEAR

SAYABLE = re.compile(r"[A-Z][a-z]{2,18}")


def test_names_are_many_and_have_a_vowel_among_few_consonants() -> None:
    choice = random.Random(3)
    names = [coined_name(choice) for _ in range(5000)]
    assert len(set(names)) > 4800
    assert all(SAYABLE.fullmatch(name) for name in names)
    assert not [name for name in names if re.search(r"[^aeiouy]{7}", name.lower())]
    assert 6 < sum(map(len, names)) / len(names) < 10


def test_no_name_is_a_brand_that_the_vocabulary_is_measured_with() -> None:
    choice = random.Random(13)
    asked = {*RARE, *UNLISTED_FAR, *UNLISTED_NEAR}
    assert not asked & {coined_name(choice) for _ in range(50_000)}


def test_sentences_name_the_shops_brands_and_coined_ones() -> None:
    grammar, choice = Grammar(Shop(brands=("Kestwell",))), random.Random(4)
    texts = [grammar.draw(choice).text for _ in range(3000)]
    endings = wording("syllables")[-1].split()
    listed = {word for path in WORDING.glob("*.txt") for word in wording(path.stem)}
    listed = {word.lower() for line in listed for word in re.findall(r"\w+", line)}
    unlisted = {word for text in texts for word in text.split() if word not in listed}
    assert "kestwell" in unlisted
    assert sum(word.endswith(tuple(endings)) for word in unlisted) > 30
