"""Which pictures are kept out of training."""

from __future__ import annotations

from retrieval.training.pictures import are_last_of_series


def test_the_last_photos_of_each_series_are_held_out_whatever_their_order() -> None:
    names = [f"train/{product}_{number:03}.jpg" for number in (3, 1, 2, 10) for product in "ab"]
    last = are_last_of_series(names, 0.25)
    assert [name for name, kept in zip(names, last, strict=True) if kept] == [
        "train/a_010.jpg",
        "train/b_010.jpg",
    ]


def test_a_share_of_nothing_holds_out_nothing() -> None:
    assert not are_last_of_series(["a_1.jpg", "a_2.jpg"], 0.0).any()
