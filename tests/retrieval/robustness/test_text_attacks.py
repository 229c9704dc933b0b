from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.robustness.questions import Questions
from retrieval.robustness.subject import Subject
from retrieval.robustness.text_attacks import ranks_of, worst_edits
from retrieval.robustness.text_edits import (
    ACCIDENTS,
    changed,
    homoglyphs,
    negated,
    neighbours,
    single_edits,
    typos,
    without_homoglyphs,
)


def distance(a: str, b: str) -> int:
    from rapidfuzz.distance import DamerauLevenshtein

    return int(DamerauLevenshtein.distance(a, b))


@given(st.text("abcdefgh ", min_size=1, max_size=12), st.data())
def test_every_single_edit_is_one_edit_away(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    found = single_edits(text, [at], "xyz")
    assert len(set(found)) == len(found) and text not in found
    assert all(distance(text, edited) == 1 for edited in found)


@given(st.text(max_size=40), st.integers(0, 100))
@settings(deadline=None)
def test_any_text_can_be_changed_by_accident_the_same_each_time(text: str, seed: int) -> None:
    for change in ACCIDENTS.values():
        assert changed([text], change, seed) == changed([text], change, seed)
    assert distance(text, changed([text], typos(2), seed)[0]) <= 2


def test_a_slip_of_the_finger_hits_a_key_beside() -> None:
    assert set(neighbours("g")) >= set("fhtb") and neighbours("é") == ""


@given(st.text("abcdefghijklmnopqrstuvwxyz ", max_size=30))
def test_look_alikes_are_put_back(text: str) -> None:
    disguised = homoglyphs(text, np.random.default_rng(0))
    assert without_homoglyphs(disguised) == text


def test_words_of_other_scripts_are_left_as_they_are() -> None:
    for text in ("красное платье", "μακρύ φόρεμα", "红色长裙", "naïve café"):
        assert without_homoglyphs(text) == text


def test_a_denial_is_in_the_language_of_the_text() -> None:
    rng = np.random.default_rng(0)
    assert negated("red dress", rng) == "anything but red dress"
    assert negated("红色长裙", rng) == "不要红色长裙"


def test_searched_edits_are_worse_than_slips_and_two_worse_than_one(
    pocket_subject: Subject, words: Questions
) -> None:
    gallery = pocket_subject.gallery(words.shop)

    def found(n_edits: int) -> np.ndarray:
        pairs = worst_edits(pocket_subject.texts, words.texts, gallery, words.relevant, n_edits)
        texts = [text for text, _ in pairs]
        told = np.array([rank for _, rank in pairs])
        vectors = pocket_subject.texts(texts)
        assert (ranks_of(vectors, gallery, words.relevant) == told).all()
        assert all(
            distance(clean, text) <= n_edits for clean, text in zip(words.texts, texts, strict=True)
        )
        return told

    clean = ranks_of(pocket_subject.texts(words.texts), gallery, words.relevant)
    slips = pocket_subject.texts(changed(words.texts, typos(1), 0))
    by_chance = ranks_of(slips, gallery, words.relevant)
    one, two = found(1), found(2)
    assert (clean == 1).all()
    assert (one == 1).sum() <= (by_chance == 1).sum()
    assert (two == 1).sum() <= (one == 1).sum() < len(clean)
