"""Folders are read aside: what the app can take is found, and one that hangs stalls nothing."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest

from tui import folder_reader
from tui.folder_reader import MOST_NAMES, FolderReader, Names, beginning_with, takeable


def test_folders_and_what_the_app_can_take_are_found(tmp_path: Path) -> None:
    for name in ("a.JPG", "b.mp4", "c.wav", "d.txt", "e", "odd\nname.jpg", ".hidden.png"):
        (tmp_path / name).touch()
    (tmp_path / "f.jpg").mkdir()
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere")
    names = takeable(str(tmp_path))
    assert sorted(names) == [".hidden.png", "a.JPG", "b.mp4", "c.wav", "f.jpg/", "gone.png"]
    assert ".hidden.png" not in beginning_with("", names).first
    assert beginning_with(".", names).first == (".hidden.png",)


def test_the_common_beginning_is_of_all_names_not_only_of_those_kept() -> None:
    names = (*(f"dress{number:05}.jpg" for number in range(1000)), "drum.jpg", "mug.jpg")
    found = beginning_with("d", names)
    assert (found.common, found.n, len(found.first)) == ("dr", 1001, MOST_NAMES)
    assert beginning_with("m", names) == Names(("mug.jpg",), "mug.jpg", 1)
    assert beginning_with("x", names) == Names()


@pytest.mark.parametrize("folder", ["/no/such/folder/", "\0", "~nobody-here/x/"])
def test_a_folder_that_is_not_there_holds_nothing(folder: str) -> None:
    assert takeable(folder) == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_must_not_be_read_holds_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        assert takeable(str(tmp_path)) == ()
    finally:
        tmp_path.chmod(0o700)


def test_of_many_questions_the_newest_is_next_and_older_ones_are_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_let_on = threading.Event()
    read = []

    def slow(folder: str) -> tuple[str, ...]:
        read.append(folder)
        is_let_on.wait(10)
        return ("a.jpg",)

    monkeypatch.setattr(folder_reader, "takeable", slow)

    async def scenario() -> None:
        folders = FolderReader()
        asked = [asyncio.create_task(folders.names(f"/{n}/", "a")) for n in range(5)]
        await asyncio.wait(asked[1:4], timeout=10)  # answered while the first one still hangs
        assert not asked[0].done() and not asked[4].done()
        is_let_on.set()
        found = await asyncio.gather(*asked)
        assert [names and names.n for names in found] == [1, None, None, None, 1]
        assert read[-1] == "/4/" and len(read) == 2

    asyncio.run(scenario())


def test_a_folder_is_not_read_again_with_every_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def counted(folder: str) -> tuple[str, ...]:
        read.append(folder)
        return ("red.jpg", "rest.jpg")

    monkeypatch.setattr(folder_reader, "takeable", counted)

    async def scenario() -> None:
        folders = FolderReader()
        for part in ("r", "re", "red"):
            names = await folders.names(str(tmp_path), part)
        assert names == Names(("red.jpg",), "red.jpg", 1)

    asyncio.run(scenario())
    assert len(read) == 1
