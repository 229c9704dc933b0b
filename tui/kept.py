"""A desk as JSON and back, so that it comes again at the next start; no files here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tui.customers import Customer, Desk
from tui.wish import KINDS, Conversation, Part, Wish

FORMAT = 1
LONGEST_PROMPTS = 500  # of one customer


def to_json(desk: Desk) -> str:
    """All of a desk but its answers, which are asked anew."""
    kept = {
        "format": FORMAT,
        "at": desk.at,
        "customers": [_customer_values(customer) for customer in desk.customers],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1)


def from_json(text: str) -> Desk:
    """The reverse; ValueError when the text is no desk."""
    try:
        kept = json.loads(text)
        if kept["format"] != FORMAT:
            raise ValueError(f"it is of format {kept['format']!r}, not {FORMAT}")
        customers = tuple(_customer(values) for values in _list(kept["customers"]))
        at = int(kept["at"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is not of the form expected ({error!r})") from error
    return Desk(customers, max(0, min(at, len(customers) - 1))) if customers else Desk()


def _customer_values(customer: Customer) -> dict[str, Any]:
    return {
        "name": customer.name,
        "is_refining": customer.is_refining,
        "draft": customer.draft,
        "notes": customer.notes,
        "prompts": customer.conversation.prompts[-LONGEST_PROMPTS:],
        "turns": [
            [_part_values(part) for part in wish.parts] for wish in customer.conversation.turns
        ],
    }


def _customer(values: dict[str, Any]) -> Customer:
    turns = tuple(
        Wish(tuple(_part(part) for part in _list(parts))) for parts in _list(values["turns"])
    )
    prompts = tuple(_text(prompt) for prompt in _list(values["prompts"]))
    return Customer(
        name=_text(values["name"]),
        conversation=Conversation(turns, prompts),
        is_refining=values["is_refining"] is True,
        draft=_text(values["draft"]),
        notes=_text(values["notes"]),
    )


def _part_values(part: Part) -> dict[str, Any]:
    value = part.value
    if part.kind == "voice":
        value = value.to_json()
    elif part.kind in ("photo", "sound"):
        value = str(value)
    return {"kind": part.kind, "value": value, "shown": part.shown}


def _part(values: dict[str, Any]) -> Part:
    kind, value = _text(values["kind"]), values["value"]
    if kind not in KINDS:
        raise ValueError(f"it has a part of kind {kind!r}")
    if kind == "voice":
        value = _transcript(value)
    elif kind in ("photo", "sound"):
        value = Path(_text(value))
    else:
        value = _text(value)
    return Part(kind, value, _text(values["shown"]))


def _transcript(values: dict[str, Any]) -> Any:
    from speech.transcript import Alternative, Transcript  # not before the first paint

    return Transcript(
        text=_text(values["text"]),
        language=_text(values["language"]),
        confidence=float(values["confidence"]),
        duration_s=float(values["duration_s"]),
        alternatives=tuple(
            Alternative(_text(one["text"]), float(one["confidence"]))
            for one in _list(values["alternatives"])
        ),
        model=_text(values["model"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value
