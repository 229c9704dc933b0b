"""An export is read by Markdown and JSON readers; hostile texts stay texts in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from assistant import Assistant, Query
from tui.customers import Customer
from tui.exporting import escaped, export
from tui.wish import Conversation, Wish

WHEN = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def test_a_conversation_is_written_with_notes_and_finds(
    sample_assistant: Assistant, tmp_path: Path
) -> None:
    wish = Wish().with_part("text", "[red](evil) dress", "[red](evil) dress")
    customer = Customer("Anna / B", Conversation((wish,), ("red",)), notes="tall\n# not a heading")
    hits = sample_assistant.ask(Query(text="long red dress", k=5)).hits
    stem = export(customer, hits, tmp_path / "exports", WHEN)
    assert stem.name == "Anna-B-20260301-123000"
    text = stem.with_suffix(".md").read_text(encoding="utf-8")
    assert "1. text: \\[red\\]\\(evil\\) dress" in text
    assert "> \\# not a heading" in text
    assert escaped(hits[0].product.title) in text
    exported = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    assert exported["customer"] == "Anna / B"
    assert exported["turns"] == [[{"kind": "text", "value": "[red](evil) dress"}]]
    assert exported["found"][0]["id"] == hits[0].product.id
