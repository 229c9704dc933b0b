"""Text becomes words and words become text, with spaces only where the script has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.spacing import is_unspaced, joined, word_gap, words_of


@pytest.mark.parametrize("text", ["红", "々", "ス", "ｽ", "ฉ", "ລ", "မ", "ខ", "\U00020000"])
def test_scripts_without_spaces(text: str) -> None:
    assert is_unspaced(text)


@pytest.mark.parametrize("text", ["", "a", "é", "7", " ", "。", "한", "क", "ا"])
def test_what_is_written_with_spaces_or_is_no_letter(text: str) -> None:
    assert not is_unspaced(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a long, red dress", ("a", "long,", "red", "dress")),
        ("我想买 iPhone 手机。", ("我", "想", "买", "iPhone", "手", "机。")),
        ("一件T恤，四十块", ("一", "件T恤，", "四", "十", "块")),
        ("赤いドレス", ("赤", "い", "ド", "レ", "ス")),
        ("ที่นี่", ("ที่", "นี่")),  # vowel signs and tone marks stay with their letter
        ("ខ្មែរ", ("ខ្មែ", "រ")),  # so does the letter below
        ("빨간 드레스", ("빨간", "드레스")),
    ],
)
def test_words_of_a_text_and_back(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words
    assert joined(words) == text


def test_marks_alone_stand_without_a_space_in_scripts_without() -> None:
    assert joined(["红", "，", "蓝"]) == "红，蓝"
    assert joined(["red", "-", "blue"]) == "red - blue"


def test_whisper_gives_the_words_of_some_languages_without_their_spaces() -> None:
    assert [word_gap(code) for code in ("zh", "ja", "th", "my", "km", "ko", "en", "")] == [
        "", "", "", "", " ", " ", " ", " ",
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_a_text_keeps_its_characters_when_it_becomes_words(text: str) -> None:
    assert "".join("".join(words_of(text)).split()) == "".join(text.split())
    assert "".join(joined(words_of(text)).split()) == "".join(text.split())
