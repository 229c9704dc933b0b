"""Where a text ends in a path, and that a path written on is read as the same path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.prompt_text import tokens
from tui.unfinished_path import UnfinishedPath, unfinished_path

TYPED = st.text(
    st.characters(exclude_characters="/", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("text", "folder", "part"),
    [
        ("/", "/", ""),
        ("like /home/an", "/home/", "an"),
        ("./", "./", ""),
        ("../pho", "../", "pho"),
        ("~/Pictures/", "~/Pictures/", ""),
        (r"/a/my\ ph", "/a/", "my ph"),
        ("'/a/my ph", "/a/", "my ph"),
        ("mum's mug '/a/my ph", "/a/", "my ph"),
        ('"/a/b.jpg" and "./my ', "./", "my "),
        ("'my phot", "", "my phot"),
        ("'tis /a/b", "/a/", "b"),
        (r"C:\Users\An", "C:\\Users\\", "An"),
        ('"C:\\My Photos\\re', "C:\\My Photos\\", "re"),
    ],
)
def test_a_text_that_ends_in_a_path(text: str, folder: str, part: str) -> None:
    path = unfinished_path(text)
    assert path is not None
    assert (path.folder, path.part) == (folder, part)
    assert text.startswith(path.before)


@pytest.mark.parametrize(
    "text",
    ["", "red dress", "/a/b ", "'/a/b'", "and/or", "12/5", "'", "mum's mug", "'me@shop", "~ 40"],
)
def test_a_text_with_nothing_to_complete(text: str) -> None:
    assert unfinished_path(text) is None


def test_a_name_is_written_in_the_form_that_was_begun() -> None:
    assert UnfinishedPath("", "", "/a/").text_with("my b", True) == r"/a/my\ b"
    assert UnfinishedPath("x ", "'", "/a/").text_with("my b", False) == "x '/a/my b"
    assert UnfinishedPath("", "'", "/a/").text_with("mum's", True) == '"/a/mum\'s"'
    assert UnfinishedPath("", "", "C:\\").text_with("My b.jpg", True) == '"C:\\My b.jpg"'


@given(st.sampled_from(["./", "'./", '"./', "~/'x/", "'/a b/"]), TYPED)
def test_what_is_written_is_read_as_the_same_path(begun: str, name: str) -> None:
    path = unfinished_path(f"like {begun}")
    assert path is not None
    whole = path.text_with(f"{name}.jpg", is_whole=True)
    assert tokens(whole)[-1] == f"{path.folder}{name}.jpg"
    half = path.text_with(name, is_whole=False)
    again = unfinished_path(half)
    assert again is not None
    assert (again.folder, again.part) == (path.folder, name)
