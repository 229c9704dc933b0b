"""A file is written whole, soon, by one program at a time, and never lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tui.keeping import Keeping


class Told:
    """What a keeping told, to be waited for."""

    def __init__(self, path: Path) -> None:
        self.restored: list[str] = []
        self.sentences: list[str] = []
        self.keeping = Keeping(path, self.restored.append, self.sentences.append)
        self.keeping.start()
        until(lambda: bool(self.restored or self.sentences))


def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come about")


def test_the_last_of_many_changes_is_written_soon_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "kept.json"
    first = Told(path)
    assert first.restored == [""]
    for n in range(100):
        first.keeping.keep(lambda n=n: f"text {n}")
    until(lambda: path.exists() and path.read_text() == "text 99")  # before it is closed
    first.keeping.keep(lambda: "the end")
    first.keeping.close()
    again = Told(path)
    again.keeping.close()
    assert again.restored == ["the end"]
    assert not list(path.parent.glob("*.new"))


def test_a_second_program_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    first = Told(path)
    second = Told(path)
    assert second.sentences and "Another Vitrine" in second.sentences[0] and not second.restored
    second.keeping.keep(lambda: "the second's")
    second.keeping.close()
    first.keeping.keep(lambda: "the first's")
    first.keeping.close()
    assert path.read_text() == "the first's"


def test_what_makes_no_sense_is_put_aside_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(b"\xff\x00 not text")
    told = Told(path)
    aside = told.keeping.put_aside()
    told.keeping.keep(lambda: "fresh")
    told.keeping.close()
    assert aside.read_bytes() == b"\xff\x00 not text"
    assert path.read_text() == "fresh"


def test_a_folder_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = Told(tmp_path / "file" / "kept.json")
    assert len(told.sentences) == 1
    assert "cannot be kept" in told.sentences[0]
    told.keeping.close()
