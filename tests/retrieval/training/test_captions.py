"""Captions are true of their subject, and matches follow from facts."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest

from retrieval.training.captions import misspell, write_caption, write_nonsense
from retrieval.training.clothing_photos import read_clothing
from retrieval.training.grocery_photos import read_groceries
from retrieval.training.sample_renderings import read_samples
from retrieval.training.subjects import Caption, FactTable, Subject
from retrieval.training.wording.colours import neighbours
from retrieval.training.wording.kinds import KIND_WORDS
from retrieval.training.wording.more_kinds import MORE_KIND_WORDS, SAME_KIND
from retrieval.training.wording.purposes import PURPOSES, purpose_phrases


@pytest.fixture(scope="module")
def subjects(tiny_data: Path) -> tuple[Subject, ...]:
    from tests.retrieval.training.conftest import TinySamples

    return (
        *read_groceries(tiny_data, "train", 32).subjects,
        *read_clothing(tiny_data, "train", 32).subjects,
        *read_samples(TinySamples(), [1], 32).subjects,
    )


def verdict(subjects: tuple[Subject, ...], subject: str, *facts: str) -> str:
    table = FactTable(subjects)
    row = next(i for i, s in enumerate(subjects) if s.key.startswith(subject))
    held, denied = table.matches(np.array([row]), table.asserted([Caption("", frozenset(facts))]))
    return "match" if held[0, 0] else "mismatch" if denied[0, 0] else "open"


def test_every_caption_matches_the_subject_it_was_written_for(
    subjects: tuple[Subject, ...],
) -> None:
    table = FactTable(subjects)
    rng = random.Random(5)
    for row, subject in enumerate(subjects):
        captions = [write_caption(subject, rng) for _ in range(60)]
        held, denied = table.matches(np.array([row]), table.asserted(captions))
        assert held.all(), [c for c, h in zip(captions, held[0], strict=True) if not h]
        assert not denied.any()
        assert all(caption.text.strip() for caption in captions)


def test_nonsense_matches_nothing(subjects: tuple[Subject, ...]) -> None:
    table = FactTable(subjects)
    rng = random.Random(5)
    nonsense = [write_nonsense(rng) for _ in range(20)]
    _, denied = table.matches(np.arange(len(subjects) + 1), table.asserted(nonsense))
    assert denied.all()


def test_a_colour_word_divides_two_dresses(subjects: tuple[Subject, ...]) -> None:
    assert verdict(subjects, "sample/dress-1", "colour:red", "kind:dress") == "match"
    assert verdict(subjects, "sample/dress-2", "colour:red", "kind:dress") == "mismatch"


def test_a_photo_of_a_dress_may_show_the_very_dress_of_a_title(
    subjects: tuple[Subject, ...],
) -> None:
    assert verdict(subjects, "clothing/dress", "item:sample/dress-1") == "open"
    assert verdict(subjects, "clothing/pants", "item:sample/dress-1") == "mismatch"
    assert verdict(subjects, "grocery/0", "item:sample/dress-1") == "mismatch"


def test_chinese_and_english_captions_are_both_written(subjects: tuple[Subject, ...]) -> None:
    rng = random.Random(3)
    texts = [write_caption(subjects[0], rng).text for _ in range(100)]
    assert any("柠檬" in text for text in texts)
    assert any("lemon" in text.lower() for text in texts)


def test_a_slip_of_the_finger_leaves_a_similar_word() -> None:
    rng = random.Random(1)
    for _ in range(200):
        slipped = misspell("sneakers", rng)
        assert abs(len(slipped) - len("sneakers")) <= 1
        assert slipped[0] == "s"
    assert misspell("红色", rng) == "红色"


def test_colours_that_are_confused_are_confused_both_ways() -> None:
    assert "navy" in neighbours("black")
    assert "black" in neighbours("navy")
    assert "red" not in neighbours("green")


def test_measured_colours_of_garments_are_those_painted(subjects: tuple[Subject, ...]) -> None:
    keys = {subject.key for subject in subjects if subject.source == "clothing"}
    assert any(key.startswith("clothing/dress/red/") for key in keys)
    assert any(key.startswith("clothing/pants/navy/") for key in keys)


def test_every_kind_of_the_samples_has_a_purpose() -> None:
    from samples.render import products

    kinds = {product.category.lower() for product in products()}
    assert {SAME_KIND.get(kind, kind) for kind in kinds} <= PURPOSES.keys()
    assert all(60 <= len(purpose_phrases(kind)[0]) <= 150 for kind in PURPOSES)


def test_a_purpose_never_names_its_own_kind() -> None:
    for kind in PURPOSES:
        tables = [table.get(kind, ((), ())) for table in (KIND_WORDS, MORE_KIND_WORDS)]
        names = [kind, *(name for table in tables for name in table[0])]
        named = re.compile(rf"\b({'|'.join(map(re.escape, names))})(s|es)?\b")
        english, chinese = purpose_phrases(kind)
        assert not [phrase for phrase in english if named.search(phrase)], kind
        names_zh = [name for table in tables for name in table[1]]
        assert not [p for p in chinese if any(name in p for name in names_zh)], kind


def test_no_phrase_of_a_purpose_means_two_kinds() -> None:
    phrases = [p for kind in PURPOSES for words in purpose_phrases(kind) for p in words]
    assert len(phrases) == len(set(phrases))


def test_a_caption_of_a_purpose_asserts_its_kind_and_any_colour_in_it(
    subjects: tuple[Subject, ...],
) -> None:
    rng = random.Random(2)
    for key in ("sample/dress-1", "clothing/dress/red/"):
        subject = next(s for s in subjects if s.key.startswith(key))
        phrases = {phrase for words in subject.slots["purpose"] for phrase in words}
        captions = [write_caption(subject, rng, strength=0.0) for _ in range(6000)]
        plain = [caption for caption in captions if caption.text in phrases]
        assert plain
        assert all(caption.facts == {"kind:dress"} for caption in plain)
        coloured = [c for c in captions if "something red " in c.text]
        assert coloured
        assert all(c.facts == {"kind:dress", "colour:red"} for c in coloured)
