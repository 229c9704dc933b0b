"""A customer's conversation as Markdown and as JSON; not where they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cells import harmless

if TYPE_CHECKING:
    from retrieval.search.result import Hit
    from tui.customers import Customer

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~])")


def as_markdown(customer: Customer, hits: Sequence[Hit], when: datetime) -> str:
    """What was asked, turn by turn, the notes and what was found last; foreign text is text."""
    from assistant.cli.table import format_price, format_stock

    lines = [f"# {escaped(customer.name)}", "", f"Exported {when:%Y-%m-%d %H:%M}."]
    if customer.notes.strip():
        lines += ["", "## Notes", ""]
        lines += [f"> {escaped(line)}" for line in customer.notes.strip().splitlines()]
    lines += ["", "## Asked", ""]
    for number, wish in enumerate(customer.conversation.turns, 1):
        parts = "; ".join(f"{part.kind}: {escaped(part.shown)}" for part in wish.parts)
        lines.append(f"{number}. {parts or 'nothing'}")
    lines += ["", "## Found", ""]
    for number, hit in enumerate(hits, 1):
        product = hit.product
        facts = (format_price(product), format_stock(product), f"match {hit.probability:.0%}")
        known = ", ".join(escaped(fact) for fact in facts if fact)
        lines.append(f"{number}. {escaped(product.title)} ({escaped(product.id)}): {known}")
        if product.url:
            lines.append(f"   {escaped(product.url)}")
    return "\n".join(lines) + "\n"


def as_json(customer: Customer, hits: Sequence[Hit], when: datetime) -> str:
    """The same for programs."""
    from assistant.answer import price_json

    exported = {
        "customer": customer.name,
        "exported": when.isoformat(timespec="seconds"),
        "notes": customer.notes,
        "turns": [
            [{"kind": part.kind, "value": part.shown} for part in wish.parts]
            for wish in customer.conversation.turns
        ],
        "found": [
            {
                "id": hit.product.id,
                "title": hit.product.title,
                "price": price_json(hit.product.price),
                "currency": hit.product.currency,
                "url": hit.product.url,
                "probability": round(hit.probability, 4),
            }
            for hit in hits
        ],
    }
    return json.dumps(exported, ensure_ascii=False, indent=1) + "\n"


def export(customer: Customer, hits: Sequence[Hit], folder: Path, when: datetime) -> Path:
    """Write both into a folder; the path without its ending. OSError when they cannot be."""
    name = re.sub(r"[^\w-]+", "-", customer.name).strip("-")[:60] or "customer"
    stem = folder / f"{name}-{when:%Y%m%d-%H%M%S}"
    folder.mkdir(parents=True, exist_ok=True)
    stem.with_suffix(".md").write_text(as_markdown(customer, hits, when), encoding="utf-8")
    stem.with_suffix(".json").write_text(as_json(customer, hits, when), encoding="utf-8")
    return stem


def escaped(text: str) -> str:
    """A foreign text on one line that Markdown takes for nothing but text."""
    return _MARKDOWN.sub(r"\\\1", harmless(text))
