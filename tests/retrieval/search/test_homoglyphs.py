"""Letters that only look Latin are read as they look, and real words of other scripts stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.homoglyphs import without_homoglyphs


def test_a_disguised_word_is_read_as_it_looks() -> None:
    assert without_homoglyphs("r\u0435d dr\u0435ss") == "red dress"
    assert without_homoglyphs("\u0440\u0430\u0440\u0435r lamp") == "paper lamp"
    assert without_homoglyphs("\u041e\u0430k") == "Oak"


def test_words_of_other_scripts_stay() -> None:
    for text in ("рубашка", "κόκκινο", "红色长裙", "naïve café"):
        assert without_homoglyphs(text) == text


def test_a_word_that_the_shop_knows_stays() -> None:
    assert without_homoglyphs("сор", lambda word: word == "сор") == "сор"
    assert without_homoglyphs("сор") == "cop"


@given(st.text())
def test_no_letter_is_lost_or_added(text: str) -> None:
    assert len(without_homoglyphs(text)) == len(text)
