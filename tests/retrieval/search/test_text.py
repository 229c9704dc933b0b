"""Folding: what is indexed and what is asked meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.text import WORD_MAX_CHARS, fold, fold_words, is_cjk, strip_controls


@pytest.mark.parametrize(
    ("typed", "indexed"),
    [
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "café"),
        ("straße", "STRASSE"),
        ("ｓｎｅａｋｅｒ", "sneaker"),
        ("ﾊﾝﾄﾞﾊﾞｯｸﾞ", "ハンドバッグ"),
        ("Øl", "ol"),
        ("ёлка", "ЕЛКА"),
        ("zero\u200cwidth\u00adjoiners", "zerowidthjoiners"),
        ("\x1b[31mred\x1b[0m", "red"),
    ],
)
def test_two_spellings_of_one_word_meet(typed: str, indexed: str) -> None:
    assert fold_words(typed) == fold_words(indexed)


@pytest.mark.parametrize(("one", "other"), [("ガラス", "カラス"), ("red", "rod"), ("裙", "裤")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


def test_chinese_is_cut_into_characters_and_pairs_beside_other_words() -> None:
    assert fold_words("Zara红色长裙") == ["zara", "红", "色", "长", "裙", "红色", "色长", "长裙"]
    assert is_cjk("红色")
    assert not is_cjk("zara")


def test_a_hyphen_separates_words_and_an_overlong_run_is_no_word() -> None:
    assert fold_words("T-shirt " + "x" * (WORD_MAX_CHARS + 1)) == ["t", "shirt"]


def test_what_steers_a_terminal_or_hides_is_taken_out_and_the_rest_is_kept() -> None:
    assert strip_controls("a\x1b[31mb\u202ec\x00\td\ne\ud800") == "a[31mbc d e"


@given(st.text())
def test_any_text_folds_to_words_without_blanks(text: str) -> None:
    for word in fold_words(text):
        assert word
        assert not any(char.isspace() for char in word)
        word.encode("utf-8")


@given(st.text())
def test_the_words_of_a_text_are_the_words_of_its_folded_form(text: str) -> None:
    assert {w for w in fold(text).split() if w.isalnum() and len(w) <= WORD_MAX_CHARS} <= set(
        fold_words(text)
    )
