"""Replies come back as they were kept, and hold the product's facts as text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from retrieval.catalogue.product import Product
from tui.replies import FIRST_REPLIES, filled, read_replies, write_replies

MUG = Product(
    "mug-1", "A mug\x1b[2J {id}", brand="Acme", price=Decimal("8.50"), currency="USD", stock=3,
    url="https://shop/mug-1",
)  # fmt: skip


def test_facts_are_filled_in_and_other_braces_stay() -> None:
    assert filled("{title} at {link}: {what} {}", MUG) == (
        "A mug [2J {id} at https://shop/mug-1: {what} {}"
    )
    assert "8.50" in filled("{price}", MUG)
    assert filled("{brand} {id}\n{link}", Product("x", "y")) == " x\n"


def test_replies_are_kept_of_several_lines_too(tmp_path: Path) -> None:
    path = tmp_path / "new" / "replies.txt"
    assert read_replies(path) == list(FIRST_REPLIES)
    write_replies(path, ["Hello {title}\nsecond line", "再见"])
    assert read_replies(path) == ["Hello {title}\nsecond line", "再见"]
    write_replies(path, [])
    assert read_replies(path) == []
