"""One prompt takes everything: words, and files as terminals write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.prompt_text import read_prompt


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "my red dress.jpg"
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize(
    "written",
    ["'{}'", '"{}"', "{escaped}", "file://{quoted}", "like this '{}' but blue"],
)
def test_a_dropped_photo_is_found_however_it_is_written(photo: Path, written: str) -> None:
    text = written.format(
        photo, escaped=str(photo).replace(" ", r"\ "), quoted=str(photo).replace(" ", "%20")
    )
    assert read_prompt(text).pictures == (photo,)


def test_words_around_a_photo_stay_words(photo: Path) -> None:
    prompt = read_prompt(f"like this '{photo}' but blue")
    assert prompt.words == "like this but blue"


def test_several_files_at_once_each_by_its_kind(tmp_path: Path) -> None:
    photo, sound = tmp_path / "a.png", tmp_path / "b.wav"
    photo.touch()
    sound.touch()
    prompt = read_prompt(f"{photo} {sound}")
    assert (prompt.pictures, prompt.sounds, prompt.words) == ((photo,), (sound,), "")


def test_a_file_that_is_not_here_is_told(tmp_path: Path) -> None:
    path = f"{tmp_path}/none.jpg"
    assert read_prompt(f"this {path}").missing == (path,)


@pytest.mark.parametrize(
    "text", ["mum's mug", "12.5 cm", "price/quality", 'a 5" screen', "and/or", "~ 40", "T-shirt."]
)
def test_ordinary_words_are_no_paths(text: str) -> None:
    prompt = read_prompt(text)
    assert (prompt.words, prompt.missing) == (text, ())


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    read_prompt(text)


@given(st.lists(st.text("abcdefgh红é'", min_size=1, max_size=8), max_size=8))
def test_words_come_back_as_they_were(words: list[str]) -> None:
    text = " ".join(word for word in words if word.strip("'"))
    if not any(word.startswith("'") for word in text.split()):
        assert read_prompt(text).words == text
