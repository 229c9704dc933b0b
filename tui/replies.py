"""An agent's saved replies, with the chosen product's facts in them; no screen here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.whole_file import write_whole
from tui.cells import harmless

if TYPE_CHECKING:
    from retrieval.catalogue.product import Product

FILE_NAME = "replies.txt"
FIRST_REPLIES = (
    "We have {title} for {price}. {link}",
    "{title} ({id}) is {stock}. Shall I put one aside for you?",
    "I am sorry, {title} is {stock}. May I show you something like it?",
    "您好，{title}的价格是{price}。{link}",
)
LONGEST_FILE = 1_000_000
_FACT = re.compile(r"\{(\w+)\}")


def read_replies(path: Path) -> list[str]:
    """The replies of a file, with an empty line after each; the first ones where there is none.

    OSError when the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(LONGEST_FILE)
    except FileNotFoundError:
        return list(FIRST_REPLIES)
    return [reply.strip() for reply in re.split(r"\n\s*\n", text) if reply.strip()]


def write_replies(path: Path, replies: Sequence[str]) -> None:
    """Keep them, whole or not at all; OSError when they cannot be."""
    write_whole(path, "\n\n".join(replies) + "\n")


def filled(reply: str, product: Product) -> str:
    """A reply with the product's facts for {title}, {price}, {stock}, {brand}, {link} and {id}.

    Braces around anything else stay as they are.
    """
    from assistant.cli.table import format_price, format_stock

    facts = {
        "title": product.title,
        "price": format_price(product),
        "stock": format_stock(product),
        "brand": product.brand,
        "link": product.url,
        "id": product.id,
    }
    said = _FACT.sub(lambda match: harmless(facts.get(match[1], match[0])), reply)
    return re.sub(r"[ \t]+(?=\n|$)", "", said)
