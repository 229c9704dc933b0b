"""A line that means one path, however a terminal writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.typed_path import told_path, typed_path


@pytest.mark.parametrize("name", ["new shop.csv", "it's.csv", "a'b c'.csv", "新店.csv"])
def test_a_path_that_is_there_is_taken_as_it_stands(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert typed_path(f" {tmp_path / name} ") == tmp_path / name


@pytest.mark.parametrize(
    "written",
    [
        "'/no where/shop.csv'",
        '"/no where/shop.csv"',
        r"/no\ where/shop.csv",
        "/no where/shop.csv",
        "file:///no%20where/shop.csv",
    ],
)
def test_a_dropped_path_is_unwrapped(written: str) -> None:
    assert typed_path(written) == Path("/no where/shop.csv")


def test_the_home_folder_is_known() -> None:
    assert typed_path("~/shop.csv") == Path.home() / "shop.csv"


def test_a_path_in_the_home_folder_is_told_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert Path(told_path(tmp_path / "shop" / "store")) == Path("~/shop/store")
    assert told_path(tmp_path.parent) == str(tmp_path.parent)
