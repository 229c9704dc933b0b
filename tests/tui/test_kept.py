"""What is kept comes back as it was; a file that makes no sense is refused, not believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.transcript import Alternative, Transcript
from tui.customers import Customer, Desk
from tui.kept import from_json, to_json
from tui.wish import Conversation, Part, Wish

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
HEARD = Transcript("in blue", "en", 0.9, 1.5, alternatives=(Alternative("in blue", 0.9),))
PARTS = st.one_of(
    st.builds(Part, st.sampled_from(["text", "like", "good", "bad", "without", "filter"]), TEXT,
              TEXT),
    st.builds(Part, st.sampled_from(["photo", "sound"]), st.just(Path("a b.jpg")), TEXT),
    st.just(Part("voice", HEARD, "in blue")),
)  # fmt: skip
WISHES = st.builds(Wish, st.lists(PARTS, max_size=3).map(tuple))
CUSTOMERS = st.builds(
    Customer,
    name=TEXT,
    conversation=st.builds(
        Conversation, st.lists(WISHES, max_size=3).map(tuple), st.lists(TEXT, max_size=3).map(tuple)
    ),
    is_refining=st.booleans(),
    draft=TEXT,
    notes=TEXT,
)


@settings(deadline=None)  # the first one imports
@given(st.lists(CUSTOMERS, min_size=1, max_size=3), st.integers(0, 2))
def test_a_desk_comes_back_as_it_was(customers: list[Customer], at: int) -> None:
    desk = Desk(tuple(customers), min(at, len(customers) - 1))
    assert from_json(to_json(desk)) == desk


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", "{}", '{"format": 1}', '{"format": 9, "at": 0, "customers": []}',
     '{"format": 1, "at": "x", "customers": []}', "[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_desk_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


@settings(deadline=None)
@given(st.data())
def test_a_desk_with_a_value_of_another_kind_is_refused_or_harmless(data: st.DataObject) -> None:
    wish = Wish((Part("voice", HEARD, "in blue"), Part("text", "red", "red")))
    customer = Customer("Anna", Conversation((wish,), ("red",)))
    kept = json.loads(to_json(Desk((customer,))))
    places = [
        (kept, "customers"), (kept["customers"][0], "name"), (kept["customers"][0], "turns"),
        (kept["customers"][0]["turns"][0][0], "value"), (kept["customers"][0], "prompts"),
        (kept["customers"][0]["turns"][0][1], "kind"),
    ]  # fmt: skip
    holder, name = data.draw(st.sampled_from(places))
    holder[name] = data.draw(st.sampled_from([None, 3, [3], {"a": 1}, [[{}]]]))
    with pytest.raises(ValueError):
        from_json(json.dumps(kept))
